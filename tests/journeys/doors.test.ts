import { request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { like } from 'drizzle-orm';
import { OPERATOR } from '#core/actor.ts';
import { answers } from '#core/server/contract.ts';
import { inCollective } from '#core/server/database.ts';
import { searchEntry } from '#core/server/tables.ts';
import { kinds, modules } from '#modules/all.ts';
import { isForPrograms } from '#web/api-door.ts';
import { decideDoor, declaredRoutes, doorsOf } from '#web/doors.ts';
import { startProvider, type RunningProvider } from '../accounts/provider.ts';
import { until } from '../setup/patience.ts';
import { CANARIES } from '../world/canaries.ts';
import {
	APART,
	KNOCKER_NAMES,
	startGuardedSite,
	type GuardedSite,
	type Knocker
} from './guarded-site.ts';
import { followLinks, walkerOf, type Answer, type Walker } from './look.ts';
import { sampleAddresses } from './samples.ts';
import { formsOf, METHODS, NO_FORM, routeOf } from './walk.ts';

/** The routes of the program that was built, as it will serve them: those without a server file too. */
const built = (await import(
	/* @vite-ignore */ pathToFileURL(join(process.cwd(), 'build/server/manifest.js')).href
)) as { manifest: { routes: { id: string }[] } }; // written by SvelteKit
const routes = built.manifest.routes.map(({ id }) => id).sort();

/** Routes that answer a refusal to everybody, with the reason. */
const REFUSES_ALL = new Map([
	['/installation', 'the installation is done'],
	['/lien/[jeton]/fichier', 'what is lent here has no file']
]);
/**
 * Who answers for the personal data of the collective finds whom they concern, whoever reads their record: the law gives everybody
 * the right to know and to be erased (GDPR, articles 15 and 17).
 */
const ANSWERED_BY_TEAM = /^\/personnes\/[^/]+\/(?:donnees|effacer)/;
/** Who tries what no door opens: an address that does not know a method refuses it before it knows who asks. */
const TRY_ANYTHING = ['public', 'role-equipe', 'role-representant'];
/** Records kept to each circle whose page is asked, for one route. */
const OF_A_CIRCLE = 2;

let site: GuardedSite;
let provider: RunningProvider;
let walker: Walker;
let addresses: Map<string, string>;

beforeAll(async () => {
	provider = await startProvider();
	Object.assign(process.env, provider.settings);
	site = await startGuardedSite();
	walker = walkerOf(site);
	addresses = await sampleAddresses(site);
});
afterAll(async () => {
	await site.stop();
	await provider.stop();
});

function knocker(name: string): Knocker {
	const found = site.knockers.find((one) => one.name === name);
	if (!found) throw new Error(`nobody is ${name}`);
	return found;
}

const addressOf = (route: string) => addresses.get(route) ?? route;

/** Was the door shut, rather than a record behind it? Programs are told as problem details, 405 for what no address does. */
function wasShut(path: string, { status, refusal }: Answer, because: string): boolean {
	if (!isForPrograms(path)) return status === 403 && refusal === `${because}\n`;
	return (
		status === 405 || ([401, 403].includes(status) && refusal.includes(JSON.stringify(because)))
	);
}

/** Leaving is tried apart: it would shut the other doors. */
function endsSession(route: string, method: string): boolean {
	return method === 'POST' && route === '/deconnexion';
}

test('a new route comes with an address to call it at', () => {
	expect(routes).toEqual(declaredRoutes());
	const unknown = routes.filter((route) => route.includes('[') && !addresses.has(route));
	expect(unknown, 'add their address to tests/journeys/samples.ts').toEqual([]);
	expect([...addresses.keys()].filter((route) => !routes.includes(route))).toEqual([]);
});

// What is read comes before what is written: an answer that was read is kept for the other walks.
describe('a page opens to whom its door says, and tells nobody what is kept to others', () => {
	test.concurrent.each(KNOCKER_NAMES)('%s', async (name) => {
		const who = knocker(name);
		const faults: string[] = [];
		for (const route of routes) {
			const path = addressOf(route);
			const door = await decideDoor(who.actor, route, 'GET');
			const answer = await walker.look(who, path);
			if (answer.status >= 500 || wasShut(path, answer, door.because) === door.allowed)
				faults.push(`GET ${path} → ${String(answer.status)} ${answer.refusal}`);
			faults.push(...answer.leaks);
		}
		expect(faults).toEqual([]);
	});

	test('every route answers somebody', async () => {
		const shut: string[] = [];
		for (const route of routes.filter((one) => !REFUSES_ALL.has(one))) {
			if (!('GET' in (await doorsOf(route)))) continue;
			const asked = KNOCKER_NAMES.map((name) => walker.look(knocker(name), addressOf(route)));
			if ((await Promise.all(asked)).every(({ status }) => status >= 400)) shut.push(route);
		}
		expect(shut).toEqual([]);
	});
});

describe('no page holds a link that is refused to its reader, nor a word that is kept from them', () => {
	test.each(APART)('%s', async (name) => {
		const who = knocker(name);
		const open: string[] = [];
		for (const route of routes)
			if ((await decideDoor(who.actor, route, 'GET')).allowed) open.push(addressOf(route));
		const { refused, leaks, pages } = await followLinks(walker, who, open);
		expect(pages).toBeGreaterThan(open.length);
		expect({ refused, leaks }).toEqual({ refused: [], leaks: [] });
	});
});

describe('what is kept to few', () => {
	describe('is told to nobody else, on any page, list, file, search or feed', () => {
		test.concurrent.each(KNOCKER_NAMES)('nor under its own addresses to %s', async (name) => {
			const kept = await keptAddresses();
			expect(kept.length).toBeGreaterThan(50);
			await expectNoLeak(
				kept.filter((path) => name !== 'role-equipe' || !ANSWERED_BY_TEAM.test(path)),
				[name]
			);
		});

		// Lists and search read through one filter, which tests/access tries for each role: those whom it tells apart ask them here.
		test.concurrent.each(kinds)('in the lists of $plural', ({ name, file }) =>
			expectNoLeak(
				[`/exports/${name}.csv`, `/api/v1/${file.replace('.csv', '')}?limite=200`],
				APART
			)
		);

		test.concurrent.each(CANARIES)('by search of $word', ({ word }) =>
			expectNoLeak([`/api/v1/recherche?q=${word}`, `/recherche?q=${word}`], APART)
		);

		test('in the agenda of the year', () => expectNoLeak(['/agenda?annee=2023']));

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
		const text = await walker.text(knocker(name), `/recherche?q=${word}`);
		expect(text).toMatch(new RegExp(`${word}\\d`));
	});
});

describe('an act is open to whom its door says, tells nobody what is kept to others, and never breaks', () => {
	describe.each(METHODS.filter((method) => method !== 'GET'))('%s', (method) => {
		test.concurrent.each(KNOCKER_NAMES)('%s', async (name) => {
			const who = knocker(name);
			const faults: string[] = [];
			for (const { route, path, body } of await actsOf(method)) {
				const door = await decideDoor(who.actor, route, method);
				// A door that is shut does not look at what is sent, nor at who sends what it does not know.
				const isKnown = method in (await doorsOf(route));
				if (!door.allowed && (body !== '' || !(isKnown || TRY_ANYTHING.includes(name)))) continue;
				const answer = await walker.send(who, method, path, body);
				if (answer.status >= 500 || wasShut(path, answer, door.because) === door.allowed)
					faults.push(`${method} ${path} → ${String(answer.status)} ${answer.refusal}`);
				faults.push(...answer.leaks);
			}
			expect(faults).toEqual([]);
		});
	});

	/** One request to each route, and one for each way of filling in its forms. */
	async function actsOf(method: string): Promise<{ route: string; path: string; body: string }[]> {
		const acts: { route: string; path: string; body: string }[] = [];
		for (const route of routes)
			for (const { query, body } of method === 'POST' ? await formsOf(route) : [NO_FORM]) {
				const path = addressOf(route);
				const to = query ? `${path.split('?')[0] ?? ''}${query}` : path;
				if (!endsSession(route, method)) acts.push({ route, path: to, body });
			}
		return acts;
	}
});

test('nothing that was asked broke anything', () => {
	expect(site.said()).toBe('');
});

test('who is refused what they ask is told to the operator, without what would open a door', async () => {
	await walker.send(knocker('role-partenaire'), 'GET', '/comptes');
	await walker.send(knocker('public'), 'GET', '/comptes');
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
		expect((await walker.send(lou, 'GET', '/compte')).status).toBe(200);
		await walker.send(lou, 'POST', '/deconnexion');
		expect((await walker.send(lou, 'GET', '/compte')).status).toBe(403);
		const public_ = await walker.send(knocker('public'), 'POST', '/deconnexion');
		expect(public_.status).toBeLessThan(400);
	});

	test('is open to who sees the place as somebody else: the session is over, and so are the eyes that were lent', async () => {
		const session = await site.signIn('role-equipe');
		const seeing = await fetch(`${site.url}/voir-comme?/voir`, {
			method: 'POST',
			redirect: 'manual',
			headers: { cookie: session, origin: site.url, accept: 'text/html' },
			body: new URLSearchParams()
		});
		const eyes = seeing.headers.getSetCookie().map((one) => one.split(';')[0]);
		expect(eyes.join()).toContain('fanal_regard=');
		const cookie = [session, ...eyes].join('; ');
		const left = await fetch(`${site.url}/deconnexion`, {
			method: 'POST',
			redirect: 'manual',
			headers: { cookie, origin: site.url, accept: 'text/html' },
			body: new URLSearchParams()
		});
		expect(left.status).toBe(303);
		expect(left.headers.getSetCookie().join()).toMatch(/fanal_regard=;/);
		expect((await fetch(`${site.url}/compte`, { headers: { cookie: session } })).status).toBe(403);
	});
});

