import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { DoubtFound } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';
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
	return reports;
}

/** One doubt with all it finds, perhaps nothing any more. Refuses (404) one that no module has. */
export async function getDoubt(ctx: Context, id: string): Promise<DoubtReport> {
	const doubt = allDoubts().find((one) => one.id === id);
	if (!doubt) throw absent('Ce doute n’existe pas : voyez la liste des doutes.');
	return { id: doubt.id, title: doubt.title, found: await doubt.find(ctx) };
}

function allDoubts() {
	return [...modules.flatMap((one) => one.doubts ?? []), shutRecords, undrawnSigns];
}
