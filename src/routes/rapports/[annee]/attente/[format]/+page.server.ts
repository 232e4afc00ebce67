import { isFormat, order, turnOf } from '#collectors/publish.ts';
import { inEdition, isReservedAsked } from '#collectors/reserved-edition.ts';
import { askerOf } from '#web/visitor.ts';
import { yearOf } from '#web/year.ts';
import { reportFor } from '../../report.ts';
import { error } from '@sveltejs/kit';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

/** Seconds before the page looks again: long enough to be read, by eye or by ear, before it is drawn anew. */
const LOOK = 10;
const LOOK_WHEN_MANY = 60;

/** What is shown while other files are made; it leads to the file by itself when its turn has come, without script. */
export const load: PageServerLoad = async (event) => {
	const year = yearOf(event.params.annee);
	const { format } = event.params;
	if (!isFormat(format)) error(404, 'Ce format n’existe pas : pdf, html, docx ou md.');
	const document = await reportFor(event, year);
	const asker = askerOf(event);
	const turn = turnOf(document, format, asker);
	if (turn === 'later') order(document, format, asker);
	const isReserved = isReservedAsked(event.url.searchParams);
	const file = inEdition(`/rapports/${String(year)}/fichier/${format}`, isReserved);
	const reportPath = inEdition(`/rapports/${String(year)}`, isReserved);
	const refresh = { now: `1;url=${file}`, later: String(LOOK), full: String(LOOK_WHEN_MANY) }[turn];
	event.setHeaders({ refresh, 'cache-control': 'no-store' });
	return { title: TITLES[turn], year, file, reportPath, turn };
};

const TITLES = {
	now: 'Le fichier est prêt',
	later: 'Le fichier est prêt dans un instant',
	full: 'Beaucoup de fichiers se préparent'
};
