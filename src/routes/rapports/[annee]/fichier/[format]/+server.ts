import { readAnnualReport } from '#collectors/report-shelf.ts';
import { isFormat, publish, turnOf } from '#collectors/publish.ts';
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
	const turn = turnOf(document, format);
	if (turn === 'full')
		return soon(503, 'Beaucoup de rapports se préparent : revenez dans une minute.', 60);
	const file = publish(document, format);
	if (turn === 'later') {
		// Who comes back finds it made; a refusal of the compiler is told then.
		file.catch(() => undefined);
		return soon(202, 'Le rapport est prêt dans un instant : cette page le donnera.', 3);
	}
	const { bytes, mediaType } = await file;
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': mediaType,
			'content-disposition': `attachment; filename="rapport-${String(year)}.${format}"`
		}
	});
};

/** What is answered while others come first: the browser asks again by itself, without script. */
function soon(status: 202 | 503, sentence: string, seconds: number): Response {
	return new Response(`${sentence}\n`, {
		status,
		headers: {
			'content-type': 'text/plain; charset=utf-8',
			'cache-control': 'no-store',
			'retry-after': String(seconds),
			refresh: String(seconds)
		}
	});
}
