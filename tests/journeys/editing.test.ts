import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/** Somebody of the team, on a phone without script. */
async function aTeamMember(): Promise<Page> {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		viewport: { width: 390, height: 850 }
	});
	const page = await context.newPage();
	await page.goto(`${site.url}/connexion`);
	await page.click('button:has-text("Entrer comme l’équipe")');
	return page;
}

async function theFormOf(page: Page, path: string): Promise<void> {
	await page.goto(`${site.url}${path}`);
	await page.click('nav.tools a:has-text("Modifier")');
}

const save = (page: Page) => page.click('button:has-text("Enregistrer")');

describe('a team member, without script', () => {
	test('corrects a member’s address, and undoes it', async () => {
		const page = await aTeamMember();
		await theFormOf(page, '/organisations/arpe');
		await page.fill('[name=address]', '1 place de la Gare');
		await save(page);
		expect(page.url()).toContain('/organisations/arpe');
		expect(await page.textContent('main')).toContain('1 place de la Gare');
		await page.click('.banner button:has-text("Annuler")');
		expect(await page.textContent('main')).not.toContain('1 place de la Gare');
	});

	test('keeps what was typed when a date does not exist, and reads why beside the field', async () => {
		const page = await aTeamMember();
		await theFormOf(page, '/reunions/2023-04-06-copil');
		await page.fill('[name=title]', 'Comité, relu');
		await page.fill('[name=on]', '31/02/2023');
		await save(page);
		expect(await page.inputValue('[name=title]')).toBe('Comité, relu');
		expect(await page.inputValue('[name=on]')).toBe('31/02/2023');
		expect(await page.textContent('.refusal')).toContain('n’est pas une date qui existe');
		expect(await page.getAttribute('[name=on]', 'aria-invalid')).toBe('true');
	});

	test('is told that somebody else wrote meanwhile, and sees both values', async () => {
		const [one, two] = [await aTeamMember(), await aTeamMember()];
		await theFormOf(one, '/organisations/espoir');
		await theFormOf(two, '/organisations/espoir');
		await one.fill('[name=city]', 'Escautpont-Nord');
		await save(one);
		await two.fill('[name=city]', 'Escautpont-Sud');
		await save(two);
		expect(await two.textContent('[role=alert]')).toContain('a modifié cette fiche');
		expect(await two.textContent('.theirs')).toContain('Escautpont-Nord');
		expect(await two.inputValue('[name=city]')).toBe('Escautpont-Sud');
		await save(two);
		expect(await two.textContent('main')).toContain('Escautpont-Sud');
	});

	test('adds a participant from the page of the group', async () => {
		const page = await aTeamMember();
		await page.goto(`${site.url}/groupes/gt6`);
		await page.click('nav.tools a:has-text("Tenir à jour")');
		await page.click('a[href^="/ajouter/groupParticipant"]');
		await page.selectOption('[name=role]', 'membre');
		await page.selectOption('[name=organisationId]', { label: 'LA FLAC' });
		await page.click('button:has-text("Ajouter")');
		expect(await page.textContent('main')).toContain('LA FLAC');
	});

	test('changes a decision on the page of the group, and is back on it', async () => {
		const page = await aTeamMember();
		await page.goto(`${site.url}/groupes/gt2`);
		await page.click('a.act:has-text("Scinder le GT2")');
		// The page is still there, under its form.
		expect(await page.textContent('h1')).toContain('GT2');
		expect(await page.textContent('.beside')).toContain('Scinder le GT2');
		await page.fill('#saisie [name=title]', 'Scinder le GT2, dès janvier');
		await save(page);
		expect(new URL(page.url()).pathname).toBe('/groupes/gt2');
		expect(await page.locator('#saisie').count()).toBe(0);
		expect(await page.textContent('main')).toContain('Scinder le GT2, dès janvier');
		await page.click('.banner button:has-text("Annuler")');
	});

	test('adds a deliverable on the page of the group, is refused a date, and is back on the page', async () => {
		const page = await aTeamMember();
		await page.goto(`${site.url}/groupes/gt5`);
		await page.click('nav.tools summary');
		await page.click('nav.tools a:has-text("livrable")');
		await page.fill('#saisie [name=title]', 'Guide du covoiturage');
		await page.selectOption('#saisie [name=state]', { label: 'Produit' });
		await page.fill('#saisie [name=on]', '31/02/2023');
		await page.click('#saisie button:has-text("Ajouter")');
		expect(await page.textContent('.refusal')).toContain('n’est pas une date qui existe');
		expect(await page.inputValue('[name=title]')).toBe('Guide du covoiturage');
		await page.fill('[name=on]', 'juin 2023');
		await page.click('button:has-text("Ajouter")');
		expect(new URL(page.url()).pathname).toBe('/groupes/gt5');
		expect(await page.textContent('main')).toContain('Guide du covoiturage, juin 2023');
	});

	test('reaches the history of a row, and takes it away, from its form', async () => {
		const page = await aTeamMember();
		await page.goto(`${site.url}/organisations/capep`);
		await page.click('table a.act >> nth=0');
		const form = page.url();
		await page.click('#saisie a:has-text("Son historique")');
		expect(await page.textContent('h1')).toContain('Historique');
		await page.goto(form);
		await page.click('#saisie a:has-text("La retirer")');
		expect(await page.textContent('h1')).toContain('Retirer');
	});

	test('loses nothing of a long list when the form opens on its second page', async () => {
		const page = await aTeamMember();
		await page.goto(`${site.url}/territoire/245901160?page=2`);
		await page.click('a.act >> nth=0');
		expect(await page.getAttribute('#saisie form', 'action')).toContain('retour=%2Fterritoire');
		await page.click('#saisie a:has-text("Revenir")');
		expect(page.url()).toBe(`${site.url}/territoire/245901160?page=2`);
	});

	test('is not sent elsewhere by a form that names another site', async () => {
		const page = await aTeamMember();
		await theFormOf(page, '/organisations/espoir');
		await page
			.locator('#saisie form')
			.evaluateAll((forms) =>
				forms.forEach((form) =>
					form.setAttribute(
						'action',
						form.getAttribute('action')?.replace(/retour=.*/, 'retour=//evil.example') ?? ''
					)
				)
			);
		await save(page);
		expect(page.url()).toContain(`${site.url}/organisations/espoir`);
	});

	test('a form beside a page is accessible and narrow', async () => {
		const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
		const page = await context.newPage();
		await page.goto(`${site.url}/connexion`);
		await page.click('button:has-text("Entrer comme l’équipe")');
		await page.goto(`${site.url}/groupes/gt5?ajouter=deliverable&groupId=gt5`);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map((one) => [one.id, one.nodes[0]?.html])).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
			320
		);
	});

	test.each(['/ajouter/meeting', '/ajouter/organisation', '/ajouter/need'])(
		'%s is accessible and narrow',
		async (path) => {
			const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
			const page = await context.newPage();
			await page.goto(`${site.url}/connexion`);
			await page.click('button:has-text("Entrer comme l’équipe")');
			await page.goto(`${site.url}${path}`);
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map((one) => [one.id, one.nodes[0]?.html])).toEqual([]);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
				320
			);
		}
	);
});

