import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { secretFor } from '#core/server/secret.ts';
import type { Respondent } from './answering.ts';
import type { Questionnaire } from './queries.ts';
import { answer, answered, answerSheet } from './tables.ts';

/*
 * Answers that bear no name are kept apart from who gave them (docs/adr/0022). Of who answered, a keyed mark alone; of what was
 * answered, rows that are all of the same instant, under identifiers and codes drawn by lot, that no journal, mail or webhook tells:
 * neither an hour nor an order leads from one to the other.
 */

/** Has this respondent answered a questionnaire without names? */
export async function hasAnswered(
	ctx: Context,
	of: Questionnaire,
	who: Respondent
): Promise<boolean> {
	// By a link that answered before marks were kept.
	if ('linkId' in who && who.hasAnswered) return true;
	const rows = await ctx.db
		.select({ mark: answered.mark })
		.from(answered)
		.where(and(eq(answered.questionnaireId, of.id), eq(answered.mark, markOf(ctx, of, who))));
	return rows.length > 0;
}

/** Keeps that this respondent answers. False when they have already, were it at the same instant: the database holds one mark of each. */
export async function markAnswered(
	ctx: Context,
	of: Questionnaire,
	who: Respondent
): Promise<boolean> {
	const kept = await ctx.db
		.insert(answered)
		.values({ questionnaireId: of.id, mark: markOf(ctx, of, who) })
		.onConflictDoNothing()
		.returning({ mark: answered.mark });
	return kept.length > 0;
}

/** Keeps what was answered by nobody. `answers` goes by question. */
export async function keepUnnamed(
	ctx: Context,
	of: Questionnaire,
	answers: Map<string, string>
): Promise<void> {
	const common = {
		audience: 'team' as const,
		createdAt: of.createdAt,
		updatedAt: of.createdAt
	};
	const sheetId = randomUUID();
	await ctx.db.insert(answerSheet).values({
		...common,
		id: sheetId,
		code: `${of.code}-${randomBytes(6).toString('hex')}`,
		questionnaireId: of.id,
		// The year: what counts the answers wants no more.
		answeredOn: partialDate(ctx.today.slice(0, 4))
	});
	await ctx.db.insert(answer).values(
		[...answers].map(([questionId, value]) => ({
			...common,
			id: randomUUID(),
			sheetId,
			questionId,
			value
		}))
	);
}

/** A fingerprint that only this installation can make again, of one questionnaire: two of them are not compared. */
function markOf({ collective }: Context, of: Questionnaire, who: Respondent): string {
	const respondent = 'personId' in who ? `person ${who.personId}` : `link ${who.linkId}`;
	return createHmac('sha256', secretFor('who answered without a name'))
		.update(`${collective.id} ${of.id} ${respondent}`)
		.digest('base64url');
}
