import { and, asc, count, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { authorise, nameable, visible } from '#core/server/permissions.ts';
import { group, groupPath, groupTitle } from '#modules/groups/index.ts';
import { organisation, person, personName } from '#modules/network/index.ts';
import { questionnairePath } from '../paths.ts';
import { stateOn } from '../rules.ts';
import { answer, answerSheet, question, questionnaire } from './tables.ts';

const PAGE_SIZE = 25;
/** Filled questionnaires that one page of results reads. */
const MOST = 2000;

export type Questionnaire = Awaited<ReturnType<typeof getQuestionnaire>>;

/** A page of questionnaires that the actor may read, the last to close first; pages start at 1. */
export async function listQuestionnaires(ctx: Context, page: number) {
	const [total] = await ctx.db
		.select({ value: count() })
		.from(questionnaire)
		.where(visible(ctx, questionnaire));
	const rows = await ctx.db
		.select()
		.from(questionnaire)
		.where(visible(ctx, questionnaire))
		.orderBy(
			sql`${questionnaire.closesOn} desc nulls first`,
			asc(questionnaire.title),
			questionnaire.id
		)
		.offset((page - 1) * PAGE_SIZE)
		.limit(PAGE_SIZE);
	return {
		rows: rows.map((row) => ({
			id: row.id,
			title: row.title,
			path: questionnairePath(row.code),
			...stateOn(row, ctx.today)
		})),
		page,
		more: page * PAGE_SIZE < (total?.value ?? 0)
	};
}

/** A questionnaire and its questions, in their order. Refuses (404) when it is absent or not for the actor. */
export async function getQuestionnaire(ctx: Context, where: { code: string } | { id: string }) {
	const [row] = await ctx.db
		.select({ questionnaire, group })
		.from(questionnaire)
		.leftJoin(group, and(eq(group.id, questionnaire.groupId), nameable(ctx, group)))
		.where(and(visible(ctx, questionnaire), isThat(where)));
	if (!row) throw absent('Ce questionnaire n’existe pas, ou ne vous est pas ouvert.');
	const own = row.questionnaire;
	const questions = await ctx.db
		.select()
		.from(question)
		.where(and(eq(question.questionnaireId, own.id), visible(ctx, question)))
		.orderBy(asc(question.rank), asc(question.code));
	const on = own.groupId ? { groups: [own.groupId] } : {};
	return {
		...own,
		path: questionnairePath(own.code),
		group: row.group && { title: groupTitle(row.group), path: groupPath(row.group.code) },
		questions,
		...stateOn(own, ctx.today),
		/** May the actor read what people answered? */
		tends: decide(ctx.actor, { permission: 'questionnaires.write', on }).allowed
	};
}

/** One filled questionnaire, as who tends it reads it. */
export interface SheetRead {
	id: string;
	code: string;
	/** Who answered; "Sans nom" when nobody is said. */
	by: string;
	answeredOn: (typeof answerSheet.$inferSelect)['answeredOn'];
	/** Answer by identifier of the question. */
	answers: Map<string, string>;
}

/**
 * What was answered, first come first; those only that gave one answer to one question, when it is said. Refuses (403) who does not
 * tend the questionnaire.
 */
export async function listSheets(ctx: Context, of: Questionnaire): Promise<SheetRead[]> {
	authorise(ctx, 'questionnaires.write', of.groupId ? { groups: [of.groupId] } : {});
	const sheets = await ctx.db
		.select({ sheet: answerSheet, person, organisation })
		.from(answerSheet)
		.leftJoin(person, and(eq(person.id, answerSheet.personId), nameable(ctx, person)))
		.leftJoin(
			organisation,
			and(eq(organisation.id, answerSheet.organisationId), nameable(ctx, organisation))
		)
		.where(eq(answerSheet.questionnaireId, of.id))
		.orderBy(asc(answerSheet.answeredOn), asc(answerSheet.code))
		.limit(MOST);
	const ids = sheets.map(({ sheet }) => sheet.id);
	const answers =
		ids.length === 0 ? [] : await ctx.db.select().from(answer).where(inArray(answer.sheetId, ids));
	const bySheet = Map.groupBy(answers, (one) => one.sheetId);
	return sheets.map((row) => ({
		id: row.sheet.id,
		code: row.sheet.code,
		by:
			[row.person ? personName(row.person) : row.sheet.respondent, row.organisation?.name]
				.filter(Boolean)
				.join(', ') || 'Sans nom',
		answeredOn: row.sheet.answeredOn,
		answers: new Map((bySheet.get(row.sheet.id) ?? []).map((one) => [one.questionId, one.value]))
	}));
}

/** Every questionnaire, whoever reads, with its filled sheets: for figures. */
export async function listForFigures(ctx: Context) {
	return ctx.db.select().from(questionnaire).orderBy(asc(questionnaire.code));
}

function isThat(where: { code: string } | { id: string }): SQL {
	return 'code' in where ? eq(questionnaire.code, where.code) : eq(questionnaire.id, where.id);
}
