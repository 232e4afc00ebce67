import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
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

async function aTeamMember(width: number): Promise<Page> {
	const context = await browser.newContext({
		viewport: { width, height: 900 },
		javaScriptEnabled: false
	});
	const page = await context.newPage();
	await page.goto(`${site.url}/connexion`);
	await page.getByRole('button', { name: 'Entrer comme l’équipe' }).click();
	return page;
}

/** A meeting of the bureau, which its form keeps to the bureau; its page stays open. */
async function aReservedMeeting(page: Page, on: string): Promise<void> {
	await page.goto(`${site.url}/ajouter/meeting`);
	await page.fill('[name=title]', 'Bureau : salaires et « nouveau local »');
	await page.selectOption('[name=type]', 'bureau');
	await page.fill('[name=on]', on);
	await page.selectOption('[name=groupId]', 'bureau');
	await page.selectOption('[name=state]', 'tenue');
	await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
	for (const [kind, title] of [
		['decision', 'Quitter le local'],
		['minutes', 'Le bureau ouvre la séance.']
	]) {
		await page.click('nav.tools summary');
		await page.click(`nav.tools a[href*="ajouter=${String(kind)}&"]`);
		await page.fill(`#saisie [name=${kind === 'minutes' ? 'text' : 'title'}]`, String(title));
		if (kind === 'minutes') await page.selectOption('#saisie [name=state]', 'relu');
		await page.click('#saisie button:has-text("Ajouter")');
	}
}

/** Words of a page between which a line ends that French keeps together: before `: ; ? ! »`, after `«`. */
const cutWords = (page: Page) =>
	page.evaluate(() => {
		const cut: string[] = [];
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const range = document.createRange();
		const placeOf = (text: Node, at: number) => {
			range.setStart(text, at);
			range.setEnd(text, at + 1);
			return range.getBoundingClientRect();
		};
		for (let text = texts.nextNode(); text; text = texts.nextNode())
			for (const found of (text.nodeValue ?? '').matchAll(/\S\s+[:;?!»]|«\s+\S/g)) {
				const end = found.index + found[0].length - 1;
				const [from, to] = [placeOf(text, found.index), placeOf(text, end)];
				if (from.height > 0 && to.top > from.top + from.height / 2) cut.push(found[0]);
			}
		return cut;
	});

test('no line of a narrow page begins with a sign that French holds to its word', async () => {
	const page = await aTeamMember(390);
	await aReservedMeeting(page, '15/11/2023');
	const record = /meeting\/[0-9a-f-]{36}/.exec(await page.content())?.[0] ?? '';
	const paths = [
		`/tenir/${record}`,
		`/publier/${record}`,
		`/historique/${record}`,
		'/ajouter/need'
	];
	for (const path of [
		...paths,
		'/donnees-personnelles/demandes',
		'/personnes/alexandra-grolaux/effacer'
	]) {
		await page.goto(site.url + path);
		for (const width of [320, 340, 360, 375, 390, 412]) {
			await page.setViewportSize({ width, height: 850 });
			expect(await cutWords(page), `${path} at ${String(width)} px`).toEqual([]);
		}
	}
});

test('what became of a form is said in the column of the page', async () => {
	const page = await aTeamMember(1440);
	await page.goto(
		`${site.url}/reunions/2023-04-06-copil?acte=0190a1b2-0000-7000-8000-000000000000`
	);
	const leftOf = (selector: string) =>
		page.locator(selector).evaluate((one) => one.getBoundingClientRect().left);
	expect(await leftOf('.banner p')).toBe(await leftOf('h1'));
});

test('on paper, a reserved page says of whom it is, of which day and who reads it, its parts under headings of one size', async () => {
	const page = await aTeamMember(700);
	await aReservedMeeting(page, '16/11/2023');
	await page.emulateMedia({ media: 'print' });
	const paper = await page.innerText('body');
	expect(paper).toMatch(/^PHARE, page du 20 novembre 2023\.\s+Réservé\s: lu par le bureau\./);
	expect(paper).not.toContain('Annuler');
	const headings = page.getByRole('heading', { level: 2 });
	expect(await headings.allTextContents()).toEqual(['Décisions', 'Compte rendu (relu)']);
	await page.goto(`${site.url}/reunions/2023-04-06-copil`);
	expect(await page.innerText('body')).not.toContain('Réservé');
});
