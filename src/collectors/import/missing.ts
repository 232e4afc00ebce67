import { basename } from 'node:path';
import type { Context } from '#core/server/context.ts';
import { heldBy, listImports, type ImportRun } from '#core/server/imports.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import {
	holdRecords,
	listDependents,
	removeRecords,
	storedRows,
	type Row
} from '#core/server/records.ts';
import { kinds } from '#modules/all.ts';
import { nameRows } from '../export/texts.ts';
import { changedByHand } from './changes-since.ts';
import { explainDependents } from './dependents.ts';
import type { ImportReport, MissingRow } from './outcomes.ts';

/**
 * Finds the rows that the last import of a folder of this name brought and that its files no longer hold. They stay, unless their removal is asked for, nothing refers to them and nobody has changed them since. Rows
 * that another folder also holds are not missing; nor are those of a file that is left out altogether.
 */
export async function settleMissing(
	ctx: Context,
	run: ImportRun,
	report: ImportReport,
	prune: boolean
): Promise<void> {
	const { own, others } = await heldBefore(ctx, run);
	const files = new Set(report.files);
	// Children first: a row may go once those that refer to it have gone.
	for (const kind of [...kinds].reverse()) {
		if (!files.has(kind.file)) continue;
		const present = idsIn(report, kind);
		const gone = (own[kind.name] ?? []).filter((id) => !present.has(id));
		const candidates = new Set(gone.filter((id) => !others.has(id)));
		if (candidates.size === 0) continue;
		if (prune) await holdRecords(ctx, kind, [...candidates]);
		const rows = (await storedRows(ctx, kind)).filter((row) => candidates.has(String(row['id'])));
		report.missing.push(...(await settleKind(ctx, kind, rows, prune)));
	}
	report.missing.reverse();
}

async function settleKind(
	ctx: Context,
	kind: AnyKind,
	rows: Row[],
	prune: boolean
): Promise<MissingRow[]> {
	const names = await nameRows(ctx, kind, rows);
	const ids = rows.map((row) => String(row['id']));
	const reasons = prune ? await reasonsToKeep(ctx, kind, ids) : new Map<string, string>();
	const missing = ids.map((id): MissingRow => {
		const because = reasons.get(id);
		return {
			file: kind.file,
			name: names.get(id) ?? '',
			kind,
			id,
			state: prune && !because ? 'removed' : 'kept',
			...(because ? { because } : {})
		};
	});
	const removed = new Set(missing.filter((one) => one.state === 'removed').map((one) => one.id));
	if (removed.size > 0)
		await removeRecords(
			ctx,
			kind,
			rows.filter((row) => removed.has(String(row['id'])))
		);
	return missing;
}

async function reasonsToKeep(
	ctx: Context,
	kind: AnyKind,
	ids: string[]
): Promise<Map<string, string>> {
	const dependents = await listDependents(ctx, kind, ids);
	return new Map([...(await changedByHand(ctx, kind, ids)), ...explainDependents(dependents)]);
}

/** What this import leaves in the folder’s name: the rows of its files, the missing ones that stay, and the files left out. */
export async function heldAfter(
	ctx: Context,
	run: ImportRun,
	report: ImportReport
): Promise<Record<string, string[]>> {
	const { own } = await heldBefore(ctx, run);
	const held: Record<string, string[]> = {};
	for (const kind of kinds) {
		const kept = report.missing.filter((row) => row.kind === kind && row.state === 'kept');
		const ids = report.files.includes(kind.file)
			? [...idsIn(report, kind), ...kept.map((row) => row.id)]
			: (own[kind.name] ?? []);
		if (ids.length > 0) held[kind.name] = ids;
	}
	return held;
}

/** What the last import of the folder of this name held, and what the last one of each other folder did. */
async function heldBefore(
	ctx: Context,
	run: ImportRun
): Promise<{ own: Record<string, string[]>; others: Set<string> }> {
	const last = new Map<string, ImportRun>();
	for (const one of await listImports(ctx)) {
		const name = basename(one.folder);
		if (one.id !== run.id && !one.undoneAt && !last.has(name)) last.set(name, one);
	}
	const own = last.get(basename(run.folder));
	const others = [...last.values()].filter((one) => one !== own);
	return {
		own: await heldBy(ctx, own ? [own] : []),
		others: new Set(Object.values(await heldBy(ctx, others)).flat())
	};
}

function idsIn(report: ImportReport, kind: AnyKind): Set<string> {
	const own = report.outcomes.filter((line) => line.kind === kind).map((line) => line.outcome.id);
	return new Set(own.filter((id) => id !== ''));
}
