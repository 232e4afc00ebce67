import { readAnnualReport } from '#collectors/report-shelf.ts';
import { isFormat, publish } from '#collectors/publish.ts';
import { read } from '#web/request.ts';
import { yearOf } from '#web/year.ts';
import { error } from '@sveltejs/kit';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const GET: RequestHandler = async (event) => {
	const { annee, format } = event.params;
	const year = yearOf(annee);
	if (!isFormat(format)) error(404, 'Ce format n’existe pas : pdf, html, docx ou md.');
	const document = await read(event, (ctx) =>
		readAnnualReport(ctx, { year, baseUrl: event.url.origin })
	);
	const { bytes, mediaType } = await publish(document, format);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': mediaType,
			'content-disposition': `attachment; filename="rapport-${String(year)}.${format}"`
		}
	});
};
