import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
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

async function visit(
	path: string,
	options: { script?: boolean; width?: number } = {}
): Promise<Page> {
	const context = await browser.newContext({
		javaScriptEnabled: options.script ?? false,
		viewport: { width: options.width ?? 1280, height: 900 }
	});
	const page = await context.newPage();
	await page.goto(site.url + path);
	return page;
}

async function visitAsTeam(path: string, script = false): Promise<Page> {
	const page = await visit('/connexion', { script });
	await page.getByRole('button', { name: 'Entrer comme l’équipe' }).click();
	await page.goto(site.url + path);
	return page;
}

describe('a visitor without script', () => {
	test('goes from the home page to a member, by the menu', async () => {
		const page = await visit('/');
		const menu = page.getByRole('navigation', { name: 'Menu' });
		await menu.getByRole('button', { name: 'Le collectif' }).click();
		await menu.getByRole('link', { name: 'Membres', exact: true }).click();
		await page.getByRole('link', { name: 'LA MAISON DU VELO' }).first().click();
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('MAISON DU VELO');
		expect(await page.textContent('main')).toContain('91 Rue Chauffour');
	});

	test('unfolds the menu on a phone, and sees where they are', async () => {
		const page = await visit('/membres', { width: 390 });
		const menu = page.getByRole('navigation', { name: 'Menu' });
		expect(await menu.getByRole('link').count()).toBe(0);
		await menu.getByText('Menu', { exact: true }).click();
		expect(await menu.locator('[aria-current=page]').textContent()).toBe('Membres');
		await menu.getByRole('link', { name: 'Rapports d’activité' }).click();
		expect(page.url()).toContain('/rapports');
	});

	test('reads on which day the demonstration lives, and what comes next', async () => {
		const page = await visit('/');
		expect(await page.textContent('body')).toContain('nous sommes le 20 novembre 2023');
		expect(await page.textContent('main')).toContain('jeudi 30 novembre 2023');
	});

	test('reads a month of the agenda as a grid, on a phone as a list', async () => {
		const page = await visit('/agenda?mois=2023-12');
		expect(await page.getByRole('cell', { name: '12 Comité stratégique du PTCE' }).count()).toBe(1);
		await page.setViewportSize({ width: 390, height: 800 });
		expect(await page.getByText('mardi', { exact: true }).isVisible()).toBe(false);
		expect(await page.getByRole('link', { name: 'Comité stratégique du PTCE' }).isVisible()).toBe(
			true
		);
	});

	test('opens a figure of the report and finds the rows it counts', async () => {
		const page = await visit('/rapports/2023/membres');
		await page.locator('.tile', { hasText: 'Membres' }).getByRole('link').click();
		expect(await page.textContent('main')).toContain('Organisations dont l’adhésion est ouverte');
		expect(await page.locator('main ol > li').count()).toBe(20);
		await page.getByRole('link', { name: 'STAJ' }).click();
		expect(page.url()).toContain('/organisations/staj');
	});

	test('searches without minding accents, capitals or plurals', async () => {
		const page = await visit('/');
		await page.getByRole('searchbox').fill('RECONDITIONNEMENTS numeriques');
		await page.getByRole('button', { name: 'Chercher' }).click();
		expect(await page.getByRole('main').getByRole('link').count()).toBeGreaterThan(0);
	});

	test('keeps one sort of records among those found', async () => {
		const page = await visit('/recherche?q=mobilite');
		await page.getByRole('link', { name: /^Groupes \(\d+\)$/ }).click();
		const found = page.getByRole('main').getByRole('listitem');
		expect(await found.count()).toBeGreaterThan(0);
		expect(await found.first().textContent()).toContain('groupe ·');
	});

	test('is told what to do when nothing is found', async () => {
		const page = await visit('/recherche?q=zzzz');
		expect(await page.textContent('main')).toContain('Essayez un mot de moins');
	});

	test('narrows the members to a part of the territory', async () => {
		const page = await visit('/membres');
		await page.getByRole('combobox', { name: 'Arrondissement' }).selectOption('Cambrai');
		await page.getByRole('button', { name: 'Filtrer' }).click();
		expect(await page.textContent('main')).toContain('5 membres, par ordre alphabétique');
		expect(await page.getByRole('link', { name: 'STAJ' }).count()).toBe(0);
	});

	test('reads on the page of a member all that the records know of it', async () => {
		const page = await visit('/organisations/la-maison-du-velo');
		const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
		expect(headings).toEqual(
			expect.arrayContaining([
				'Groupes et instances',
				'Visites reçues',
				'Besoins exprimés',
				'Offres'
			])
		);
	});

	test('takes the rows of a figure away as a table', async () => {
		const answer = await fetch(`${site.url}/chiffres/network.members/lignes.csv?annee=2023`);
		expect(answer.headers.get('content-type')).toContain('text/csv');
		const lines = (await answer.text()).trim().split('\n');
		expect(lines).toHaveLength(21);
		expect(lines[0]).toContain('chiffre;annee;ligne;detail;adresse');
		expect(lines.join()).toContain('/organisations/staj');
	});

	test('may not open the space of the team, and is told what to do', async () => {
		const page = await visit('/tableau-de-bord');
		expect(await page.textContent('main')).toContain('Connectez-vous pour voir cette page');
	});

	test('reads a clear page where there is none', async () => {
		const page = await visit('/organisations/personne');
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Introuvable');
	});

	test('enters the demonstration and leaves it', async () => {
		const page = await visitAsTeam('/tableau-de-bord');
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tableau de bord');
		await page.getByRole('link', { name: /^Sortir/ }).click();
		await page.getByRole('button', { name: 'Sortir de l’espace' }).click();
		expect((await page.goto(`${site.url}/tableau-de-bord`))?.status()).toBe(403);
	});

	test('follows a doubt of the team to the page where it is settled', async () => {
		const page = await visitAsTeam('/doutes');
		await page.getByRole('link', { name: 'Deux groupes portent le même numéro' }).click();
		expect(await page.textContent('main')).toContain('Pour le lever');
		expect(await page.getByRole('main').getByRole('listitem').count()).toBeGreaterThan(0);
	});

	test('subscribes to the agenda', async () => {
		const feed = await fetch(`${site.url}/agenda.ics`);
		expect(feed.headers.get('content-type')).toContain('text/calendar');
		const text = await feed.text();
		expect(text).toContain('BEGIN:VEVENT');
		expect(text).toMatch(/DTSTAMP:\d{8}T\d{6}Z/);
	});

	test('takes the report away in four formats', async () => {
		const starts = { pdf: '%PDF-', docx: 'PK', html: '<!doctype html>', md: '# ' };
		for (const [format, start] of Object.entries(starts)) {
			const answer = await fetch(`${site.url}/rapports/2023/fichier/${format}`);
			expect(answer.status, format).toBe(200);
			expect(
				Buffer.from(await answer.arrayBuffer())
					.toString('latin1')
					.toLowerCase()
					.startsWith(start.toLowerCase()),
				format
			).toBe(true);
		}
	});
});

