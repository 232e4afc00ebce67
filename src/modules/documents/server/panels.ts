import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { PANEL_ROWS, type Panel, type PanelSubject } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { documentNatures } from '../labels.ts';
import { DOCUMENTS_PATH } from '../paths.ts';
import { listDocumentsAbout } from './queries.ts';

/** Documents about a group, a meeting, an organisation or a project. */
export async function panels(ctx: Context, subject: PanelSubject): Promise<Panel[]> {
	const documents = await listDocumentsAbout(ctx, subject, PANEL_ROWS + 1);
	return [
		{
			title: 'Documents',
			order: 80,
			lines: documents.map((one) => ({
				content: [
					{ text: one.title, href: one.path },
					`, ${labelOf(documentNatures, one.nature).toLocaleLowerCase('fr')}`,
					...(one.date ? [`, ${formatPartialDate(one.date)}`] : [])
				]
			})),
			path: DOCUMENTS_PATH
		}
	];
}
