import { inArray } from 'drizzle-orm';
import { shownFileName } from '#core/files.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { documentNatures } from '../labels.ts';
import { documentPath } from '../paths.ts';
import { document } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'document',
		label: 'document',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(document).where(inArray(document.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.title,
				line: [
					labelOf(documentNatures, row.nature),
					...(row.date ? [formatPartialDate(row.date)] : [])
				].join(' · '),
				path: documentPath(row.code),
				text: [row.file ? shownFileName(row.file) : '', row.summary ? toPlainText(row.summary) : '']
					.filter(Boolean)
					.join(' '),
				audience: row.audience
			}));
		}
	}
];
