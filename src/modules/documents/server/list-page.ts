import { pageNumber } from '#core/page-number.ts';
import type { Context } from '#core/server/context.ts';
import { fromWord, labelOf } from '#core/vocabulary.ts';
import { documentNatures } from '../labels.ts';
import { listDocuments } from './queries.ts';

/** The list as its page shows it, narrowed by `nature`, a page at a time. */
export async function getDocumentsPage(ctx: Context, query: URLSearchParams) {
	const word = query.get('nature') ?? '';
	const page = pageNumber(query);
	const list = await listDocuments(ctx, fromWord(documentNatures, word), page);
	return {
		...list,
		rows: list.rows.map((row) => ({ ...row, nature: labelOf(documentNatures, row.nature) })),
		nature: word,
		natures: Object.values(documentNatures)
	};
}
