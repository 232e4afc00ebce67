import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../setup/patience.ts';
import { startDemonstration, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
	site = await startDemonstration();
});
afterAll(() => site.stop());

test('the report of a year that has nothing is no page and no file, whoever asks', async () => {
	const years = Array.from({ length: 20 }, (_, index) => String(1900 + index));
	const answers = await Promise.all(
		[...years, '2200'].map((year) => fetch(`${site.url}/rapports/${year}/fichier/pdf`))
	);
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
	expect(await (await fetch(`${site.url}/rapports/1900`)).text()).toContain('Il n’y a rien');
});

test('twenty people who ask for files at once are each given theirs, and the site answers meanwhile', async () => {
	const asked = ['pdf', 'docx', 'html', 'md'].map((format) => `/rapports/2023/fichier/${format}`);
	const first = Promise.all(
		Array.from({ length: 5 }, () => asked)
			.flat()
			.map((path) => fetch(site.url + path))
	);
	expect((await fetch(`${site.url}/agenda`)).status).toBe(200);
	for (const { status, headers } of await first) {
		expect([200, 202]).toContain(status);
		if (status === 202) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
	}
	for (const path of asked)
		await until(async () => {
			expect((await fetch(site.url + path)).status).toBe(200);
		});
});
