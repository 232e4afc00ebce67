import { explainWithPages } from '#collectors/catalogue.ts';
import { writeCsv } from '#collectors/export/csv.ts';
import { read } from '#web/request.ts';
import { askedYear } from '#web/year.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** The rows behind a figure that the reader may open. */
export const GET: RequestHandler = (event) =>
	read(event, async (ctx) => {
		const { metrique } = event.params;
		const year = askedYear(event.url, ctx.collective.settings.year);
		const { figure, rows } = await explainWithPages(ctx, metrique, year);
		const csv = writeCsv({
			headers: ['chiffre', 'annee', 'ligne', 'detail', 'adresse'],
			rows: rows.map((row) => [
				figure.label,
				String(year),
				row.label,
				row.detail ?? '',
				row.path ? new URL(row.path, event.url.origin).href : ''
			])
		});
		return new Response(csv, {
			headers: {
				'content-type': 'text/csv; charset=utf-8',
				'content-disposition': `attachment; filename="${metrique.replace(/[^a-z0-9.-]/gi, '-')}-${String(year)}.csv"`
			}
		});
	});
