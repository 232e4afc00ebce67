import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { inCollective } from '#core/server/database.ts';
import { readRhythms } from '#core/server/mail/rhythms.ts';
import { unsubscribePath } from '#core/server/mail/unsubscribe.ts';
import { partialDate } from '#core/partial-date.ts';
import { getAccount, getPersonByCode } from '#modules/accounts/index.ts';
import { makeToken } from '#modules/api/server/tokens.ts';
import { role } from '#modules/network/index.ts';
import { eq } from 'drizzle-orm';
import { startGuardedSite, type GuardedSite } from './guarded-site.ts';

type Json = Record<string, unknown>;
interface Answer {
	status: number;
	headers: Headers;
	body: Json;
}

let site: GuardedSite;
let team: string;

beforeAll(async () => {
	site = await startGuardedSite();
	team = await tokenOf('role-equipe', ['needs', 'network']);
});
afterAll(() => site.stop());

function tokenOf(code: string, writes: string[], at = new Date(), days = 30): Promise<string> {
	return inCollective(site.collective, { actor: OPERATOR, mode: 'write', now: at }, async (ctx) => {
		const { id } = await getAccount(ctx, `${code}@example.org`);
		return makeToken(ctx, id, { name: `Essai de ${code}`, days, writes }, ['needs', 'network']);
	});
}

async function ask(
	path: string,
	{ token, method = 'GET', body, ...headers }: Record<string, unknown> = {}
): Promise<Answer> {
	const answer = await fetch(path.startsWith('http') ? path : site.url + path, {
		method: String(method),
		redirect: 'manual',
		headers: {
			...(token ? { authorization: `Bearer ${String(token)}` } : {}),
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...(headers as Record<string, string>) // header names and texts
		},
		...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
	});
	const text = await answer.text();
	return {
		status: answer.status,
		headers: answer.headers,
		body: text === '' ? {} : (JSON.parse(text) as Json) // the API answers objects
	};
}

/** A need that nobody has written yet. */
const need = (title: string): Json => ({
	intitule: title,
	sens: 'besoin',
	theme: 'connaitre',
	voix: 'adherent',
	etat: 'entendu',
	organisations: ['staj']
});

const elementsOf = ({ body }: Answer) => body['elements'] as Json[]; // a page
const detailOf = ({ body }: Answer) => String(body['detail']);

describe('what is described is what answers', () => {
	test('the description is OpenAPI 3.1', async () => {
		const { body } = await ask('/api/v1/openapi.json');
		const checked = await new Validator().validate(body);
		expect(checked.errors ?? []).toEqual([]);
		expect(checked.valid).toBe(true);
	});

	test('every resource answers the public, as its schema says', async () => {
		const { body: document } = await ask('/api/v1/openapi.json');
		const ajv = new Ajv2020({ strict: false });
		addFormats(ajv);
		ajv.addSchema(document, 'api');
		const { body } = await ask('/api/v1');
		const names = Object.keys(body['ressources'] as Json);
		expect(names.length).toBeGreaterThan(40);
		const wrong: string[] = [];
		for (const name of names) {
			const page = await ask(`/api/v1/${name}?limite=200`, { token: team });
			const isRecord = ajv.getSchema(`api#/components/schemas/${name}`);
			if (page.status !== 200 || !isRecord) wrong.push(`${name}: ${String(page.status)}`);
			for (const one of elementsOf(page))
				if (!isRecord?.(one)) wrong.push(`${name}: ${ajv.errorsText(isRecord?.errors)}`);
		}
		expect(wrong).toEqual([]);
	});

	test.each([
		'chiffres',
		'chiffres/network.members',
		'agenda?du=2023-01-01&au=2023-12-31',
		'recherche?q=mobilite',
		'rapports/2023'
	])('/api/v1/%s answers too', async (path) => {
		const answer = await ask(`/api/v1/${path}`);
		expect(answer.status).toBe(200);
		expect(JSON.stringify(answer.body).length).toBeGreaterThan(200);
	});
});

