import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { startDemonstration, type Site } from './site.ts';

const PDF = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';
interface Sent {
	name: string;
	mimeType: string;
	buffer: Buffer;
}

let site: Site;
let browser: Browser;

beforeAll(async () => {
	[site, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});

async function aPage(): Promise<Page> {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		viewport: { width: 390, height: 850 }
	});
	return context.newPage();
}

/** Somebody of the team, on a phone without script. */
async function aTeamMember(): Promise<Page> {
	const page = await aPage();
	await page.goto(`${site.url}/connexion`);
	await page.click('button:has-text("Entrer comme l’équipe")');
	return page;
}

/** A file of the visitor's machine; its bytes are given as they are, whatever the language of the machine of the tests. */
function fileOf(name: string, content: string | Buffer): Sent {
	return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
}

async function fill(page: Page, title: string, file: Sent): Promise<void> {
	await page.goto(`${site.url}/documents`);
	await page.click('nav.tools a:has-text("Ajouter")');
	await page.fill('[name=title]', title);
	await page.selectOption('[name=nature]', 'convention');
	await page.setInputFiles('[type=file]', file);
	await page.click('form.record > details > summary');
}

const add = (page: Page) => page.click('form.record button[type=submit]');

/** Follows a link that downloads. */
async function download(page: Page, selector: string): Promise<{ name: string; text: string }> {
	const [file] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
	return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

describe('a document', () => {
	test('is handed in, found with what it is about, and downloaded as it was', async () => {
		const page = await aTeamMember();
		await fill(page, 'Convention avec la mairie', fileOf('Convention signée.pdf', PDF));
		await page.selectOption('[name=groupId]', { index: 1 });
		await add(page);
		expect(await page.textContent('main')).toContain('Convention signée.pdf');
		const saved = await download(page, 'main a:has-text("Télécharger")');
		expect(saved).toEqual({ name: 'Convention signée.pdf', text: PDF });
		const about = await page.getAttribute('main h2 ~ ul a', 'href');
		await page.goto(site.url + (about ?? ''));
		expect(await page.textContent('main')).toContain('Convention avec la mairie');
	});

	test('keeps its file when something else in the form is wrong', async () => {
		const page = await aTeamMember();
		await fill(page, 'Affiche du forum', fileOf('affiche.txt', 'Venez !'));
		await page.fill('[name=date]', '31/02/2023');
		await add(page);
		expect(await page.textContent('.refusal')).toContain('n’est pas une date qui existe');
		expect(await page.textContent('form.record')).toContain('affiche.txt');
		await page.fill('[name=date]', 'février 2023');
		await add(page);
		expect((await download(page, 'main a:has-text("Télécharger")')).text).toBe('Venez !');
	});

	test('whose file lies on its sort is refused beside the field, with the title as typed', async () => {
		const page = await aTeamMember();
		await fill(page, 'Un programme', fileOf('photo.png', 'MZ program'));
		await add(page);
		expect(await page.textContent('.refusal')).toContain('malgré son nom');
		expect(await page.inputValue('[name=title]')).toBe('Un programme');
	});

	test('far too heavy is refused in French, and nothing is written', async () => {
		const page = await aTeamMember();
		await fill(page, 'Un film', fileOf('film.pdf', Buffer.alloc(22 * 1024 * 1024, '%PDF')));
		await add(page);
		expect(await page.textContent('body')).toContain('20\u00a0Mo au plus');
		await page.goto(`${site.url}/documents`);
		expect(await page.textContent('main')).not.toContain('Un film');
	});

	test('is given as an attachment that runs nowhere', async () => {
		const page = await aTeamMember();
		await fill(page, 'Un piège', fileOf('piege.txt', '<script>alert(1)</script>'));
		await page.click('summary:has-text("Changer qui lira")');
		await page.selectOption('[name=audience]', 'public');
		await add(page);
		const path = new URL(page.url()).pathname;
		const answer = await fetch(`${site.url}${path}/fichier`);
		expect(answer.headers.get('content-disposition')).toBe('attachment; filename=piege.txt');
		expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
		expect(answer.headers.get('content-security-policy')).toContain('sandbox');
		const etag = answer.headers.get('etag') ?? '';
		const again = await fetch(`${site.url}${path}/fichier`, { headers: { 'if-none-match': etag } });
		expect(again.status).toBe(304);
	});

	test('of somebody else cannot be named in a form', async () => {
		const page = await aTeamMember();
		await fill(page, 'Le sien', fileOf('sien.txt', 'Confidentiel'));
		await add(page);
		const csv = await page.request.get(`${site.url}/exports/document.csv`);
		const [named = ''] = /fichiers\/[0-9a-f]{64}\/sien\.txt/.exec(await csv.text()) ?? [];
		expect(named).not.toBe('');
		await page.goto(`${site.url}/ajouter/document`);
		const body = {
			record: await page.inputValue('[name=record]'),
			title: 'Volé',
			nature: 'autre',
			file: named
		};
		const answer = await page.request.post(`${site.url}/ajouter/document`, {
			form: body,
			headers: { origin: site.url }
		});
		expect(answer.status()).toBe(422);
		expect(await answer.text()).toContain('il n’est pas arrivé');
	});
});

describe('a link lent to a document', () => {
	test('hands its file over to a guest, and opens nothing else', async () => {
		const page = await aTeamMember();
		await fill(page, 'Note de la mairie', fileOf('note.txt', 'Pour vous seul'));
		await add(page);
		const own = new URL(page.url()).pathname;
		await page.click('nav.tools a:has-text("Prêter un lien")');
		await page.fill('[name=guest]', 'Mairie de Caudry');
		await page.click('main button[type=submit]');
		const link = (await page.textContent('[role=status] code')) ?? '';
		const guest = await (await browser.newContext()).newPage();
		await guest.goto(link);
		expect((await new AxeBuilder({ page: guest }).analyze()).violations).toEqual([]);
		const saved = await download(guest, 'a:has-text("Télécharger")');
		expect(saved).toEqual({ name: 'note.txt', text: 'Pour vous seul' });
		for (const path of [own, `${own}/fichier`])
			expect((await guest.request.get(site.url + path)).status(), path).toBe(404);
		await page.goto(`${site.url}/liens`);
		await page.click('li.card:has-text("Mairie de Caudry") summary');
		await page.click('li.card:has-text("Mairie de Caudry") button');
		expect((await guest.request.get(`${link}/fichier`)).status()).toBe(404);
	});
});

test('somebody without an account confirms a document, and is asked again once it has changed', async () => {
	const page = await aTeamMember();
	await fill(page, 'Compte rendu à relire', fileOf('relire.txt', 'Il est décidé.'));
	await add(page);
	const own = new URL(page.url()).pathname;
	await page.click('nav.tools a:has-text("Prêter un lien")');
	await page.fill('[name=guest]', 'Ville de Denain');
	await page.fill('[name=asks]', 'Est-ce bien ce qui a été décidé ?');
	await page.fill('[name=email]', 'denain@example.org');
	await page.click('main button[type=submit]');
	const link = (await page.textContent('[role=status] code')) ?? '';
	await page.goto(`${site.url}/liens`);
	const card = page.locator('li.card:has-text("Ville de Denain")');
	expect(await card.textContent()).toContain('Pas encore de réponse');
	expect(await page.content()).not.toContain(link);
	await page.goto(`${site.url}/courriels`);
	expect(await page.textContent('main')).toContain('vous ouvre une page de');

	const guest = await aPage();
	await guest.goto(link);
	await guest.check('label:has-text("Je confirme") input');
	await guest.click('button:has-text("Répondre")');
	expect(await guest.textContent('main')).toContain('Réponse reçue\u00a0: Je confirme.');
	expect(await guest.textContent('main')).not.toContain('a changé depuis');

	await page.goto(site.url + own);
	await page.click('nav.tools a:has-text("Tenir à jour")');
	await page.click('a:has-text("Modifier la fiche")');
	await page.fill('[name=title]', 'Compte rendu relu');
	await page.click('form.record button[type=submit]');
	await page.goto(`${site.url}/liens`);
	expect(await card.textContent()).toContain('La fiche a changé depuis');
	await guest.goto(link);
	expect(await guest.textContent('main')).toContain('relisez-la, puis répondez de nouveau');
});
