import { OPERATOR } from '#core/actor.ts';
import { inCollective } from '#core/server/database.ts';
import { counted } from '#core/words.ts';
import { listDoubts } from '#collectors/doubts.ts';
import { requireCollective } from '../collective.ts';

/** `fanal check`: lists the doubts about the data and how to settle each. Settles none. */
export async function checkCommand(): Promise<number> {
	const collective = await requireCollective();
	const reports = await inCollective(collective, { actor: OPERATOR }, listDoubts);
	const total = reports.reduce((sum, report) => sum + report.found.length, 0);
	for (const report of reports) {
		process.stdout.write(`\n${report.title} — ${report.id}\n`);
		for (const doubt of report.found) {
			process.stdout.write(
				`  • ${doubt.finding}${doubt.source ? ` [${doubt.source}]` : ''}\n      → ${doubt.settle}\n`
			);
		}
	}
	process.stdout.write(
		`\n${total === 0 ? 'Aucun doute' : counted(total, 'doute')} sur les données de ${collective.settings.name}.\n`
	);
	return 0;
}
