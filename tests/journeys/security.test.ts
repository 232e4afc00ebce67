import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { inCollective } from '#core/server/database.ts';
import { mintToken } from '#modules/accounts/server/links.ts';
import { isForPrograms } from '#web/api-door.ts';
import { doorsOf } from '#web/doors.ts';
import { sql } from 'drizzle-orm';
import { launchBrowser } from '../setup/browser.ts';
import { startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { addressesOf } from './walk.ts';

const ELSEWHERE = 'https://ailleurs.example';
const SCRIPT = '<img src=x onerror=alert(1)>';
const FORMS = [
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=x',
	'text/plain'
];

let site: GuardedSite;
let browser: Browser;
let addresses: Map<string, string[]>;
/** One address of each route that the team may read. */
let pages: string[];

beforeAll(async () => {
	[site, browser] = await Promise.all([startGuardedSite(), launchBrowser()]);
	addresses = await addressesOf(
		async (path) => (await ask(team(), path)).text(),
		() => false
	);
	pages = [...addresses]
		.filter(([route]) => !isForPrograms(route) && !route.startsWith('/deconnexion'))
		.flatMap(([, paths]) => paths.slice(0, 1));
});
afterAll(() => Promise.all([site.stop(), browser.close()]));

function team(): Knocker {
	const found = site.knockers.find((one) => one.name === 'role-equipe');
	if (!found) throw new Error('nobody is of the team');
	return found;
}

function ask(who: Knocker | null, path: string, init: RequestInit = {}): Promise<Response> {
	return fetch(site.url + path, {
		redirect: 'manual',
		...init,
		headers: { cookie: who?.cookie ?? '', accept: 'text/html', ...init.headers }
	});
}

function send(who: Knocker | null, path: string, fields: Record<string, string>) {
	const headers = { origin: site.url };
	return ask(who, path, { method: 'POST', headers, body: new URLSearchParams(fields) });
}

/** What is wrong with the headers of an answer. */
function faultsOf(path: string, { headers, status }: Response, isKnown: boolean): string[] {
	const policy = headers.get('content-security-policy') ?? '';
	const type = headers.get('content-type') ?? '';
	const isTrue: [string, boolean][] = [
		['sniffed', headers.get('x-content-type-options') === 'nosniff'],
		['referrer', headers.get('referrer-policy') === 'same-origin'],
		['opener', headers.get('cross-origin-opener-policy') === 'same-origin'],
		['resource', headers.get('cross-origin-resource-policy') === 'same-origin'],
		['framed', policy.includes("frame-ancestors 'none'")],
		['base', policy.includes("base-uri 'none'")],
		['loose', !/unsafe|\*|https?:/.test(policy)],
		['charset', !type.startsWith('text/') || /charset=utf-8/i.test(type)],
		['shared', !headers.has('access-control-allow-origin')],
		[
			'kept',
			!isKnown || status >= 300 || /no-store|public/.test(headers.get('cache-control') ?? '')
		]
	];
	return isTrue.flatMap(([fault, holds]) => (holds ? [] : [`${path}: ${fault}`]));
}

describe('every answer', () => {
	test('tells browsers to load nothing foreign, frame nothing, guess nothing and keep nothing', async () => {
		const faults: string[] = [];
		for (const path of [...pages, '/nulle-part', '/favicon.svg', '/api/v1', '/%ff', '/a%00b'])
			for (const who of [null, team()])
				faults.push(...faultsOf(path, await ask(who, path), who !== null && pages.includes(path)));
		expect(faults).toEqual([]);
	});

	test('has no script, style or handler written in the page', async () => {
		const inline =
			/<script(?![^>]*\ssrc=)|<style|\sstyle="|<[^>]+\son\w+="|href="(?:javascript|data):/i;
		const faults: string[] = [];
		for (const path of pages) {
			const answer = await ask(team(), path);
			if (answer.headers.get('content-disposition')) continue;
			const [found] = inline.exec(await answer.text()) ?? [];
			if (found) faults.push(`${path}: ${found}`);
		}
		expect(faults).toEqual([]);
	});

	test('breaks no policy in a browser, with its script', async () => {
		const context = await browser.newContext({ baseURL: site.url });
		await context.setExtraHTTPHeaders({ cookie: team().cookie });
		const page = await context.newPage();
		const broken: string[] = [];
		page.on('console', (said) => {
			if (/content security policy/i.test(said.text())) broken.push(`${page.url()} ${said.text()}`);
		});
		for (const path of pages) {
			if ((await ask(team(), path)).headers.get('content-disposition')) continue;
			await page.goto(path, { waitUntil: 'load' });
		}
		await context.close();
		expect(broken).toEqual([]);
	});
});

describe('a form', () => {
	test('sent from another site, under any name of content, does nothing', async () => {
		const faults: string[] = [];
		for (const [route, [path]] of addresses) {
			if (!path || isForPrograms(route) || route.startsWith('/desabonnement')) continue;
			if (!('POST' in (await doorsOf(route)))) continue;
			for (const type of FORMS)
				for (const origin of [ELSEWHERE, 'null']) {
					const headers = { origin, 'content-type': type };
					const answer = await ask(team(), path, { method: 'POST', headers, body: 'a=b' });
					const text = await answer.text();
					if (answer.status !== 403 || !text.includes('autre site'))
						faults.push(`${path} ${type} ${origin}: ${String(answer.status)} ${text.slice(0, 80)}`);
				}
		}
		expect(faults).toEqual([]);
	});

	test('without the name of a site does nothing either', async () => {
		for (const type of FORMS) {
			const headers = { 'content-type': type };
			const answer = await ask(team(), '/deconnexion', { method: 'POST', headers, body: '' });
			expect(answer.status, type).toBe(403);
		}
	});

	test('far too long is refused in French, and says how long it may be', async () => {
		const answer = await send(null, '/connexion?/lien', { courriel: 'a'.repeat(600_000) });
		expect(answer.status).toBe(413);
		expect(await answer.text()).toContain('512 Ko au plus');
	});

	test('that is no form is refused as such, and is no fault of the program', async () => {
		for (const path of ['/connexion?/lien', '/connexion/lien', `/lien/${'a'.repeat(43)}`])
			for (const type of ['text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x']) {
				const headers = { origin: site.url, 'content-type': type };
				const answer = await ask(null, path, { method: 'POST', headers, body: 'courriel' });
				expect(answer.status, `${path} ${type}`).toBeLessThan(500);
			}
		expect(site.said()).toBe('');
	});

	test('leads back to a page of the site, never to another one', async () => {
		for (const retour of [`//ailleurs.example`, ELSEWHERE, '/\\ailleurs.example', 'javascript:1']) {
			const jeton = await mintToken(site.collective, site.url, 'role-sans@example.org');
			const answer = await send(null, '/connexion/lien', { jeton, retour });
			expect(answer.status, retour).toBe(303);
			expect(answer.headers.get('location'), retour).toBe('/compte');
		}
	});
});

describe('a header of a visitor', () => {
	test('changes no address that the pages tell', async () => {
		const headers = { 'x-forwarded-host': 'ailleurs.example', 'x-forwarded-proto': 'https' };
		for (const path of ['/', '/agenda.ics', '/connexion']) {
			const answer = await ask(null, path, { headers });
			expect(await answer.text(), path).not.toContain('ailleurs.example');
		}
	});
});

describe('what must stay secret', () => {
	test('is neither printed nor kept in the journal, whatever way people come in', async () => {
		const secrets = site.knockers.flatMap(({ cookie, token }) => [
			...(token ? [token] : []),
			...cookie.split('; ').map((one) => decodeURIComponent(one.split('=')[1] ?? ''))
		]);
		const jeton = await mintToken(site.collective, site.url, 'role-sans@example.org');
		const password = 'phrase-que-personne-ne-doit-lire';
		for (const typed of [jeton, jeton, 'forge-de-toutes-pieces'])
			await send(null, '/connexion/lien', { jeton: typed });
		await send(null, '/connexion?/motdepasse', {
			courriel: 'role-sans@example.org',
			motdepasse: password
		});
		await send(null, '/connexion/code', { code: '918273' });
		await ask(null, `/lien/${jeton}`);
		await ask(null, '/api/v1/besoins', { headers: { authorization: `Bearer ${jeton}` } });
		const kept = await inCollective(site.collective, { actor: OPERATOR }, async (ctx) => {
			const { rows } = await ctx.db.execute(sql`SELECT j::text AS line FROM core_journal j`);
			return rows.map((row) => String(row['line'])).join('\n');
		});
		const told = `${site.said()}\n${kept}`;
		const hidden = [...secrets, jeton, password].filter((one) => one.length > 8);
		expect(hidden.length).toBeGreaterThan(15);
		expect(hidden.filter((one) => told.includes(one))).toEqual([]);
	});
});

describe('hostile words in every text of the records', () => {
	test('are shown as they were typed, on every page and list, and run nowhere', async () => {
		expect(await soilTexts()).toBeGreaterThan(40);
		const faults: string[] = [];
		let shown = 0;
		for (const path of pages) {
			const answer = await ask(team(), path);
			if (answer.status >= 500) faults.push(`${path}: ${String(answer.status)}`);
			const isPage = answer.headers.get('content-type')?.startsWith('text/html');
			const text = await answer.text();
			if (isPage && text.includes('&lt;img src=x')) shown += 1;
			if (isPage && text.includes(SCRIPT)) faults.push(`${path}: ${SCRIPT}`);
		}
		expect(faults).toEqual([]);
		expect(shown).toBeGreaterThan(20);
		expect(site.said()).toBe('');
	});
});

/** Puts a script after each text that people wrote: the columns where one value at least has several words. Says how many columns. */
function soilTexts(): Promise<number> {
	return inCollective(site.collective, { actor: OPERATOR, mode: 'write' }, async (ctx) => {
		const { rows } = await ctx.db.execute(
			sql`SELECT table_name, column_name FROM information_schema.columns
			WHERE table_schema = current_schema() AND data_type = 'text' AND table_name NOT LIKE 'core\\_%'`
		);
		let soiled = 0;
		for (const row of rows) {
			const table = sql.identifier(String(row['table_name']));
			const column = sql.identifier(String(row['column_name']));
			const { rowCount } = await ctx.db.execute(
				sql`UPDATE ${table} SET ${column} = ${column} || ${SCRIPT}
				WHERE EXISTS (SELECT FROM ${table} WHERE ${column} ~ '^[[:alpha:]]+ [[:alpha:]]+ ')`
			);
			if (rowCount) soiled += 1;
		}
		return soiled;
	});
}
