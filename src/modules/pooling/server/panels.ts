import type { Context } from '#core/server/context.ts';
import type { Panel, PanelSubject } from '#core/server/contract.ts';
import { POOLING_PATH } from '../paths.ts';
import { listPoolingOf } from './received.ts';

/** The shared posts that serve an organisation and the supports it follows. */
export async function panels(ctx: Context, subject: PanelSubject): Promise<Panel[]> {
	if (subject.kind !== 'organisation') return [];
	const received = await listPoolingOf(ctx, subject.id);
	const lines = received.map((one) => ({
		content: [
			{ text: one.title, href: one.path },
			...(one.detail ? [` — ${one.detail.toLowerCase()}`] : [])
		]
	}));
	return [{ title: 'Mutualisation', order: 50, lines, path: POOLING_PATH }];
}
