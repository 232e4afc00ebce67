import type { Block } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { GuestView } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { documentNatures } from '../labels.ts';
import { getDocumentById, readDocumentFile } from './queries.ts';

/** A document lent by a link: what it is, and its file. */
export const guests: GuestView[] = [
	{
		kind: 'document',
		label: 'le document : sa nature, sa date, son résumé, son adresse, son fichier',
		show: async (ctx, id) => {
			const found = await getDocumentById(ctx, id);
			const elsewhere: Block[] = found.address
				? [
						{
							kind: 'paragraph',
							runs: ['À lire ici : ', { text: found.address, href: found.address }]
						}
					]
				: [];
			return {
				title: found.title,
				lead: [
					labelOf(documentNatures, found.nature),
					...(found.date ? [formatPartialDate(found.date)] : [])
				].join(' · '),
				blocks: [
					...(found.summary ? [{ kind: 'prose' as const, text: found.summary }] : []),
					...elsewhere
				]
			};
		},
		file: async (ctx, id) => {
			const found = await getDocumentById(ctx, id);
			return found.file ? readDocumentFile(ctx, found.code) : null;
		}
	}
];
