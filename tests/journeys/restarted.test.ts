import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { startFanal, untilServed, type Said } from './console.ts';
import { freePort } from './site.ts';

let home: string;
let browser: Browser;

beforeAll(async () => {
	home = mkdtempSync(join(tmpdir(), 'fanal-restarted-'));
	// Open to the account of PostgreSQL, so that under root the database stays inside.
	chmodSync(home, 0o711);
	browser = await launchBrowser();
});
afterAll(async () => {
	await browser.close();
	rmSync(home, { recursive: true, force: true });
});

/** Starts the demonstration as `npm run demo` does, does this on it, and stops it with Ctrl-C. */
async function demonstration(work: (url: string) => Promise<void>): Promise<Said> {
	const port = await freePort();
	const url = `http://127.0.0.1:${String(port)}`;
	const fanal = startFanal(home, ['demo'], port);
	try {
		await untilServed(url, fanal);
		await work(url);
	} finally {
		fanal.child.kill('SIGINT');
	}
	return fanal.ended;
}

async function asTeam(url: string): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${url}/connexion`);
	await page.click('button:has-text("Entrer comme l’équipe")');
	return page;
}

test('what somebody wrote in the demonstration is there at its next start, which says so', async () => {
	await demonstration(async (url) => {
		const page = await asTeam(url);
		await page.goto(`${url}/organisations/arpe`);
		await page.click('nav.tools a:has-text("Modifier")');
		await page.fill('[name=address]', '1 place de la Gare');
		await page.click('button:has-text("Enregistrer")');
		await page.waitForURL(/\/organisations\/arpe/);
	});

	const { code, text } = await demonstration(async (url) => {
		const page = await (await fetch(`${url}/organisations/arpe`)).text();
		expect(page).toContain('1 place de la Gare');
	});

	expect(code).toBe(0);
	expect(text).toContain('Gardé comme à l’écran : 1 ligne changée');
});
