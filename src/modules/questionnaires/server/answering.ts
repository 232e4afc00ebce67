import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AskedField } from '#core/asked.ts';
import type { Actor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { partialDate } from '#core/partial-date.ts';
import { type Context, within } from '#core/server/context.ts';
import { anyKind } from '#core/server/kinds.ts';
import { createRecord, removeRecords, saveRecords, storedRows } from '#core/server/records.ts';
import { person } from '#modules/network/index.ts';
import { askedField, readAnswers } from '../rules.ts';
import { answerKind, answerSheetKind } from './exchange.ts';
import { getQuestionnaire, type Questionnaire } from './queries.ts';
import { answer, answerSheet } from './tables.ts';
import { hasAnswered, keepUnnamed, markAnswered } from './unnamed.ts';

/** Who answers: somebody of the directory, or the guest of a link. */
export type Respondent =
	{ personId: string; name: string } | { linkId: string; name: string; hasAnswered: boolean };

export interface FormToFill {
	of: Questionnaire;
	fields: AskedField[];
	/** An answer of theirs is there, and may be corrected. */
	isAnswered: boolean;
	/** They have answered, and an answer without a name is not found again. */
	isDone: boolean;
}

/** The person of the directory who is signed in; undefined for an account that is nobody there. */
export async function findRespondent({ actor, db }: Context): Promise<Respondent | undefined> {
	if (actor.kind !== 'person' || actor.person === null) return undefined;
	const [row] = await db
		.select({ id: person.id })
		.from(person)
		.where(eq(person.code, actor.person));
	return row && { personId: row.id, name: actor.name };
}

/** The same, refusing (403) an account that is nobody in the directory. */
export async function respondentOf(ctx: Context): Promise<Respondent> {
	const respondent = await findRespondent(ctx);
	if (!respondent)
		throw new Refused('forbidden', [
			{
				code: 'nobody',
				message:
					'Pour répondre, il faut être quelqu’un de l’annuaire : demandez à l’équipe un lien vers ce questionnaire.'
			}
		]);
	return respondent;
}

/** The form of a questionnaire, with what was answered already. Refuses (404) one that is not for the actor. */
export async function formToFill(
	ctx: Context,
	where: { code: string } | { id: string },
	who: Respondent
): Promise<FormToFill> {
	const of = await getQuestionnaire(ctx, where);
	const sheet = of.unnamed ? undefined : await sheetOf(ctx, of, who);
	const given = sheet ? await ctx.db.select().from(answer).where(eq(answer.sheetId, sheet.id)) : [];
	const values = new Map(given.map((one) => [one.questionId, one.value]));
	const isDone = of.unnamed === true && (await hasAnswered(ctx, of, who));
	return {
		of,
		fields:
			of.isOpen && !isDone
				? of.questions.map((one) => askedField(one, values.get(one.id) ?? ''))
				: [],
		isAnswered: sheet !== undefined,
		isDone
	};
}

/**
 * Keeps what somebody answers, over what they answered before; without a name, once and for all. `sheetId` is the identifier that the
 * form was given. Refuses (404) a questionnaire that is not for them, (422) one that is closed or answered without a name, and
 * answers that do not fit, one sentence per field. Returns whether it may be told who has answered.
 */
export async function fill(
	ctx: Context,
	where: { code: string } | { id: string },
	who: Respondent,
	{ sheetId, texts }: { sheetId: string; texts: Record<string, string> }
): Promise<{ isNamed: boolean }> {
	const { of, isDone } = await formToFill(ctx, where, who);
	if (!of.isOpen || isDone)
		throw new Refused('invalid', [isDone ? DONE : { code: 'closed', message: of.sentence }]);
	const { answers, refusals } = readAnswers(of.questions, texts);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	if (answers.size === 0)
		throw new Refused('invalid', [
			{ code: 'empty', message: 'Rien n’est répondu : répondez à une question au moins.' }
		]);
	if (of.unnamed) {
		if (!(await markAnswered(ctx, of, who))) throw new Refused('invalid', [DONE]);
		await keepUnnamed(ctx, of, answers);
		return { isNamed: false };
	}
	// Two forms of one respondent at once, or two new sheets, wait for each other.
	await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${of.id}, 0))`);
	const author: Actor = { kind: 'operator', name: who.name };
	const asAuthor: Context = within(ctx, { actor: author });
	const own = await sheetOf(ctx, of, who);
	const id = own?.id ?? (await newSheet(asAuthor, of, who, sheetId));
	await writeAnswers(asAuthor, of, id, answers);
	return { isNamed: true };
}

const DONE = {
	code: 'done',
	message:
		'Votre réponse est déjà arrivée : sans nom, elle ne se retrouve plus, et ne se change donc pas.'
};

/** The sheet that is already theirs. */
async function sheetOf(ctx: Context, of: Questionnaire, who: Respondent) {
	const isTheirs =
		'personId' in who ? eq(answerSheet.personId, who.personId) : eq(answerSheet.linkId, who.linkId);
	const [found] = await ctx.db
		.select()
		.from(answerSheet)
		.where(and(eq(answerSheet.questionnaireId, of.id), isTheirs));
	return found;
}

async function newSheet(
	ctx: Context,
	of: Questionnaire,
	who: Respondent,
	sheetId: string
): Promise<string> {
	const [{ value: before } = { value: 0 }] = await ctx.db
		.select({
			value: sql<number>`coalesce(max(substring(${answerSheet.code} from '[0-9]+$')::int), 0)`
		})
		.from(answerSheet)
		.where(eq(answerSheet.questionnaireId, of.id));
	await createRecord(
		ctx,
		anyKind(answerSheetKind),
		{
			code: `${of.code}-${String(before + 1)}`,
			questionnaireId: of.id,
			personId: 'personId' in who ? who.personId : null,
			organisationId: null,
			respondent: 'linkId' in who ? who.name : null,
			answeredOn: partialDate(ctx.today),
			source: null
		},
		sheetId
	);
	if ('linkId' in who)
		await ctx.db.update(answerSheet).set({ linkId: who.linkId }).where(eq(answerSheet.id, sheetId));
	return sheetId;
}

async function writeAnswers(
	ctx: Context,
	of: Questionnaire,
	sheetId: string,
	answers: Map<string, string>
): Promise<void> {
	const kind = anyKind(answerKind);
	const emptied = of.questions.map((one) => one.id).filter((id) => !answers.has(id));
	const gone =
		emptied.length === 0
			? []
			: await storedRows(
					ctx,
					kind,
					and(eq(answer.sheetId, sheetId), inArray(answer.questionId, emptied))
				);
	if (gone.length > 0) await removeRecords(ctx, kind, gone);
	for (const [questionId, value] of answers)
		await saveRecords(ctx, kind, [{ sheetId, questionId, value, source: null }]);
}
