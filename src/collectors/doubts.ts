import type { Context } from '#core/server/context.ts';
import type { DoubtFound } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';

export interface DoubtReport {
	id: string;
	title: string;
	found: DoubtFound[];
}

/** Every doubt about the data, with the way to settle each. Settles none. */
export async function listDoubts(ctx: Context): Promise<DoubtReport[]> {
	const reports: DoubtReport[] = [];
	for (const one of modules) {
		for (const doubt of one.doubts ?? []) {
			const found = await doubt.find(ctx);
			if (found.length > 0) reports.push({ id: doubt.id, title: doubt.title, found });
		}
	}
	return reports;
}
