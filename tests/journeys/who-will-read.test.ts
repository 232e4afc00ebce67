import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { startGuardedSite, type GuardedSite } from './guarded-site.ts';

let site: GuardedSite;
let browser: Browser;

beforeAll(async () => {
	[site, browser] = await Promise.all([startGuardedSite(), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});

test('the sentence above the button follows what one chooses, as soon as one chooses it', async () => {
	const context = await browser.newContext();
	const [name = '', ...value] = (await site.signIn('role-equipe')).split('=');
	await context.addCookies([{ name, value: value.join('='), url: site.url }]);
	const page = await context.newPage();
	await page.goto(`${site.url}/ajouter/meeting`);
	const said = () => page.locator('.sending [role="status"] strong:visible').first();
	await page.selectOption('[name="type"]', 'bureau');
	await said()
		.filter({ hasText: /^le bureau/ })
		.waitFor();
	await page.selectOption('[name="type"]', 'rencontre');
	await said()
		.filter({ hasText: /^l’équipe/ })
		.waitFor();
	await page.locator('summary', { hasText: 'Changer qui lira' }).click();
	await page.selectOption('[name="audience"]', 'conseil');
	await said()
		.filter({ hasText: /^le conseil d’administration$/ })
		.waitFor();
	expect(await page.locator('.by-sort:visible').count()).toBe(0);
	expect(site.said()).toBe('');
});
