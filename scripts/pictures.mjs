// Takes the pictures of the README and of the guides from a demonstration of its own.
//   npm run pictures
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDemonstration } from '../tests/journeys/site.ts';
import { launchBrowser } from '../tests/setup/browser.ts';
import { lightPng } from './pictures/light-png.mjs';
import { pdfPages } from './pictures/pdf-pages.mjs';
import { prepare } from './prepare.mjs';
import { inRoot } from './prepare/places.mjs';

const FOLDER = inRoot('docs/images');
/** The day of the demonstration, at a fixed hour: pictures change only with the program. */
const NOW = '2023-11-20T10:00:00Z';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 780 };

/**
 * @typedef {{ name: string, path: string, viewport?: typeof WIDE, at?: string, opens?: string,
 *   follows?: string, team?: true }} Shot
 * @type {Shot[]} `at`: what stands at the top; `opens`: the link that is pressed; `follows`: the link to the page to take; `team`: as the team sees it
 */
const SHOTS = [
	{ name: 'accueil', path: '/' },
	{ name: 'accueil-telephone', path: '/', viewport: PHONE },
	{ name: 'membres', path: '/membres' },
	{ name: 'carte', path: '/membres', at: '.block-map' },
	{ name: 'groupe', path: '/groupes/gt5' },
	{ name: 'agenda', path: '/agenda' },
	{ name: 'recherche', path: '/recherche?q=mobilite' },
	{ name: 'chiffre', path: '/rapports/2023/visites', opens: '.tile a' },
	{ name: 'rapport', path: '/rapports/2023/membres' },
	{ name: 'tableau-de-bord', path: '/tableau-de-bord', team: true },
	{ name: 'doutes', path: '/doutes', team: true },
	{ name: 'modifier', path: '/groupes/gt5', follows: 'table a.act', team: true },
	{
		name: 'modifier-telephone',
		path: '/groupes/gt5',
		follows: 'table a.act',
		viewport: PHONE,
		team: true
	}
];

/** Pages of the PDF that are shown. */
const PAGES = { 'rapport-pdf': /^Les membres en 2023/m, 'rapport-pdf-couverture': 1 };

process.env['FANAL_NOW'] = NOW;
await prepare({ build: true });
const [site, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
try {
	for (const shot of SHOTS) keep(shot.name, await take(shot));
	const pdf = await fetch(`${site.url}/rapports/2023/fichier/pdf`);
	const pictures = await pdfPages(browser, new Uint8Array(await pdf.arrayBuffer()), PAGES);
	for (const [name, png] of Object.entries(pictures)) keep(name, png);
} finally {
	await browser.close();
	await site.stop();
}

/** @param {Shot} shot */
async function take({ path, viewport = WIDE, at, opens, follows, team }) {
	const context = await browser.newContext({ viewport, colorScheme: 'light', locale: 'fr-FR' });
	const page = await context.newPage();
	if (team) {
		await page.goto(`${site.url}/connexion`);
		await page.getByRole('button', { name: 'Entrer comme l’équipe' }).click();
		await page.waitForURL('**/tableau-de-bord');
	}
	const answer = await page.goto(site.url + path, { waitUntil: 'networkidle' });
	if (!answer?.ok()) throw new Error(`${path} answers ${String(answer?.status())}`);
	if (follows) {
		await page.locator(follows).first().click();
		await page.waitForLoadState('networkidle');
	}
	if (at)
		await page
			.locator(at)
			.first()
			.evaluate((element) => element.scrollIntoView());
	if (opens) {
		await page.locator(opens).first().click();
		await page.getByRole('dialog').waitFor();
		await page.waitForLoadState('networkidle');
	}
	const png = await page.screenshot();
	await context.close();
	return png;
}

/**
 * @param {string} name
 * @param {Buffer} png
 */
function keep(name, png) {
	const light = lightPng(png);
	writeFileSync(join(FOLDER, `${name}.png`), light);
	console.log(`${name}.png  ${String(Math.round(light.length / 1000))} Ko`);
}
