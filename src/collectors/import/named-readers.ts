import { may, refCell } from '#core/cells.ts';
import { groupOfAudience, peopleOfAudience, type Audience } from '#core/vocabulary.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import type { LineRefusal } from './read-csv.ts';
import type { ReadRow } from './read-rows.ts';
import { resolveCodes, type KnownCodes } from './references.ts';

/** Kinds whose codes an audience may name. */
export const NAMED_KINDS = ['group', 'person'];

/** A line of a file that keeps its record to a group or to named people. */
export interface NarrowLine {
	file: string;
	line: number;
	column: string;
	/** Cell as the file writes it. */
	value: string;
	/** Kind and code of each reader named. */
	readers: [kind: string, code: string][];
}

/** The lines of a sheet that name readers; circles name none. */
export function narrowLines(kind: AnyKind, file: string, rows: ReadRow[]): NarrowLine[] {
	const columns = Object.entries(kind.columns).filter(([, { type }]) => type.name === 'lecteurs');
	return rows.flatMap(({ line, values }) =>
		columns.flatMap(([field, { header, type }]): NarrowLine[] => {
			const audience = values[field] as Audience | null | undefined; // the type of the cell
			const readers = audience ? readersOf(audience) : [];
			if (!audience || readers.length === 0) return [];
			return [{ file, line, column: header, value: type.write(audience), readers }];
		})
	);
}

/**
 * Refuses readers that no row is: a record kept to a code that is mistyped would be shut to everybody. Asked once all files are
 * read, since a group may be kept to itself and people may come after what is kept to them.
 */
export function unknownReaders(lines: NarrowLine[], known: Map<string, KnownCodes>): LineRefusal[] {
	return lines.flatMap(({ file, line, column, value, readers }) =>
		readers.flatMap(([kind, code]): LineRefusal[] => {
			const cell = may(column, refCell(kind));
			const read = resolveCodes(code, cell, known.get(kind));
			return 'refusal' in read ? [{ file, line, column, value, message: read.refusal }] : [];
		})
	);
}

function readersOf(audience: Audience): NarrowLine['readers'] {
	const group = groupOfAudience(audience);
	if (group !== undefined) return [['group', group]];
	return peopleOfAudience(audience).map((code) => ['person', code]);
}
