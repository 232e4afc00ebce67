import { isFormat, order, publish, turnOf } from '#collectors/publish.ts';
import { inEdition } from '#collectors/reserved-edition.ts';
import { problem } from '#web/problem.ts';
import { askerOf } from '#web/visitor.ts';
import { yearOf } from '#web/year.ts';
import { reportFor } from '../../report.ts';
import { error, redirect } from '@sveltejs/kit';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

/** Seconds after which a program asks again: a file takes a few, and many that wait take a minute. */
const SOON = 5;
const LATER = 60;

export const GET: RequestHandler = async (event) => {
	const { annee, format } = event.params;
	const year = yearOf(annee);
	if (!isFormat(format)) error(404, 'Ce format n’existe pas : pdf, html, docx ou md.');
	const document = await reportFor(event, year);
	event.locals.words = () => JSON.stringify(document);
	const isReserved = document.reserved !== undefined;
	const asker = askerOf(event);
	const turn = turnOf(document, format, asker);
	if (turn !== 'now') {
		if (turn === 'later') order(document, format, asker);
		if (event.request.headers.get('accept')?.includes('text/html'))
			redirect(303, inEdition(`/rapports/${String(year)}/attente/${format}`, isReserved));
		return turn === 'later'
			? problem('fichier-en-attente', 'D’autres fichiers se font avant lui : redemandez-le.', {
					headers: { 'retry-after': String(SOON) }
				})
			: problem(
					'trop-de-demandes',
					'Vous avez demandé beaucoup de fichiers : attendez une minute.',
					{
						headers: { 'retry-after': String(LATER) }
					}
				);
	}
	const { bytes, mediaType } = await publish(document, format, asker);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': mediaType,
			'content-disposition': `attachment; filename="rapport-${String(year)}${isReserved ? '-edition-reservee' : ''}.${format}"`
		}
	});
};
