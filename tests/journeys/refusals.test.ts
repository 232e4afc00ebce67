import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { kinds } from '#modules/all.ts';
import { KNOCKER_NAMES, startGuardedSite, type GuardedSite } from './guarded-site.ts';
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

const NOBODY = '0199a000-0000-7000-8000-000000000001';

/** Refused at each depth of address, in each way: a shut door, nothing there, a method, a text too long, an answer that is not read. */
const REFUSED: [path: string, method: 'GET' | 'POST', status: number][] = [
	['/comptes', 'GET', 403],
	['/compte/mot-de-passe', 'GET', 403],
	['/modifier/meeting', 'GET', 404],
	[`/modifier/meeting/${NOBODY}`, 'GET', 403],
	['/reunions/nulle-part/presences', 'GET', 403],
	['/nulle-part', 'GET', 404],
	['/reunions/nulle-part', 'GET', 404],
	['/rapports/2023/fichier/xyz', 'GET', 404],
	['/lien/a.b', 'GET', 404],
	['/a/b/c/d', 'GET', 404],
	['/membres/%00', 'GET', 400],
	['/rapports/2023?edition=reservee', 'GET', 403],
	['/rapports/2023/fichier/pdf?edition=reservee', 'GET', 403],
	['/rapports/1850', 'GET', 404],
	['/membres', 'POST', 403],
	['/reunions/nulle-part', 'POST', 403],
	[`/modifier/meeting/${NOBODY}`, 'POST', 403],
	['/lien/a.b', 'POST', 404],
	['/connexion?/lien', 'POST', 413],
	[`/modifier/meeting/${NOBODY}`, 'POST', 413],
	['/rapports/2023/fichier/pdf', 'POST', 413]
];

/** Styles that a page asks for and that do not come; the page itself when it asks for none. */
async function missingStyles(path: string, html: string): Promise<string[]> {
	const asked = [...html.matchAll(/<link[^>]*href="([^"]+\.css)"/g)].map(([, href = '']) => href);
	const missing = asked.length === 0 ? [`${path} has no style`] : [];
	for (const href of new Set(asked)) {
		const { ok, headers } = await fetch(new URL(href, site.url + path));
		if (!ok || !headers.get('content-type')?.startsWith('text/css'))
			missing.push(`${path}: ${href}`);
	}
	return missing;
}

test.each(REFUSED)('%s, asked by %s, is refused (%i) on a page of the site', async (...asked) => {
	const [path, method, status] = asked;
	const answer = await fetch(site.url + path, {
		method,
		headers: { accept: 'text/html', origin: site.url },
		...(method === 'GET'
			? {}
			: { body: new URLSearchParams({ text: 'a'.repeat(status === 413 ? 600_000 : 10) }) })
	});
	const html = await answer.text();
	expect(answer.status).toBe(status);
	expect(await missingStyles(path, html)).toEqual([]);
	expect(html).toContain('class="site-head"');
	expect(html).toContain('Plan du site');
});

describe('in a browser', () => {
	test.each(['/comptes', '/compte/mot-de-passe', `/modifier/meeting/${NOBODY}`, '/a/b/c/d'])(
		'the refusal of %s looks like the site',
		async (path) => {
			const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
			const lookOf = async (address: string) => {
				await page.goto(site.url + address);
				return page.evaluate(() => {
					const { fontFamily, backgroundColor } = getComputedStyle(document.body);
					return { fontFamily, backgroundColor, logo: document.querySelector('svg')?.clientHeight };
				});
			};
			const usual = await lookOf('/membres');
			expect(await lookOf(path)).toEqual(usual);
		}
	);
});

describe('the form that the address of a page asks for', () => {
	const PAGES = [
		'/besoins',
		'/visites',
		'/reunions',
		'/documents',
		'/projets',
		'/groupes/gt5',
		'/rapports/2023'
	];
	let guarded: GuardedSite;
	beforeAll(async () => {
		guarded = await startGuardedSite();
	});
	afterAll(() => guarded.stop());

	test.each(KNOCKER_NAMES)('is given to %s, or refused, on a page of the site', async (name) => {
		const cookie = guarded.knockers.find((one) => one.name === name)?.cookie ?? '';
		const asked = [...kinds.map((kind) => kind.name), 'zzz', ''].flatMap((kind, at) => {
			const page = PAGES[at % PAGES.length] ?? '';
			return [`${page}?ajouter=${kind}`, `${page}?modifier=${kind}/${NOBODY}`];
		});
		const naked = [];
		for (const path of asked) {
			const answer = await fetch(guarded.url + path, { headers: { accept: 'text/html', cookie } });
			const html = await answer.text();
			const isWhole = html.includes('class="site-head"') && html.includes('Plan du site');
			if (answer.status >= 500 || !isWhole) naked.push(`${String(answer.status)} ${path}`);
		}
		expect(naked).toEqual([]);
	});
});
