import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { PANEL_ROWS, type PanelSubject } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';

/** What every module tells of an organisation, a person, a group, a meeting or a project, for its page; nothing when nobody knows it. */
export async function panelBlocks(ctx: Context, subject: PanelSubject): Promise<Block[]> {
	const panels = [];
	for (const one of modules) panels.push(...((await one.panels?.(ctx, subject)) ?? []));
	return panels
		.filter((panel) => panel.lines.length > 0)
		.sort((a, b) => a.order - b.order)
		.flatMap(({ title, lines, path }, index): Block[] => [
			{ kind: 'heading', level: 2, text: title, id: `panneau-${String(index + 1)}` },
			{ kind: 'list', items: lines.slice(0, PANEL_ROWS) },
			...(lines.length > PANEL_ROWS ? [others(path)] : [])
		]);
}

function others(path: string | undefined): Block {
	return {
		kind: 'paragraph',
		runs: path
			? ['Il y en a d’autres : ', { text: 'toute la liste', href: path }, '.']
			: ['Il y en a d’autres.']
	};
}