test('a visitor is proposed nothing, even by an address that asks for a form', async () => {
	const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await page.goto(`${site.url}/groupes/gt2?ajouter=decision&groupId=gt2`);
	expect(await page.textContent('h1')).toContain('GT2');
	expect(await page.locator('form[method=post], a.act, .tools').count()).toBe(0);
});

test('the team moves the collective to another address: the site says it at once', async () => {
	const page = await aTeamMember();
	await page.goto(`${site.url}/collectif`);
	const former = await page.inputValue('[name=adresse]');
	await page.fill('[name=adresse]', '1 quai de l’Écluse');
	await page.fill('[name=code_postal]', '5913');
	await page.click('main button[type=submit]');
	expect(await page.textContent('.error')).toContain('cinq chiffres');
	expect(await page.inputValue('[name=adresse]')).toBe('1 quai de l’Écluse');
	await page.fill('[name=code_postal]', '59135');
	await page.click('main button[type=submit]');
	expect(await page.textContent('[role=status]')).toContain('enregistré');
	await page.goto(`${site.url}/mentions-legales`);
	expect(await page.textContent('main')).toContain('1 quai de l’Écluse');
	await page.goto(`${site.url}/collectif`);
	await page.fill('[name=adresse]', former);
	await page.click('main button[type=submit]');
});
