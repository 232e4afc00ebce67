import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { until } from '../setup/patience.ts';
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

/** What does not come is not there: said at once rather than at the end of the test. */
const ONE_STEP_MS = 20_000;

/** As long as the minutes that somebody lost, with all that a text may hold. */
const LONG = `Première ligne : « l’été », 1 < 2 & "3" > 2.\n\n- un point\n- un autre 🙂\n\n`
	.repeat(70)
	.trim();

/** Somebody in a browser without script. */
async function someone(role: string): Promise<{ page: Page; context: BrowserContext }> {
	const context = await browser.newContext({ javaScriptEnabled: false });
	context.setDefaultTimeout(ONE_STEP_MS);
	const page = await context.newPage();
	await enter(page, role);
	return { page, context };
}

async function enter(page: Page, role: string): Promise<void> {
	await page.goto(`${site.url}/connexion`);
	await page.click(`button:has-text("Entrer comme ${role}")`);
}

/** The session dies; everything else in the browser stays. */
const expire = (context: BrowserContext) => context.clearCookies();

/** Comes in, in the tab that the page proposes. */
async function comeInBeside(page: Page, context: BrowserContext, role: string): Promise<Page> {
	const [beside] = await Promise.all([
		context.waitForEvent('page'),
		page.click('main a[target=_blank]')
	]);
	await beside.click(`button:has-text("Entrer comme ${role}")`);
	return beside;
}

/** A browser puts back what was typed some time after the page is there. */
const untilFilled = (page: Page, typed: string) =>
	until(async () => {
		expect(await page.inputValue('main [name=title]')).toBe(typed);
	});

const press = (page: Page) => page.click('button:has-text("Enregistrer maintenant")');

async function startMinutes(page: Page): Promise<void> {
	await page.goto(`${site.url}/ajouter/minutes?meetingId=2023-11-30-bureau`);
	await page.fill('[name=text]', LONG);
	await page.selectOption('[name=state]', { index: 1 });
}

describe('minutes typed for an hour, when the session has died', () => {
	test('come back: one comes in beside, presses once, and they are there, once', async () => {
		const { page, context } = await someone('l’équipe');
		await startMinutes(page);
		await expire(context);
		await page.click('main button:has-text("Ajouter")');
		expect(await page.textContent('h1')).toBe('Rien n’est perdu');
		expect(await page.textContent('main')).toContain('Démonstration\u00a0: l’équipe');
		expect(await page.inputValue('input[name=text]')).toBe(LONG);
		// Nobody who passes reads it: it is folded.
		expect(await page.locator('textarea').first().isVisible()).toBe(false);
		expect(await page.locator('textarea').first().inputValue()).toBe(LONG);
		const beside = await comeInBeside(page, context, 'l’équipe');
		expect(await beside.textContent('h1')).toBe('Vous êtes entré');
		await press(page);
		expect(new URL(page.url()).pathname).toBe('/reunions/2023-11-30-bureau');
		const shown = await page.textContent('main');
		expect(shown?.match(/Première ligne/g)?.length).toBe(70);
		await page.click('.banner button:has-text("Annuler")');
	});

	test('wait as long as it takes: pressed before one has come in, they come back again', async () => {
		const { page, context } = await someone('l’équipe');
		await startMinutes(page);
		await expire(context);
		await page.click('main button:has-text("Ajouter")');
		await press(page);
		expect(await page.textContent('h1')).toBe('Rien n’est perdu');
		expect(await page.inputValue('input[name=text]')).toBe(LONG);
	});

	test('are neither saved under the name of the next who comes in, nor shown to them', async () => {
		const { page, context } = await someone('l’équipe');
		await startMinutes(page);
		await expire(context);
		await page.click('main button:has-text("Ajouter")');
		const beside = await comeInBeside(page, context, 'le bureau');
		await press(page);
		const told = await page.textContent('main');
		expect(told).toContain('Ce texte est de Démonstration\u00a0: l’équipe');
		expect(told).not.toContain('Première ligne');
		await expire(context);
		await enter(beside, 'l’équipe');
		await press(page);
		expect(new URL(page.url()).pathname).toBe('/reunions/2023-11-30-bureau');
		await page.click('.banner button:has-text("Annuler")');
	});
});

