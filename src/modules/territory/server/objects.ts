import { PUBLIC } from '#core/actor.ts';
import { within } from '#core/server/context.ts';
import { inArray } from 'drizzle-orm';
import type { ObjectKind } from '#core/server/contract.ts';
import { epciNature } from '../labels.ts';
import { epciPath } from '../paths.ts';
import { readPerimeter } from './queries.ts';
import { epci } from './tables.ts';

/** An EPCI is found by its names and by those of its communes. */
export const objects: ObjectKind[] = [
	{
		kind: 'epci',
		label: 'intercommunalité',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(epci).where(inArray(epci.id, ids));
			// Its communes as anybody reads them: what is found of a record is found by all who read it.
			const anybody = within(ctx, { actor: PUBLIC });
			const { epcis } = await readPerimeter(
				anybody,
				`${String(ctx.collective.settings.year)}-12-31`
			);
			const communes = new Map(epcis.map((one) => [one.id, one.communes]));
			return rows.map((row) => ({
				id: row.id,
				title: row.usualName ?? row.name,
				line: [row.name, row.nature ? epciNature(row.nature) : null].filter(Boolean).join(', '),
				path: epciPath(row.code),
				text: [row.acronym, row.name, ...(communes.get(row.id) ?? []).map(({ name }) => name)]
					.filter(Boolean)
					.join(' '),
				audience: row.audience
			}));
		}
	}
];
