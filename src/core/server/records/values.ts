import { boundsOf, parsePartialDate } from '../../partial-date.ts';
import type { Audience } from '../../vocabulary.ts';
import type { JournalLine } from '../journal.ts';
import type { AnyKind } from '../kinds.ts';
import { linkEntries } from './links.ts';
import { columnsOf, type Row } from './rows.ts';

/** What goes into the table: the row with its settled readers (`withReaders`), what the kind computes, and the last day of each vague date. */
export function tableValues(kind: AnyKind, input: Row): Row {
	const columns = columnsOf(kind.table);
	const values: Row = {};
	for (const field of Object.keys(kind.columns)) {
		if (!columns[field] || kind.links?.[field]) continue;
		values[field] = input[field] ?? null;
		if (columns[`${field}Last`]) values[`${field}Last`] = lastDayOf(input[field]);
	}
	values['audience'] = input['audience'] ?? 'team';
	// What the kind computes wins: it has seen the empty cells.
	return Object.assign(values, kind.complete?.(values));
}

function lastDayOf(value: unknown): string | null {
	const date = typeof value === 'string' ? parsePartialDate(value) : null;
	return date ? boundsOf(date).last : null;
}

/** Several references of a row, by field. */
export function linkValues(kind: AnyKind, input: Row): Row {
	return Object.fromEntries(linkEntries(kind).map(([field]) => [field, input[field] ?? []]));
}

/** Field → [before, after] for what differs, whatever the order of keys and of several references. */
export function differences(
	kind: AnyKind,
	before: Row,
	after: Row
): Record<string, [unknown, unknown]> {
	const changes: Record<string, [unknown, unknown]> = {};
	for (const [field, value] of Object.entries(after)) {
		const previous = before[field] ?? null;
		const sorted = kind.links?.[field] !== undefined;
		if (canonical(previous, sorted) !== canonical(value ?? null, sorted))
			changes[field] = [previous, value ?? null];
	}
	return changes;
}

/** Text equal for equal values: jsonb does not keep the order of keys. */
export function canonical(value: unknown, sortList = false): string {
	return JSON.stringify(
		sortList && Array.isArray(value) ? [...value].sort() : value,
		(_key, inner: unknown) =>
			inner && typeof inner === 'object' && !Array.isArray(inner)
				? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
				: inner
	);
}

/** What the journal says of a row written. */
export function journalLine(
	kind: AnyKind,
	verb: 'created' | 'changed',
	id: string,
	values: Row,
	changes: Row
): JournalLine {
	return {
		event: `${kind.name}.${verb}`,
		kind: kind.name,
		recordId: id,
		audience: values['audience'] as Audience, // written by tableValues from the audience column
		data: changes
	};
}
