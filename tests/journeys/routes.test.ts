import { request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isForPrograms } from '#web/api-door.ts';
import { doorsOf } from '#web/doors.ts';
import { startProvider, type RunningProvider } from '../accounts/provider.ts';
import { startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { sampleAddresses } from './samples.ts';
import { formsOf, NO_FORM } from './walk.ts';

/** The routes of the program that was built, as it will serve them: those without a server file too. */
const built = (await import(
	/* @vite-ignore */ pathToFileURL(join(process.cwd(), 'build/server/manifest.js')).href
)) as { manifest: { routes: { id: string }[] } }; // written by SvelteKit
const routes = built.manifest.routes.map(({ id }) => id).sort();

/** Who asks: nobody, the team, a member. */
const ASKERS = ['public', 'role-equipe', 'role-representant'];

/** Routes that answer a refusal to all three, with the reason. */
const REFUSES_ALL = new Map([
	['/installation', 'the installation is done'],
	['/lien/[jeton]/fichier', 'what is lent here has no file']
]);

let site: GuardedSite;
let provider: RunningProvider;
let addresses: Map<string, string>;

beforeAll(async () => {
	provider = await startProvider();
	Object.assign(process.env, provider.settings);
	site = await startGuardedSite();
	addresses = await sampleAddresses(site);
});
afterAll(async () => {
	await site.stop();
	await provider.stop();
});

function asker(name: string): Knocker {
	const found = site.knockers.find((one) => one.name === name);
	if (!found) throw new Error(`nobody is ${name}`);
	return found;
}

async function ask({ cookie, token }: Knocker, method: string, path: string, body: string) {
	const answer = await fetch(site.url + path, {
		method,
		redirect: 'manual',
		headers: {
			...(isForPrograms(path) ? (token ? { authorization: `Bearer ${token}` } : {}) : { cookie }),
			origin: site.url,
			...(method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' })
		},
		...(method === 'GET' ? {} : { body })
	});
	return { status: answer.status, text: await answer.text() };
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

/** What a route is asked: each of its methods, and each action of its page, with nothing typed. */
async function asksOf(route: string): Promise<{ method: string; path: string; body: string }[]> {
	const path = addresses.get(route) ?? route;
	const asks: { method: string; path: string; body: string }[] = [];
	for (const method of Object.keys(await doorsOf(route)))
		for (const { query, body } of method === 'POST' ? await formsOf(route) : [NO_FORM])
			// Leaving is tried apart: it would shut the other doors.
			if (body === '' && !(method === 'POST' && route === '/deconnexion'))
				asks.push({ method, path: query ? `${path.split('?')[0] ?? ''}${query}` : path, body });
	return asks;
}

test('a new route comes with an address to call it at', () => {
	const unknown = routes.filter((route) => route.includes('[') && !addresses.has(route));
	expect(unknown, 'add their address to tests/journeys/samples.ts').toEqual([]);
	expect([...addresses.keys()].filter((route) => !routes.includes(route))).toEqual([]);
});

const byPlace = Map.groupBy(routes, (route) => `/${route.split('/')[1] ?? ''}`);

describe.each([...byPlace.keys()])('%s', (place) => {
	test.each(byPlace.get(place) ?? [])(
		'%s answers the public, the team and a member, each method it has, and never breaks',
		async (route) => {
			const broken: string[] = [];
			const answered: number[] = [];
			for (const name of ASKERS)
				for (const { method, path, body } of await asksOf(route)) {
					const { status, text } = await ask(asker(name), method, path, body);
					if (status >= 500)
						broken.push(`${name}: ${method} ${path} → ${String(status)} ${text.slice(0, 300)}`);
					if (method === 'GET') answered.push(status);
				}
			expect(broken).toEqual([]);
			const isRefusedToAll = answered.length > 0 && answered.every((status) => status >= 400);
			expect(isRefusedToAll, `${route}: ${answered.join(', ')}`).toBe(REFUSES_ALL.has(route));
		}
	);
});

test('nothing that was asked broke anything', () => {
	expect(site.said()).toBe('');
});

describe('who sees the place as somebody else', () => {
	test('may leave it: the session is over, and so are the eyes that were lent', async () => {
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
		const { cookie } = asker('role-equipe');
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
