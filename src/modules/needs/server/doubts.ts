import { and, asc, eq, inArray, isNull, notExists } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Doubt, WaitingItem } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { needStates } from '../labels.ts';
import { needPath } from '../paths.ts';
import { isNearlySame } from '../rules.ts';
import { listUnanswered } from './queries.ts';
import { need, needOrganisation } from './tables.ts';

const WAITING = 10;
/** Beyond that, comparing every pair would be slow: the oldest are compared. */
const COMPARED = 400;

/** Needs heard that nobody took up, oldest first. */
export async function waiting(ctx: Context): Promise<WaitingItem[]> {
	const rows = await listUnanswered(ctx, WAITING);
	return rows.map((row) => {
		const date = row.date ?? row.visitDate ?? row.meetingDate;
		return {
			title: row.title,
			because: 'Ce besoin a été entendu et n’a pas encore reçu de réponse.',
			path: needPath(row.code),
			...(date ? { date } : {})
		};
	});
}

export const doubts: Doubt[] = [
	{
		id: 'needs.no-asker',
		title: 'Un besoin de membre ne dit pas qui le demande',
		find: async (ctx) => {
			const rows = await ctx.db
				.select()
				.from(need)
				.where(
					and(
						eq(need.voice, 'member'),
						visible(ctx, need),
						notExists(
							ctx.db.select().from(needOrganisation).where(eq(needOrganisation.needId, need.id))
						)
					)
				)
				.orderBy(asc(need.code));
			return rows.map((row) => ({
				finding: `« ${row.title} » : dit par un membre, sans le nommer.`,
				settle:
					'Retrouvez dans le compte rendu qui l’a demandé, puis remplissez organisations dans besoins.csv.',
				path: needPath(row.code),
				...(row.source ? { source: row.source } : {})
			}));
		}
	},
	{
		id: 'needs.near-duplicates',
		title: 'Deux besoins disent presque la même chose',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ code: need.code, title: need.title, sense: need.sense })
				.from(need)
				.where(visible(ctx, need))
				.orderBy(asc(need.code))
				.limit(COMPARED);
			return rows.flatMap((one, index) =>
				rows
					.slice(index + 1)
					.filter((other) => other.sense === one.sense && isNearlySame(one.title, other.title))
					.map((other) => ({
						finding: `« ${one.title} » et « ${other.title} » : une seule demande ou deux ?`,
						settle:
							'Si c’est la même, gardez une ligne dans besoins.csv et réunissez-y toutes les organisations : aucune voix ne se perd.',
						path: needPath(one.code)
					}))
			);
		}
	},
	{
		id: 'needs.closed-without-words',
		title: 'Un besoin est clos sans dire comment',
		find: async (ctx) => {
			const rows = await ctx.db
				.select()
				.from(need)
				.where(
					and(inArray(need.state, ['answered', 'refused']), isNull(need.answer), visible(ctx, need))
				)
				.orderBy(asc(need.code));
			return rows.map((row) => ({
				finding: `« ${row.title} » : ${labelOf(needStates, row.state).toLowerCase()}, sans réponse écrite.`,
				settle: 'Écrivez la réponse ou la raison dans la colonne reponse de besoins.csv.',
				path: needPath(row.code),
				...(row.source ? { source: row.source } : {})
			}));
		}
	}
];
