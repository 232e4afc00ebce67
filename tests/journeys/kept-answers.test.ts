import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { opening } from '#core/server/privacy/tables.ts';
import { searchEntry } from '#core/server/tables.ts';
import { organisation } from '#modules/network/index.ts';
import { until } from '../setup/patience.ts';
import { APART, startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { walkerOf, type Walker } from './look.ts';

/** Pages that many look at, and that are made again only when something has changed. */
const PAGES = [
	'/',
	'/membres',
	'/organisations/phare',
	'/groupes',
	'/groupes/gt5',
	'/reunions',
	'/agenda',
	'/personnes',
	'/projets',
	'/tableau-de-bord',
	'/recherche?q=canari',
	'/chiffres/network.members?annee=2023'
];

let site: GuardedSite;
let walker: Walker;

beforeAll(async () => {
	site = await startGuardedSite();
	walker = walkerOf(site);
});
afterAll(() => site.stop());

function knocker(name: string): Knocker {
	const who = site.knockers.find((one) => one.name === name);
	if (!who) throw new Error(`nobody is ${name}`);
	return who;
}

/** As another process writes, which tells this site nothing. */
const write = (values: Partial<typeof organisation.$inferInsert>) =>
	inCollective(site.collective, { actor: OPERATOR, mode: 'write' }, ({ db }) =>
		db.update(organisation).set(values).where(eq(organisation.code, 'la-maison-du-velo'))
	);

const get = (path: string, headers: Record<string, string> = {}) =>
	fetch(site.url + path, { headers });

describe('a page that is asked again', () => {
	test.each(APART)('is the same for %s, and tells nobody what is kept to others', async (name) => {
		for (const path of PAGES) {
			const first = await walker.text(knocker(name), path);
			const again = await walker.send(knocker(name), 'GET', path);
			expect(again.leaks).toEqual([]);
			expect(await walker.text(knocker(name), path)).toBe(first);
		}
	});

	test('is made anew for everybody as soon as somebody has written, in whatever process', async () => {
		const readers = ['public', 'role-sans', 'role-equipe'].map(knocker);
		const told = async () =>
			Promise.all(
				readers.map(async (who) =>
					/Maison (?:du Vélo|d’Essai \d+)/i
						.exec(await walker.text(who, '/membres'))?.[0]
						.toLowerCase()
				)
			);
		await told();
		for (let times = 0; times < 15; times += 1) {
			const name = `Maison d’Essai ${String(times)}`;
			await write({ name });
			expect(await told()).toEqual(readers.map(() => name.toLowerCase()));
		}
		await write({ audience: 'team' });
		expect(await told()).toEqual([undefined, undefined, 'maison d’essai 14']);
		await write({ audience: 'public', name: 'La Maison du Vélo' });
		expect(await told()).toEqual(readers.map(() => 'maison du vélo'));
	});

	test('is not sent again to who holds it, until it changes', async () => {
		const first = await get('/membres');
		const etag = first.headers.get('etag') ?? '';
		expect((await get('/membres', { 'if-none-match': etag })).status).toBe(304);
		expect((await get('/membres', { 'if-none-match': etag })).status).toBe(304);
		await write({ name: 'La Maison du Grand Vélo' });
		const changed = await get('/membres', { 'if-none-match': etag });
		expect(changed.status).toBe(200);
		expect(await changed.text()).toContain('Grand Vélo');
	});

	test('is the same squeezed or not, with what browsers are told of safety', async () => {
		const [made, plain, squeezed] = [
			await get('/groupes', { 'accept-encoding': 'identity' }),
			await get('/groupes', { 'accept-encoding': 'identity' }),
			await get('/groupes', { 'accept-encoding': 'br' })
		];
		expect(squeezed.headers.get('content-encoding')).toBe('br');
		expect(squeezed.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
		const text = await made.text();
		expect([await plain.text(), await squeezed.text()]).toEqual([text, text]);
		for (const name of ['content-security-policy', 'x-content-type-options', 'cache-control'])
			expect(plain.headers.get(name)).toBe(made.headers.get(name));
	});

	test('is noted as read by who is told by it what is kept to few, made anew or not', async () => {
		const bureau = knocker('role-bureau');
		const asOperator = <T>(work: (ctx: Context) => Promise<T>) =>
			inCollective(site.collective, { actor: OPERATOR, mode: 'write' }, work);
		const [record] = await asOperator(({ db }) =>
			db
				.select({ id: searchEntry.recordId, path: searchEntry.path })
				.from(searchEntry)
				.where(and(eq(searchEntry.kind, 'need'), eq(searchEntry.audience, 'board')))
				.limit(1)
		);
		const path = record?.path.split('#')[0] ?? '';
		const ofIt = eq(opening.recordId, record?.id ?? '');
		for (const _time of ['made', 'kept']) {
			await asOperator(({ db }) => db.delete(opening).where(ofIt));
			expect(await walker.text(bureau, path)).toContain('canaribureau');
			await until(async () => {
				expect(await asOperator(({ db }) => db.select().from(opening).where(ofIt))).not.toEqual([]);
			});
		}
	});

	test('is not given to who has left, nor as somebody else', async () => {
		const cookie = await site.signIn('role-equipe');
		const asked = { cookie, accept: 'text/html' };
		expect(await (await get('/tableau-de-bord', asked)).text()).toContain('role-equipe');
		await fetch(`${site.url}/deconnexion`, {
			method: 'POST',
			redirect: 'manual',
			headers: { cookie, origin: site.url, 'content-type': 'application/x-www-form-urlencoded' }
		});
		expect(await (await get('/tableau-de-bord', asked)).text()).not.toContain('role-equipe');
	});
});

test('nothing that was asked broke anything', () => {
	expect(site.said()).toBe('');
});
