import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Panel, PanelSubject } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { visitStates } from '../labels.ts';
import { listVisitsOf } from './queries.ts';

/** The visits that an organisation received. */
export async function panels(ctx: Context, subject: PanelSubject): Promise<Panel[]> {
	if (subject.kind !== 'organisation') return [];
	const visits = await listVisitsOf(ctx, subject.id);
	const lines = visits.map((visit) => ({
		content: [
			{ text: visit.name, href: visit.path },
			`, ${formatPartialDate(visit.date)} (${labelOf(visitStates, visit.state).toLowerCase()})`
		]
	}));
	return [{ title: 'Visites reçues', order: 20, lines, path: '/visites' }];
}
