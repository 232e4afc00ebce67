import { getTableName } from 'drizzle-orm';
import type { Dependent } from '#core/server/records.ts';
import { counted } from '#core/words.ts';
import { kinds } from '#modules/all.ts';

/** Why each of these records cannot go, in French: "2 lignes de roles.csv y renvoient". */
export function explainDependents(dependents: Dependent[]): Map<string, string> {
	const byRecord = new Map<string, string[]>();
	for (const { id, table, count } of dependents) {
		const rows = `${counted(count, 'ligne')} de ${fileOf(table)}`;
		byRecord.set(id, [...(byRecord.get(id) ?? []), rows]);
	}
	return new Map([...byRecord].map(([id, all]) => [id, `y renvoient : ${all.join(', ')}`]));
}

/** File of the rows of a table, or of the kind whose several references it keeps. */
function fileOf(table: string): string {
	const kind = kinds.find(
		(one) =>
			getTableName(one.table) === table ||
			Object.values(one.links ?? {}).some((link) => link && getTableName(link.table) === table)
	);
	return kind?.file ?? table;
}
