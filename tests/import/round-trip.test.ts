import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, PUBLIC } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { listCalendar } from '#collectors/calendar.ts';
import { computeFigure, explainFigure, listMetrics } from '#collectors/catalogue.ts';
import { listDoubts } from '#collectors/doubts.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { search } from '#collectors/search.ts';

let phare: Collective;

beforeAll(async () => {
	await importFolder('data/phare-2023');
	const found = await findCollective();
	if (!found) throw new Error('the demonstration was not imported');
	phare = found;
});

describe('figures', () => {
	const value = (id: string) =>
		inCollective(
			phare,
			{ actor: PUBLIC },
			async (ctx) => (await explainFigure(ctx, id, 2023)).figure.value
		);

	test.each([
		['network.members', 20],
		['network.jobs', 1200],
		['network.turnover', 25],
		['visits.held', 7],
		['pooling.structures', 9],
		['meetings.calendar', 15],
		['meetings.bureau', 9],
		['meetings.board', 3],
		['meetings.assembly', 1],
		['meetings.seminar', 2],
		['territory.communes', 198],
		['inclusion.participants', 20],
		['inclusion.women', 18],
		['inclusion.men', 2],
		['inclusion.job-exits', 2],
		['measures.ptce-en-france', 203],
		['measures.abonnes-linkedin', 1016]
	])('%s is %d, as printed', async (id, expected) => {
		expect(await value(id)).toBe(expected);
	});

	test('the rows of the grants that were won say how far each has got', async () => {
		const { rows } = await inCollective(phare, { actor: PUBLIC }, (ctx) =>
			explainFigure(ctx, 'fundings.won', 2023)
		);
		expect(rows.length).toBeGreaterThan(2);
		expect(new Set(rows.map(({ detail }) => detail))).toEqual(new Set(['Lauréat']));
	});

	test('every figure has the same value for every reader, and as many rows as it counts when it counts rows', async () => {
		const read = (actor: typeof PUBLIC) =>
			inCollective(phare, { actor }, async (ctx) => {
				const values: Record<string, number | null> = {};
				for (const metric of await listMetrics(ctx))
					values[metric.id] = (await computeFigure(ctx, metric, 2023)).value;
				return values;
			});
		expect(await read(PUBLIC)).toEqual(await read(OPERATOR));
	});
});

describe('search', () => {
	const found = (query: string) =>
		inCollective(phare, { actor: PUBLIC }, async (ctx) =>
			(await search(ctx, query)).hits.map((hit) => hit.title)
		);

	test('finds without accents, with plurals, with an unfinished word', async () => {
		expect(await found('velos')).toContain('LA MAISON DU VELO');
		expect(await found('solimo')).toContain('SOLIMOB');
		expect(await found('Éric VÉRON')).toContain('Eric Veron');
	});

	test.each(["'; DROP TABLE x; --", '<script>', '&|!():*', '   ', 'x'.repeat(5000)])(
		'takes %s for words',
		async (query) => {
			await expect(found(query)).resolves.toBeInstanceOf(Array);
		}
	);
});

test('month-only rows close their month in the calendar', async () => {
	const entries = await inCollective(phare, { actor: PUBLIC }, (ctx) =>
		listCalendar(ctx, { from: '2023-02-01', to: '2023-02-28' })
	);
	expect(entries.map((entry) => entry.date)).toEqual(['2023-02-07', '2023-02']);
});

test('the doubts named by the reference are found, and none is settled', async () => {
	const reports = await inCollective(phare, { actor: OPERATOR }, listDoubts);
	const text = reports.flatMap((report) => report.found.map((one) => one.finding)).join('\n');
	for (const expected of [
		'GT7',
		'ACSRV',
		'9 septembre 2023',
		'Mazzota',
		'Mixe',
		'Escautpont',
		'Espoir Avenir'
	])
		expect(text).toContain(expected);
	for (const report of reports)
		for (const one of report.found) expect(one.settle.length).toBeGreaterThan(10);
});
