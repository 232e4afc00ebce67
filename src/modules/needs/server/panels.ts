import type { Context } from '#core/server/context.ts';
import type { Panel, PanelSubject } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { needStates } from '../labels.ts';
import { NEEDS_PATH } from '../paths.ts';
import { listNeedsOf } from './queries.ts';

/** What an organisation or a group asks, then what it offers. */
export async function panels(ctx: Context, subject: PanelSubject): Promise<Panel[]> {
	if (subject.kind !== 'group' && subject.kind !== 'organisation') return [];
	const needs = await listNeedsOf(
		ctx,
		subject.kind === 'group' ? { groupId: subject.id } : { organisationId: subject.id }
	);
	const linesOf = (sense: (typeof needs)[number]['sense']) =>
		needs
			.filter((need) => need.sense === sense)
			.map((need) => ({
				content: { text: need.title, href: need.path },
				state: labelOf(needStates, need.state)
			}));
	return [
		{ title: 'Besoins exprimés', order: 40, lines: linesOf('need'), path: NEEDS_PATH },
		{ title: 'Offres', order: 41, lines: linesOf('offer'), path: NEEDS_PATH }
	];
}
