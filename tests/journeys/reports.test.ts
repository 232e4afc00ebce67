import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryOf, watchPeak } from '../../bench/memory-of.mjs';
import { until } from '../setup/patience.ts';
import { startDemonstration, type Demonstration } from './site.ts';

const MEGABYTE = 1024 * 1024;
const FORMATS = ['pdf', 'docx', 'html', 'md'];

let site: Demonstration;
/** The files of every report, as the page of reports leads to them. */
let files: string[];

beforeAll(async () => {
	site = await startDemonstration();
	files = (await listedYears()).flatMap((year) =>
		FORMATS.map((format) => `/rapports/${year}/fichier/${format}`)
	);
});
afterAll(() => site.stop());

async function listedYears(): Promise<string[]> {
	const html = await (await fetch(`${site.url}/rapports`)).text();
	return [...html.matchAll(/href="\/rapports\/(\d{4})"/g)].map(([, year = '']) => year);
}

const ask = (path: string, headers: Record<string, string> = {}) =>
	fetch(site.url + path, { headers, redirect: 'manual' });

describe('the report of a year that has nothing to tell', () => {
	test('is no page, no file and no answer to programs; every door has the same years', async () => {
		const listed = await listedYears();
		const doors = ['/rapports/Y', '/rapports/Y/fichier/md', '/rapports/Y/attente/md'];
		for (const door of [...doors, '/rapports/Y/membres', '/api/v1/rapports/Y'])
			for (let year = 1960; year < 2030; year += 1) {
				const { status } = await ask(door.replace('Y', String(year)));
				const isListed = listed.includes(String(year));
				// A chapter may have nothing in a year that has its report.
				if (!isListed || !door.endsWith('membres'))
					expect(status === 404, `${door} ${String(year)}: ${String(status)}`).toBe(!isListed);
			}
	});

	test('says which years have one', async () => {
		expect(await (await ask('/rapports/1900')).text()).toContain('Il n’y a rien');
	});
});

describe('twenty files asked for at once, by nobody,', () => {
	let answers: Response[];
	let peak: number;
	beforeAll(async () => {
		const asked = [...files, ...files].slice(0, 20);
		const stop = watchPeak(site.pid);
		// Browsers and programs, by turns.
		const all = asked.map((path, at) => ask(path, at % 2 ? {} : { accept: 'text/html' }));
		expect((await ask('/agenda')).status).toBe(200);
		answers = await Promise.all(all);
		for (const path of asked)
			await until(async () => {
				expect((await ask(path)).status).toBe(200);
			});
		peak = stop();
	});
	const answered = (status: number) => answers.filter((one) => one.status === status);

	test('are all given in the end, one at a time: whose turn has not come is told so', () => {
		expect(answered(200).length).toBeGreaterThan(0);
		expect(answers.length).toBe(answered(200).length + answered(303).length + answered(503).length);
	});

	test('send a reader to a page of the site, which leads to the file by itself, without script', async () => {
		expect(answered(303).length).toBeGreaterThan(0);
		const waits = answered(303).map(({ headers }) => headers.get('location') ?? '');
		const page = await ask(waits[0] ?? '', { accept: 'text/html' });
		expect(page.status).toBe(200);
		expect(page.headers.get('refresh')).toBe(
			`1;url=${waits[0]?.replace('attente', 'fichier') ?? ''}`
		);
		expect(await page.text()).toContain('<div role="status"');
	});

	test('tell a program when to ask again, as a problem', async () => {
		expect(answered(503).length).toBeGreaterThan(0);
		for (const answer of answered(503)) {
			expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
			expect(await answer.json()).toMatchObject({ type: '/api#fichier-en-attente' });
		}
	});

	test('take less than 700 MB of memory in all, and give it back', async () => {
		expect(peak / MEGABYTE).toBeLessThan(700);
		await until(() => {
			expect(memoryOf(site.pid).presses).toBe(0);
		});
		expect(memoryOf(site.pid).bytes / MEGABYTE).toBeLessThan(300);
	});
});
