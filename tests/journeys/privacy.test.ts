import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { PUBLIC_PAGES, TEAM_PAGES } from './pages.ts';
import { startDemonstration, type Site } from './site.ts';

let site: Site;
let browser: Browser;

beforeAll(async () => {
	[site, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});

/** Strictly necessary: the session of the demonstration, that of an account while one signs in, and « voir comme ». */
const NECESSARY = /^(fanal_session|fanal[._-].*|__Secure-.*|better-auth\..*)$/;

describe.each([
	['a visitor', PUBLIC_PAGES, false],
	['the team', [...PUBLIC_PAGES, ...TEAM_PAGES], true]
] as const)('%s', (_who, pages, isTeam) => {
	test('is followed by nobody: no other machine is asked, no cookie but the session, no banner', async () => {
		const context = await browser.newContext();
		const page = await context.newPage();
		const elsewhere: string[] = [];
		page.on('request', (request) => {
			const url = new URL(request.url());
			if (url.protocol !== 'data:' && url.origin !== new URL(site.url).origin)
				elsewhere.push(request.url());
		});
		if (isTeam) {
			await page.goto(`${site.url}/connexion`);
			await page.getByRole('button', { name: 'Entrer comme l’équipe' }).click();
		}
		for (const path of pages) {
			await page.goto(site.url + path);
			expect(await page.locator('[role=dialog], dialog[open]').count(), path).toBe(0);
		}
		expect(elsewhere).toEqual([]);
		const cookies = (await context.cookies()).map((one) => one.name);
		expect(cookies.filter((name) => !(isTeam && NECESSARY.test(name)))).toEqual([]);
	});
});

test('the register of processing says who answers for it, and how to reach them', async () => {
	const text = await (await fetch(`${site.url}/donnees-personnelles`)).text();
	for (const words of [
		'Responsable des traitements',
		'Adresse',
		'Exercer ses droits',
		'Transferts'
	])
		expect(text).toContain(words);
});