describe('a request that is written otherwise than it leads', () => {
	test('is checked by where it leads: neither another site nor a cookie slips by', async () => {
		const { cookie } = knocker('role-equipe');
		const answer = await asWritten('POST', '/api/v1/../../annuler', {
			cookie,
			origin: 'https://evil.test',
			'content-type': 'application/x-www-form-urlencoded'
		});
		expect(answer.status).toBe(403);
		expect(answer.text).toContain('depuis un autre site');
		const read = await asWritten('GET', '/%61pi/v1/besoins?limite=200', { cookie });
		expect(read.text).not.toContain('canariequipe');
	});
});

/** Pages of the records that were planted, two of each circle for each route, and the pages that go with them. */
async function keptAddresses(): Promise<string[]> {
	const rows = await inCollective(site.collective, { actor: OPERATOR }, (ctx) =>
		ctx.db
			.selectDistinct({ path: searchEntry.path })
			.from(searchEntry)
			.where(like(searchEntry.path, '%canari%'))
			.orderBy(searchEntry.path)
	);
	const own = rows.map(({ path }) => path.split(/[?#]/)[0] ?? path);
	const groups = Map.groupBy(new Set(own), (path) => {
		const { word } = CANARIES.find((one) => path.includes(one.word)) ?? {};
		return `${routeOf(path) ?? ''} ${word ?? ''}`;
	});
	const few = [...groups.values()].flatMap((paths) => paths.slice(0, OF_A_CIRCLE));
	return few.flatMap((path) => {
		const route = routeOf(path) ?? '';
		const below = routes.filter((one) => one.startsWith(`${route}/`) && !isDeeper(one, route));
		return [path, ...below.map((one) => path + one.slice(route.length))];
	});
}

/** Does the route below ask for more than the record? */
function isDeeper(below: string, route: string): boolean {
	return below.slice(route.length).includes('[');
}

/** Reads the addresses as each, and finds no word there that was planted for others. */
async function expectNoLeak(
	paths: readonly string[],
	readers: readonly string[] = KNOCKER_NAMES
): Promise<void> {
	const leaks: string[] = [];
	for (const path of new Set(paths))
		for (const who of readers.map(knocker)) leaks.push(...(await walker.look(who, path)).leaks);
	expect(leaks).toEqual([]);
}

/** Sends a request with its path as it is written; `fetch` would resolve the dots first. */
function asWritten(
	method: string,
	path: string,
	headers: Record<string, string>
): Promise<{ status: number; text: string }> {
	const { hostname, port } = new URL(site.url);
	return new Promise((resolve, reject) => {
		const sent = request({ hostname, port, method, path, headers }, (answer) => {
			let text = '';
			answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
			answer.once('end', () => {
				resolve({ status: answer.statusCode ?? 0, text });
			});
		});
		sent.once('error', reject);
		sent.end();
	});
}
