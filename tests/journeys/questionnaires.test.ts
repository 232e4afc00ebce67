import AxeBuilder from '@axe-core/playwright';
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

/** A phone without script. */
async function aPhone(): Promise<Page> {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		viewport: { width: 320, height: 700 }
	});
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	return page;
}

const submit = (page: Page) => page.click('form.record button[type=submit]');

async function addQuestion(page: Page, fields: Record<string, string>): Promise<void> {
	await page.click('nav.tools a:has-text("Tenir à jour")');
	await page.click('a[href^="/ajouter/question"]');
	await page.fill('[name=wording]', fields['wording'] ?? '');
	await page.selectOption('[name=type]', fields['type'] ?? '');
	if (fields['choices']) await page.fill('[name=choices]', fields['choices']);
	await submit(page);
}

test('the team asks, a guest answers on a phone and corrects it, the team reads', async () => {
	const team = await aPhone();
	await team.goto(`${site.url}/connexion`);
	await team.click('button:has-text("Entrer comme l’équipe")');
	await team.goto(`${site.url}/questionnaires`);
	await team.click('nav.tools a:has-text("Ajouter")');
	await team.fill('[name=title]', 'Vos horaires de réunion');
	await submit(team);
	expect(await team.textContent('main')).toContain('n’a pas encore de question');
	const choices = 'Le matin | Le midi | Le soir';
	await addQuestion(team, { wording: 'Quand ?', type: 'choix', choices });
	await addQuestion(team, { wording: 'Autre chose ?', type: 'texte-long' });
	const own = new URL(team.url()).pathname;
	await team.click('nav.tools a:has-text("Prêter un lien")');
	await team.fill('[name=guest]', 'Ville de Denain');
	await team.click('main button[type=submit]');
	const link = (await team.textContent('[role=status] code')) ?? '';

	const guest = await aPhone();
	await guest.goto(link);
	await guest.click('button:has-text("Envoyer ma réponse")');
	expect(await guest.textContent('[role=alert]')).toContain('Rien n’est répondu');
	await guest.fill('textarea', 'Merci de <b>prévenir</b>.');
	await guest.check('label:has-text("Le soir") input');
	await guest.click('button:has-text("Envoyer ma réponse")');
	await guest.check('label:has-text("Le midi") input');
	await guest.click('button:has-text("Corriger ma réponse")');
	expect(await guest.isChecked('label:has-text("Le midi") input')).toBe(true);
	expect((await guest.request.get(`${site.url}${own}/reponses`)).status()).toBe(403);

	await team.goto(site.url + own);
	const told = ((await team.textContent('main')) ?? '').replace(/[\u00a0\u202f]/g, ' ');
	expect(told).toContain('« Le midi » revient le plus');
	expect(told).toContain('Merci de <b>prévenir</b>.');
	await team.goto(`${site.url}${own}/reponses?question=quand&reponse=Le+midi`);
	expect(await team.textContent('main')).toContain('Ville de Denain');
	await team.goto(`${site.url}${own}/reponses?question=quand&reponse=Le+soir`);
	expect(await team.textContent('main')).toContain('Aucune réponse');

	const page = await (
		await browser.newContext({ viewport: { width: 320, height: 700 } })
	).newPage();
	for (const path of [link, site.url + own, `${site.url}/questionnaires`]) {
		await page.goto(path);
		expect((await new AxeBuilder({ page }).analyze()).violations, path).toEqual([]);
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width, path).toBeLessThanOrEqual(320);
	}
});

test('without names: a guest answers once, is told what that is worth, and who lent the link hears nothing', async () => {
	const team = await aPhone();
	await team.goto(`${site.url}/connexion`);
	await team.click('button:has-text("Entrer comme l’équipe")');
	await team.goto(`${site.url}/ajouter/questionnaire`);
	await team.fill('[name=title]', 'Pour ou contre');
	await team.selectOption('[name=unnamed]', 'oui');
	await submit(team);
	await addQuestion(team, { wording: 'Votre avis ?', type: 'choix', choices: 'Pour | Contre' });
	const own = new URL(team.url()).pathname;
	await team.click('nav.tools a:has-text("Prêter un lien")');
	await team.fill('[name=guest]', 'Monsieur Prudent');
	await team.click('main button[type=submit]');
	const card = 'li.card:has-text("Monsieur Prudent")';
	const link = (await team.textContent('[role=status] code')) ?? '';

	const guest = await aPhone();
	await guest.goto(link);
	expect(await guest.textContent('main')).toContain('on peut pourtant vous reconnaître');
	const late = await aPhone();
	await late.goto(link);
	for (const page of [guest, late]) {
		await page.check('label:has-text("Contre") input');
		await page.click('button:has-text("Envoyer ma réponse")');
	}
	expect(await guest.textContent('main')).toContain('est arrivée, sans votre nom');
	expect(await late.textContent('[role=alert]')).toContain('déjà arrivée');

	await team.goto(`${site.url}/liens`);
	expect(await team.textContent(card)).not.toContain('répondu');
	await team.goto(`${site.url}${own}/reponses`);
	const told = (await team.textContent('main')) ?? '';
	expect(told).toContain('Contre');
	expect(told).not.toContain('Prudent');
	expect(told).not.toMatch(
		/\d{1,2} (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)/
	);
	const sheet = await team.request.get(`${site.url}/exports/answerSheet.csv`);
	expect(await sheet.text()).not.toContain('Prudent');
});