describe('with the script', () => {
	test('"/" goes to the search field, and can be switched off', async () => {
		const page = await visit('/membres', { script: true });
		await page.keyboard.press('/');
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('recherche');
		await page.getByRole('checkbox').uncheck();
		await page.getByRole('heading', { level: 1 }).click();
		await page.keyboard.press('/');
		expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('recherche');
	});

	test('a figure opens over the page, and Escape gives it back', async () => {
		const page = await visit('/rapports/2023/membres', { script: true });
		await page.locator('.tile a').first().click();
		await page.getByRole('dialog').waitFor();
		expect(await page.getByRole('dialog').textContent()).toContain('lignes comptées');
		await page.keyboard.press('Escape');
		expect(await page.getByRole('dialog').count()).toBe(0);
		expect(page.url()).toContain('/rapports/2023/membres');
	});
});

describe('every page', () => {
	const validator = new HtmlValidate({
		extends: ['html-validate:recommended'],
		rules: {
			'no-trailing-whitespace': 'off',
			'void-style': 'off',
			'long-title': 'off',
			'no-inline-style': 'error',
			'doctype-style': 'off',
			'attribute-empty-style': 'off',
			'attribute-boolean-style': 'off',
			'no-raw-characters': 'off',
			'prefer-native-element': 'off',
			'require-sri': 'off',
			'svg-focusable': 'off',
			'tel-non-breaking': 'off'
		}
	});

	// Side by side: a browser that waits for a page to be quiet takes nothing from another one.
	test.concurrent.each([...PUBLIC_PAGES, ...TEAM_PAGES])(
		'%s is accessible, valid and narrow',
		async (path) => {
			const page = TEAM_PAGES.includes(path)
				? await visitAsTeam(path, true)
				: await visit(path, { script: true });
			const { violations } = await new AxeBuilder({ page })
				.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
				.analyze();
			expect(
				violations.map(
					(one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`
				)
			).toEqual([]);
			const html = await (await page.context().request.get(site.url + path)).text();
			const report = await validator.validateString(html);
			expect(
				report.results.flatMap((one) =>
					one.messages.map(
						(message) => `${message.ruleId} line ${String(message.line)}: ${message.message}`
					)
				)
			).toEqual([]);
			await page.setViewportSize({ width: 320, height: 640 });
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
				320
			);
			await page.context().close();
		}
	);

	test.concurrent.each(PUBLIC_PAGES)(
		'%s weighs little: 60 KB at first, 15 KB then, 8 requests, EcoIndex A',
		async (path) => {
			const context = await browser.newContext();
			const page = await context.newPage();
			const session = await context.newCDPSession(page);
			await session.send('Network.enable');
			let bytes = 0;
			let requests = 0;
			session.on('Network.loadingFinished', (event) => {
				bytes += event.encodedDataLength;
				requests += 1;
			});
			await page.goto(site.url + path, { waitUntil: 'networkidle' });
			const elements = await page.evaluate(
				() => document.querySelectorAll('*').length - document.querySelectorAll('svg *').length
			);
			expect(bytes).toBeLessThan(60_000);
			expect(requests).toBeLessThanOrEqual(8);
			expect(
				ecoIndex(elements, requests, bytes / 1000),
				`${String(elements)} elements`
			).toBeGreaterThan(80);
			bytes = 0;
			await page.goto(site.url + path, { waitUntil: 'networkidle' });
			expect(bytes).toBeLessThan(15_000);
			await context.close();
		}
	);
});

/** EcoIndex (cnumr): quantiles of elements, requests and kilobytes, weighted 3, 2 and 1. */
function ecoIndex(elements: number, requests: number, kilobytes: number): number {
	const position = (value: number, quantiles: number[]) => {
		const index = quantiles.findIndex((quantile, at) => at > 0 && value < quantile);
		const [low = 0, high = 1] = [quantiles[index - 1], quantiles[index]];
		return index - 1 + (value - low) / (high - low);
	};
	const dom = position(
		elements,
		[
			0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801,
			2479, 594601
		]
	);
	const req = position(
		requests,
		[0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920]
	);
	const size = position(
		kilobytes,
		[
			0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27,
			1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26
		]
	);
	return 100 - (5 * (3 * dom + 2 * req + size)) / 6;
}
