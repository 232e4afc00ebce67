import type { AnyKind } from '#core/server/kinds.ts';
import type { Outcome } from '#core/server/records.ts';
import type { LineRefusal } from './read-csv.ts';
import type { SettingsKept } from './settings-kept.ts';

/** What becomes of one line of a file. */
export interface LineOutcome {
	file: string;
	line: number;
	/** What the line is called: its code, or its key. */
	name: string;
	outcome: Outcome;
	kind: AnyKind;
}

/** A row that an earlier import of this folder brought, and that its file no longer holds. */
export interface MissingRow {
	file: string;
	name: string;
	kind: AnyKind;
	id: string;
	/** `kept` unless the removal was asked for (`--prune`) and nothing forbids it. */
	state: 'kept' | 'removed';
	/** French: why it was kept although its removal was asked for. */
	because?: string;
}

/** Rows of one kind that a manifest opens. */
export interface OpenedRows {
	kind: AnyKind;
	count: number;
}

export interface ImportReport {
	collective: string;
	/** Number of the import, by which it can be undone; absent when nothing was written. */
	number?: number;
	/** Files of kinds that the folder holds. */
	files: string[];
	outcomes: LineOutcome[];
	missing: MissingRow[];
	/** New rows that everybody reads because the manifest says so of all that names nobody, counted by kind. */
	opened: OpenedRows[];
	/** Who reads the new rows, in French, the most numerous first. */
	readers: { readBy: string; count: number }[];
	refusals: LineRefusal[];
	/** What the manifest does not say anew. */
	settingsKept: SettingsKept | null;
	/** False for a rehearsal, and when a refusal undid everything. */
	written: boolean;
}

/** Totals of a report. */
export interface Counts extends Record<string, number> {
	created: number;
	changed: number;
	unchanged: number;
	/** Left as somebody made them on screen. */
	kept: number;
	removed: number;
	refused: number;
}

/** Counts the lines of a report by what becomes of them. */
export function countOutcomes(report: ImportReport): Counts {
	const count = (state: Outcome['state']) =>
		report.outcomes.filter((line) => line.outcome.state === state).length;
	return {
		created: count('created'),
		changed: count('changed'),
		unchanged: count('unchanged'),
		kept: count('kept'),
		removed: report.missing.filter((row) => row.state === 'removed').length,
		refused: report.refusals.length
	};
}
