import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { DoubtFound } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';
import { shutAmong } from './record-pages.ts';
import { shutRecords } from './shut-records.ts';
import { undrawnSigns } from './undrawn-signs.ts';

export interface DoubtReport {
	id: string;
	title: string;
	found: DoubtFound[];
}

/** Every doubt about the data, with the way to settle each. Settles none. */
export async function listDoubts(ctx: Context): Promise<DoubtReport[]> {
	const reports: DoubtReport[] = [];
	for (const { id, title, find } of allDoubts()) {
		const found = await find(ctx);
		if (found.length > 0) reports.push({ id, title, found });
	}
	return openly(ctx, reports);
}

/** One doubt with all it finds, perhaps nothing any more. Refuses (404) one that no module has. */
export async function getDoubt(ctx: Context, id: string): Promise<DoubtReport> {
	const doubt = allDoubts().find((one) => one.id === id);
	if (!doubt) throw absent('Ce doute n’existe pas : voyez la liste des doutes.');
	const report = { id: doubt.id, title: doubt.title, found: await doubt.find(ctx) };
	return (await openly(ctx, [report]))[0] ?? report;
}

/** The same, without the addresses that lead to what is kept from the actor. */
async function openly(ctx: Context, reports: DoubtReport[]): Promise<DoubtReport[]> {
	const paths = reports.flatMap(({ found }) => found.flatMap(({ path }) => path ?? []));
	const shut = await shutAmong(ctx, paths);
	const open = ({ path, ...one }: DoubtFound): DoubtFound =>
		path === undefined || shut.has(path) ? one : { ...one, path };
	return reports.map((report) => ({ ...report, found: report.found.map(open) }));
}

function allDoubts() {
	return [...modules.flatMap((one) => one.doubts ?? []), shutRecords, undrawnSigns];
}