test('a file that was chosen is named, and chosen again beside the words, which are all there', async () => {
	const { page, context } = await someone('l’équipe');
	await page.goto(`${site.url}/ajouter/document`);
	await page.fill('[name=title]', 'Statuts, relus');
	await page.selectOption('[name=nature]', { index: 1 });
	const file = { name: 'statuts.txt', mimeType: 'text/plain', buffer: Buffer.from('Article 1.') };
	await page.setInputFiles('[name="file.fichier"]', file);
	await expire(context);
	await page.click('main button:has-text("Ajouter")');
	expect(await page.textContent('main')).toContain(
		'Fichier à choisir de nouveau\u00a0: statuts.txt'
	);
	await comeInBeside(page, context, 'l’équipe');
	await page.setInputFiles('[name="file.fichier"]', file);
	await press(page);
	expect(await page.textContent('h1')).toContain('Statuts, relus');
	expect(await page.textContent('main')).toContain('statuts.txt');
	await page.click('.banner button:has-text("Annuler")');
});

test('who is refused by the policy reads and copies what they typed', async () => {
	const { page, context } = await someone('l’équipe');
	await startMinutes(page);
	await expire(context);
	// Drawn for nobody in particular, as from a page kept since yesterday.
	await page.locator('main input[name=_de]').evaluateAll((fields) => {
		for (const field of fields) field.remove();
	});
	await enter(await context.newPage(), 'un membre');
	await page.click('main button:has-text("Ajouter")');
	await page.click('summary:has-text("Relire ou copier")');
	expect(await page.locator('textarea').first().inputValue()).toBe(LONG);
	// Their rights would refuse it again.
	expect(await page.locator('button:has-text("Enregistrer maintenant")').count()).toBe(0);
});

describe('when the network is cut as a form leaves', () => {
	const inPage = '/groupes/gt5?ajouter=deliverable&groupId=gt5';
	async function cutOff(path: string) {
		const { page, context } = await someone('l’équipe');
		await page.goto(`${site.url}${path}`);
		await page.fill('main [name=title]', 'Charte du covoiturage');
		await context.setOffline(true);
		await page.click('main form button:has-text("Ajouter")').catch(() => undefined);
		await page.waitForURL(/chrome-error/);
		await context.setOffline(false);
		return page;
	}

	test.each(['/ajouter/deliverable?groupId=gt5', inPage])(
		'Back gives %s as it was filled',
		async (path) => {
			const page = await cutOff(path);
			await page.goBack();
			await untilFilled(page, 'Charte du covoiturage');
			expect(page.url()).toBe(`${site.url}${path}`);
		}
	);

	test('Reload sends it again, with all that was typed', async () => {
		const page = await cutOff('/ajouter/deliverable?groupId=gt5');
		await page.reload();
		expect(await page.textContent('h1')).toContain('Ajouter');
		expect(await page.inputValue('[name=title]')).toBe('Charte du covoiturage');
	});
});

test('Back from a refusal, or from a link followed by mistake, gives the form as it was filled', async () => {
	const { page } = await someone('l’équipe');
	await page.goto(`${site.url}/ajouter/meeting`);
	await page.fill('[name=title]', 'Bureau de juin');
	await page.fill('[name=on]', '31/02/2023');
	await page.click('main button:has-text("Ajouter")');
	expect(await page.locator('.refusal').count()).toBeGreaterThan(0);
	await page.goBack();
	await untilFilled(page, 'Bureau de juin');
	await page.click('main a >> nth=0');
	await page.goBack();
	await untilFilled(page, 'Bureau de juin');
});

test.each([
	['/ajouter/meeting', 'Ajouter', '[name=title]'],
	['/collectif', 'Enregistrer', '[name=ville]']
])(
	'what is refused on %s is where the keyboard is, and begins the title',
	async (path, button, field) => {
		const { page } = await someone('l’équipe');
		await page.goto(`${site.url}${path}`);
		await page.fill(`main ${field}`, 'Bureau de juin');
		if (path === '/collectif') await page.fill('[name=code_postal]', '5913');
		await page.click(`main button:has-text("${button}")`);
		expect(await page.title()).toMatch(/^Erreur : /);
		await expect
			.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')))
			.toBe('alert');
	}
);
