import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayRead } from '#core/actor.ts';
import { unsubscribePath } from '#core/server/mail/unsubscribe.ts';
import { guestLinkPath, tokenOf } from '#modules/access/token.ts';
import { answers } from '#core/server/contract.ts';
import { kinds, modules } from '#modules/all.ts';
import { isForPrograms } from '#web/api-door.ts';
import { decideDoor, declaredRoutes } from '#web/doors.ts';
import { CANARIES } from '../world/canaries.ts';
import { KNOCKER_NAMES, startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { addressesOf, formsOf, METHODS, NO_FORM } from './walk.ts';
import { until } from '../setup/patience.ts';

const NOBODY = '0199a000-0000-7000-8000-000000000001';

let site: GuardedSite;
let addresses: Map<string, string[]>;

beforeAll(async () => {
	site = await startGuardedSite();
	const team = knocker('role-equipe');
	addresses = await addressesOf(
		async (path) => (await knock(team, 'GET', path)).text,
		(path) => path.includes('canari')
	);
	for (const [route, sample] of samples()) {
		const known = addresses.get(route);
		if (known?.length === 0) known.push(sample);
	}
});
afterAll(() => site.stop());

/** Addresses that no page links to. */
function samples(): [string, string][] {
	return [
		['/lien/[jeton]', guestLinkPath(tokenOf(site.collective.code, NOBODY))],
		['/lien/[jeton]/fichier', `${guestLinkPath(tokenOf(site.collective.code, NOBODY))}/fichier`],
		[
			'/desabonnement/[jeton]',
			unsubscribePath(site.collective.code, { account: NOBODY, list: 'all' })
		],
		['/compte/adresse/[jeton]', '/compte/adresse/x.y'],
		['/questionnaires/[code]/reponses', '/questionnaires/horaires/reponses'],
		['/api/v1/[ressource]', '/api/v1/besoins'],
		['/api/v1/[ressource]/[fiche]', '/api/v1/besoins/canariequipe0'],
		['/api/v1/chiffres/[metrique]', '/api/v1/chiffres/network.members'],
		['/api/v1/rapports/[annee]', '/api/v1/rapports/2023'],
		['/donnees-personnelles/demandes/[id]', `/donnees-personnelles/demandes/${NOBODY}`]
	];
}

function knocker(name: string): Knocker {
	const found = site.knockers.find((one) => one.name === name);
	if (!found) throw new Error(`nobody is ${name}`);
	return found;
}

async function knock(
	who: Knocker,
	method: string,
	path: string,
	body = ''
): Promise<{ status: number; text: string }> {
	const answer = await fetch(site.url + path, {
		method,
		redirect: 'manual',
		headers: {
			...(isForPrograms(path) ? bearer(who) : { cookie: who.cookie }),
			origin: site.url,
			...(method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' })
		},
		...(method === 'GET' ? {} : { body })
	});
	keepCookies(who, answer.headers.getSetCookie());
	return { status: answer.status, text: await answer.text() };
}

function bearer({ token }: Knocker): Record<string, string> {
	return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** Was the door shut, rather than a record behind it? Programs are told as problem details, 405 for what no address does. */
function wasShut(path: string, status: number, text: string, because: string): boolean {
	if (!isForPrograms(path)) return status === 403 && text === `${because}\n`;
	return status === 405 || ([401, 403].includes(status) && text.includes(JSON.stringify(because)));
}

/** What a browser does: some forms open the session again under another name. */
function keepCookies(who: Knocker, given: string[]): void {
	if (who.cookie === '') return;
	const jar = new Map(who.cookie.split('; ').map((one) => [one.split('=')[0], one]));
	for (const [pair = ''] of given.map((one) => one.split(';'))) jar.set(pair.split('=')[0], pair);
	who.cookie = [...jar.values()].join('; ');
}

/** Leaving is tried apart: it would shut the other doors. */
function endsSession(route: string, method: string): boolean {
	return method === 'POST' && route === '/deconnexion';
}

test('every route has an address to knock at', () => {
	const without = [...addresses].filter(([, paths]) => paths.length === 0).map(([route]) => route);
	expect(without).toEqual([]);
});

describe.each(METHODS)('%s', (method) => {
	describe('opens each door to whom it says, to nobody else, and never breaks', () => {
		test.concurrent.each(KNOCKER_NAMES)('%s', async (name) => {
			const who = knocker(name);
			const faults: string[] = [];
			for (const { route, path, body } of await stepsOf(method)) {
				const door = await decideDoor(who.actor, route, method);
				const { status, text } = await knock(who, method, path, body);
				const isShut = wasShut(path, status, text, door.because);
				if (status >= 500 || isShut === door.allowed)
					faults.push(`${method} ${path} → ${String(status)} ${text.slice(0, 200)}`);
			}
			expect(faults).toEqual([]);
		});
	});
});

/** One request to each route that has an address, and one for each way of filling in its forms. */
async function stepsOf(method: string): Promise<{ route: string; path: string; body: string }[]> {
	const steps: { route: string; path: string; body: string }[] = [];
	for (const route of declaredRoutes())
		for (const path of (addresses.get(route) ?? []).slice(0, 1))
			for (const { query, body } of method === 'POST' ? await formsOf(route) : [NO_FORM])
				if (!endsSession(route, method)) steps.push({ route, path: `${path}${query}`, body });
	return steps;
}

test('nothing that was asked broke anything', () => {
	expect(site.said()).toBe('');
});

test('who is refused what they ask is told to the operator, without what would open a door', async () => {
	await knock(knocker('role-partenaire'), 'GET', '/comptes');
	await knock(knocker('public'), 'GET', '/comptes');
	await until(() => {
		expect(site.refusals()).toContainEqual(
			expect.objectContaining({ who: 'role-partenaire', method: 'GET', route: '/comptes', of: {} })
		);
	});
	const told = JSON.stringify(site.refusals());
	for (const { cookie, token } of site.knockers)
		for (const secret of [...cookie.split('; ').map((one) => one.split('=')[1]), token])
			if (secret) expect(told).not.toContain(secret);
	expect(site.refusals().filter((one) => one['who'] === 'Visiteur' || !one['who'])).toEqual([]);
});

describe('leaving', () => {
	test('ends the session of who leaves, and asks nothing of who is not in', async () => {
		const lou = { ...knocker('role-sans'), cookie: await site.signIn('role-sans') };
		expect((await knock(lou, 'GET', '/compte')).status).toBe(200);
		await knock(lou, 'POST', '/deconnexion');
		expect((await knock(lou, 'GET', '/compte')).status).toBe(403);
		expect((await knock(knocker('public'), 'POST', '/deconnexion')).status).toBeLessThan(400);
	});
});

describe('what is kept to few', () => {
	describe('is told to nobody else, on any page, list, file, search or feed', () => {
		// The files of a report hold the same words: the Markdown, asked below, stands for them.
		const pages = declaredRoutes().filter((route) => !route.includes('/fichier/[format]'));
		test.concurrent.each(pages)('on the pages of %s', (route) =>
			expectNoLeak(addresses.get(route) ?? [])
		);

		test.concurrent.each(kinds)('in the lists of $plural', ({ name, file }) =>
			expectNoLeak([`/exports/${name}.csv`, `/api/v1/${file.replace('.csv', '')}?limite=200`])
		);

		test.concurrent.each(CANARIES)('by search of $word', ({ word }) =>
			expectNoLeak([`/api/v1/recherche?q=${word}`, `/recherche?q=${word}`])
		);

		test('in the report and the agenda of the year', () =>
			expectNoLeak(['/rapports/2023/fichier/md', '/agenda?annee=2023']));

		// A figure is the same for all, and its rows are told by circle: three readers show it.
		const counting = modules.filter((one) => answers(one.metrics).length > 0);
		test.concurrent.each(counting)('under the figures of $id', ({ metrics }) =>
			expectNoLeak(
				answers(metrics).map(({ id }) => `/chiffres/${id}?annee=2023`),
				['public', 'role-bureau', 'role-equipe']
			)
		);
	});

	test.each([
		['role-equipe', 'canariequipe'],
		['role-bureau', 'canaribureau'],
		['role-representant', 'canarimembres'],
		['role-pilote', 'canarigroupe'],
		['role-nomme', 'canaripersonne']
	])('is told to whom it is kept: %s finds %s', async (name, word) => {
		const { text } = await knock(knocker(name), 'GET', `/recherche?q=${word}`);
		expect(text).toMatch(new RegExp(`${word}\\d`));
	});
});

/** Reads the addresses as each, and finds no word there that was planted for others. */
async function expectNoLeak(
	paths: readonly string[],
	readers: readonly string[] = KNOCKER_NAMES
): Promise<void> {
	const leaks: string[] = [];
	for (const path of new Set(paths))
		for (const who of readers.map(knocker)) {
			const { text } = await knock(who, 'GET', path);
			for (const { word, audience } of site.canaries) {
				// What one has typed oneself is not told; what is planted bears a number.
				const [told] = new RegExp(`.{0,80}${word}\\d.{0,40}`, 'u').exec(text) ?? [];
				if (told !== undefined && !mayRead(who.actor, audience))
					leaks.push(`${who.name} at ${path}: ${told}`);
			}
		}
	expect(leaks).toEqual([]);
}
