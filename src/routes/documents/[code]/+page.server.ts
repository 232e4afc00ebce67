import { formatSize, endingOf, fileSorts } from '#core/files.ts';
import { labelOf } from '#core/vocabulary.ts';
import { documentNatures } from '#modules/documents/labels.ts';
import { getDocument } from '#modules/documents/server/queries.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'documents.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { file, ...document } = await getDocument(ctx, event.params.code);
		return {
			title: document.title,
			record: await shownRecord(ctx, 'document', event.params.code),
			document: { ...document, nature: labelOf(documentNatures, document.nature) },
			file: file && {
				name: file.name,
				sort: fileSorts[endingOf(file.name)]?.label ?? '',
				size: formatSize(file.size)
			}
		};
	});