describe('reading', () => {
	test('pages follow each other, each record once', async () => {
		const seen: string[] = [];
		let next: string | null = '/api/v1/reunions?limite=30';
		while (next) {
			const page: Answer = await ask(next);
			seen.push(...elementsOf(page).map((one) => String(one['id'])));
			const link = page.headers.get('link');
			next = page.body['suite'] as string | null;
			expect(link).toBe(next === null ? null : `<${next}>; rel="next"`);
		}
		expect(new Set(seen).size).toBe(seen.length);
		const whole = await ask('/api/v1/reunions?limite=200');
		expect(elementsOf(whole).map((one) => one['id'])).toEqual(seen.slice(0, 200));
	});

	test('fields choose, and what changed since', async () => {
		const answered = await ask('/api/v1/besoins?etat=repris');
		expect(elementsOf(answered).length).toBeGreaterThan(0);
		expect(new Set(elementsOf(answered).map((one) => one['etat']))).toEqual(new Set(['repris']));
		const later = await ask('/api/v1/besoins?modifie_depuis=2199-01-01');
		expect(elementsOf(later)).toEqual([]);
	});

	test.each([
		['/api/v1/besoins?limite=0', 422, 'de 1 à 200'],
		['/api/v1/besoins?apres=x', 422, 'suivez le lien'],
		['/api/v1/besoins?couleur=bleu', 422, 'ne choisit rien'],
		['/api/v1/besoins?etat=bleu', 422, 'bleu'],
		['/api/v1/besoins?modifie_depuis=hier', 422, 'instant'],
		['/api/v1/besoins/rien-de-tel', 404, 'n’existe pas'],
		['/api/v1/rien', 404, '/api/v1'],
		['/api/v1/rien/de/tel', 404, '/api/v1'],
		['/api/v1/chiffres/rien', 404, 'catalogue'],
		['/api/v1/agenda?du=2023-02-31x', 422, 'jour'],
		['/api/v1/recherche', 422, 'q=']
	])('%s is refused with the way out', async (path, status, words) => {
		const answer = await ask(path);
		expect(answer.status).toBe(status);
		expect(answer.headers.get('content-type')).toContain('application/problem+json');
		expect(answer.body).toMatchObject({ status, type: expect.stringMatching(/^\/api#/) });
		expect(detailOf(answer)).toContain(words);
	});

	test('what has not changed is not told again', async () => {
		for (const path of [
			'/api/v1/organisations/staj',
			'/api/v1/organisations',
			'/api/v1/openapi.json'
		]) {
			const first = await ask(path);
			const etag = first.headers.get('etag') ?? '';
			const again = await ask(path, { 'if-none-match': etag });
			expect([again.status, again.body]).toEqual([304, {}]);
		}
	});

	test('a record is read by its code or its identifier', async () => {
		const byCode = await ask('/api/v1/organisations/staj');
		const byId = await ask(String(byCode.body['lien']));
		expect(byId.body).toEqual(byCode.body);
	});
});

describe('a token', () => {
	test('opens what its person may read, and a cookie opens nothing', async () => {
		const path = '/api/v1/besoins?limite=200';
		const { cookie } = site.knockers.find((one) => one.name === 'role-equipe') ?? { cookie: '' };
		const count = async (options: Record<string, unknown>) =>
			elementsOf(await ask(path, options)).filter((one) =>
				String(one['code']).includes('canariequipe')
			).length;
		expect(await count({ token: team })).toBeGreaterThan(0);
		expect(await count({ cookie })).toBe(0);
		expect(await count({ token: await tokenOf('role-representant', []) })).toBe(0);
	});

	test('loses on the day what its person loses', async () => {
		const token = await tokenOf('role-bureau', []);
		const sees = async () =>
			elementsOf(await ask('/api/v1/besoins?limite=200', { token })).some((one) =>
				String(one['code']).includes('canaribureau')
			);
		expect(await sees()).toBe(true);
		await inCollective(site.collective, { actor: OPERATOR, mode: 'write' }, async (ctx) => {
			const { id } = await getPersonByCode(ctx, 'role-bureau');
			await ctx.db
				.update(role)
				.set({ until: partialDate('2024-06-30') })
				.where(eq(role.personId, id));
		});
		expect(await sees()).toBe(false);
	});

	test.each([
		['forged', async () => `fanal_phare_${'x'.repeat(43)}`, 'n’est pas d’ici'],
		[
			'of another collective',
			async () => team.replace('fanal_phare_', 'fanal_autre_'),
			'n’est pas d’ici'
		],
		['over', () => tokenOf('role-equipe', [], new Date('2024-01-01'), 1), 'a pris fin']
	])('that is %s opens nothing', async (_how, given, words) => {
		const answer = await ask('/api/v1/besoins', { token: await given() });
		expect(answer.status).toBe(401);
		expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
		expect(detailOf(answer)).toContain(words);
	});

	test('is not read from an address', async () => {
		const answer = await ask(`/api/v1/besoins?access_token=${team}`);
		expect(answer.status).toBe(422);
	});

	test('writes only where it was let', async () => {
		const reader = await tokenOf('role-equipe', []);
		const answer = await ask('/api/v1/besoins', {
			token: reader,
			method: 'POST',
			body: need('Non')
		});
		expect(answer.status).toBe(403);
		expect(detailOf(answer)).toContain('ne permet pas');
		const anonymous = await ask('/api/v1/besoins', { method: 'POST', body: need('Non') });
		expect(anonymous.status).toBe(401);
		expect(anonymous.headers.get('www-authenticate')).toContain('Bearer');
	});

	test('gives no right that its person lacks', async () => {
		const token = await tokenOf('role-partenaire', ['needs']);
		const answer = await ask('/api/v1/besoins', { token, method: 'POST', body: need('Non') });
		expect(answer.status).toBe(403);
	});
});

describe('writing', () => {
	const post = (body: unknown, more: Record<string, unknown> = {}) =>
		ask('/api/v1/besoins', { token: team, method: 'POST', body, ...more });

	test('adds a record, which people read at once, and tells by which token', async () => {
		const added = await post(need('Une salle le jeudi'));
		expect(added.status).toBe(201);
		expect(added.body).toMatchObject({
			code: 'une-salle-le-jeudi',
			version: 1,
			organisations: ['staj']
		});
		expect(added.headers.get('location')).toBe(added.body['lien']);
		const { cookie } = site.knockers.find((one) => one.name === 'role-equipe') ?? { cookie: '' };
		const page = await fetch(`${site.url}/historique/need/${String(added.body['id'])}`, {
			headers: { cookie, accept: 'text/html' }
		});
		expect(await page.text()).toContain('par le jeton «\u00a0Essai de role-equipe\u00a0»');
	});

	test('asked twice with the same key, adds one record', async () => {
		const key = { 'idempotency-key': '0199a000-0000-7000-8000-00000000abcd' };
		const first = await post(need('Un four à pain'), key);
		const again = await post(need('Un four à pain'), key);
		expect([first.status, again.status]).toEqual([201, 200]);
		expect(again.body['id']).toBe(first.body['id']);
	});

	test('changes what is given, if nobody has written meanwhile', async () => {
		const { body, headers } = await post(need('Un local à vélos'));
		const path = String(body['lien']);
		const amend = (etag: string | null, fields: Json) =>
			ask(path, {
				token: team,
				method: 'PATCH',
				body: fields,
				...(etag ? { 'if-match': etag } : {})
			});
		expect((await amend(null, { etat: 'repris' })).status).toBe(428);
		const changed = await amend(headers.get('etag'), { etat: 'repris', reponse: 'Oui' });
		expect(changed.body).toMatchObject({
			etat: 'repris',
			reponse: 'Oui',
			intitule: 'Un local à vélos',
			version: 2
		});
		expect((await amend(headers.get('etag'), { etat: 'entendu' })).status).toBe(412);
		const cleared = await amend(changed.headers.get('etag'), { reponse: null });
		expect(cleared.body['reponse']).toBeNull();
		expect((await amend(cleared.headers.get('etag'), { code: 'autre' })).status).toBe(422);
	});

	test('takes a record away, unless others depend on it', async () => {
		const { body, headers } = await post(need('À retirer'));
		const drop = (path: string, etag: string | null) =>
			ask(path, { token: team, method: 'DELETE', ...(etag ? { 'if-match': etag } : {}) });
		const path = String(body['lien']);
		expect((await drop(path, '"v9"')).status).toBe(412);
		expect((await drop(path, headers.get('etag'))).status).toBe(204);
		expect((await ask(path, { token: team })).status).toBe(404);
		const staj = await ask('/api/v1/organisations/staj', { token: team });
		const refused = await drop('/api/v1/organisations/staj', staj.headers.get('etag'));
		expect(refused.status).toBe(409);
		expect(detailOf(refused)).toContain('adhesions.csv');
	});

	test('tells each field at fault by its name', async () => {
		const wrong = await post({
			...need('x'),
			etat: 'bleu',
			organisations: ['rien-de-tel'],
			date: '31/02/2023'
		});
		expect(wrong.status).toBe(422);
		const pointers = (wrong.body['errors'] as Json[]).map((one) => one['pointer']); // problem details
		expect(pointers.sort()).toEqual(['/date', '/etat', '/organisations']);
		const unknown = await post({ ...need('x'), couleur: 'bleu' });
		expect(unknown.body['errors']).toMatchObject([{ pointer: '/couleur', code: 'unknown-field' }]);
		const types = await post({ ...need('x'), organisations: 'staj', intitule: 7 });
		expect(types.body['errors']).toHaveLength(2);
	});

	test.each([
		['not JSON', '{', 400],
		['a list', [1], 400],
		['nothing', '', 400],
		['longer than a megabyte', `{"intitule":"${'x'.repeat(1_100_000)}"}`, 413]
	])('refuses %s', async (_what, body, status) => {
		const answer = await post(body);
		expect(answer.status).toBe(status);
		expect(answer.headers.get('content-type')).toContain('problem+json');
	});

	test('refuses other formats and methods, and says which are possible', async () => {
		expect((await post('x=1', { 'content-type': 'text/plain' })).status).toBe(415);
		expect((await ask('/api/v1/besoins', { accept: 'text/html' })).status).toBe(406);
		const put = await ask('/api/v1/besoins', { token: team, method: 'PUT', body: {} });
		expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
	});

	test('keeps hostile text as it was sent', async () => {
		const text = `'); DROP TABLE needs_need; --<script>alert(1)</script>`;
		const added = await post({ ...need(text), paroles: text });
		expect(added.body).toMatchObject({ intitule: text, paroles: text });
	});
});

test('a program that asks too fast is told when to come back', async () => {
	const token = await tokenOf('role-suivi', []);
	let last = await ask('/api/v1', { token });
	for (let asked = 0; asked < 650 && last.status === 200; asked += 1)
		last = await ask('/api/v1', { token });
	expect(last.status).toBe(429);
	expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
});

describe('a mailbox', () => {
	const rhythmOf = (account: string) =>
		inCollective(site.collective, { actor: OPERATOR }, async (ctx) =>
			(await readRhythms(ctx, account)).of('all')
		);

	test('that presses its own button stops the letters, without session; opening the link does not', async () => {
		const { id } = await inCollective(site.collective, { actor: OPERATOR }, (ctx) =>
			getAccount(ctx, 'role-conseil@example.org')
		);
		const path = unsubscribePath(site.collective.code, { account: id, list: 'all' });
		const page = await fetch(site.url + path, { headers: { accept: 'text/html' } });
		expect(await page.text()).toContain('Ne plus recevoir ces courriels');
		expect(await rhythmOf(id)).toBe('weekly');
		const pressed = await fetch(site.url + path, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: 'List-Unsubscribe=One-Click'
		});
		expect(pressed.status).toBe(200);
		expect(await rhythmOf(id)).toBe('none');
		const forged = await fetch(`${site.url}${path}x`, {
			method: 'POST',
			body: new URLSearchParams()
		});
		expect(forged.status).toBe(404);
	});
});

test('nothing of this broke anything, and no token was written down', () => {
	expect(site.said()).toBe('');
});
