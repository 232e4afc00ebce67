import { sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Doubt, DoubtFound } from '#core/server/contract.ts';
import { groupOfAudience, peopleOfAudience, type Audience } from '#core/vocabulary.ts';
import { kinds } from '#modules/all.ts';

interface Narrow {
	kind: string;
	audience: Audience;
	[column: string]: unknown;
}

/**
 * Records kept to a code that nothing bears any more: the group or the person was removed, or came back under another code. They
 * are shut, never opened by it; somebody has to say who reads them now.
 */
export const shutRecords: Doubt = {
	id: 'access.shut-records',
	title: 'Une fiche n’a plus de lecteur',
	find: async (ctx) => {
		const rows = await narrowRecords(ctx);
		const [groups, people] = [await codesOf(ctx, 'group'), await codesOf(ctx, 'person')];
		return rows.flatMap(({ kind, audience }) => {
			const group = groupOfAudience(audience);
			const missing =
				group === undefined
					? peopleOfAudience(audience).filter((code) => !people.has(code))
					: [group].filter((code) => !groups.has(code));
			return missing.map((code) => found(kind, code));
		});
	}
};

/** Kept to groups or to people, in all kinds: their words are not read, only who may read them. */
async function narrowRecords(ctx: Context): Promise<Narrow[]> {
	const each = kinds.map(
		({ name, table }) =>
			sql`select ${name}::text as kind, ${table.audience} as audience from ${table} where ${table.audience} ~ '^(group|pilots|people):'`
	);
	const { rows } = await ctx.db.execute<Narrow>(sql.join(each, sql` union all `));
	return rows;
}

async function codesOf(ctx: Context, name: string): Promise<Set<string>> {
	const kind = kinds.find((one) => one.name === name);
	if (!kind?.codeField) return new Set();
	const { rows } = await ctx.db.execute<{ code: string }>(sql`select code from ${kind.table}`);
	return new Set(rows.map((row) => row.code));
}

function found(kindName: string, code: string): DoubtFound {
	const kind = kinds.find((one) => one.name === kindName);
	const file = kind?.file ?? '';
	return {
		finding: `${kind?.singular ?? kindName} : réservée à « ${code} », que plus aucune fiche ne porte.`,
		settle: `Retrouvez la ligne dans l’export complet (${file}), écrivez ses lecteurs d’aujourd’hui dans la colonne audience, puis importez-la.`
	};
}
