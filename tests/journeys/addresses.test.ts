import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { inCollective } from '#core/server/database.ts';
import { audienceFilter } from '#core/server/permissions.ts';
import { searchEntry } from '#core/server/tables.ts';
import { listMetrics } from '#collectors/catalogue.ts';
import { objectKinds } from '#modules/all.ts';
import { APART, startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { walkerOf, type Walker } from './look.ts';
import { routeOf } from './walk.ts';

/** Pages that gather what others hold. */
const GATHERING = ['/tableau-de-bord', '/tableau-de-bord/attente', '/archives', '/doutes'];
/** Feeds and files that programs read. */
const FEEDS = [
	'/agenda.ics',
	'/api/v1/agenda?du=2023-01-01&au=2023-12-31',
	'/api/v1/rapports/2023'
];
/** Records of one kind that are looked for by their title: those that others hold, and one of its own. */
const HELD = 5;
const OWN = 1;
/** Pages of one route that are opened, beside those that were planted. */
const OF_A_ROUTE = 1;

let site: GuardedSite;
let walker: Walker;
let metrics: string[];

beforeAll(async () => {
	site = await startGuardedSite();
	walker = walkerOf(site);
	metrics = await inCollective(site.collective, { actor: OPERATOR }, async (ctx) =>
		(await listMetrics(ctx)).map(({ id }) => id)
	);
});
afterAll(() => site.stop());

/** Titles to look for: some of each kind, and first those of records that others hold. */
async function searchesOf({ actor }: Knocker): Promise<string[]> {
	const found = await inCollective(site.collective, { actor }, (ctx) =>
		ctx.db
			.select({ kind: searchEntry.kind, title: searchEntry.title, path: searchEntry.path })
			.from(searchEntry)
			.where(audienceFilter(ctx, searchEntry.audience))
			.orderBy(asc(searchEntry.kind), asc(searchEntry.title))
	);
	const isHeld = (one: (typeof found)[number]) =>
		one.path.includes('canari') && objectKinds.get(one.kind)?.within !== undefined;
	return [...Map.groupBy(found, ({ kind }) => kind)].flatMap(([kind, own]) => {
		const first = [
			...own.filter(isHeld).slice(0, HELD),
			...own.filter((one) => !isHeld(one)).slice(0, OWN)
		];
		const titles = new Set(first.map(({ title }) => title));
		return [...titles].map((q) => new URLSearchParams({ q, genre: kind }).toString());
	});
}

/** Addresses of the site that a program is given, in whatever field of JSON or line of a calendar. */
function addressesIn(text: string): string[] {
	const quoted = [...text.matchAll(/"(?:page|path|href|adresse)":\s*"(\/[^"]*)"/g)];
	const dated = [
		...text.replaceAll(/\r?\n /g, '').matchAll(/^URL(?:;[^:]*)?:https?:\/\/[^/]+(\S*)/gm)
	];
	return [...quoted, ...dated].map(([, path = '']) => path.split('#')[0] ?? path);
}

/** Every address that somebody is given, and the door that gives it. */
async function givenTo(who: Knocker): Promise<{ given: Map<string, string>; leaks: string[] }> {
	const given = new Map<string, string>();
	const leaks: string[] = [];
	const searches = await searchesOf(who);
	const doubts = (await walker.look(who, '/doutes')).links.filter((one) =>
		one.startsWith('/doutes/')
	);
	const pages = [...GATHERING, ...doubts, ...searches.map((asked) => `/recherche?${asked}`)];
	for (const page of pages) {
		const answer = await walker.look(who, page);
		leaks.push(...answer.leaks);
		for (const link of answer.links) given.set(link, given.get(link) ?? page);
	}
	const files = [
		...FEEDS,
		...metrics.map((id) => `/api/v1/chiffres/${id}?annee=2023`),
		...searches.map((asked) => `/api/v1/recherche?${asked.replace(/&genre=.*/, '')}`)
	];
	for (const file of files)
		for (const path of addressesIn(await walker.text(who, file)))
			given.set(path, given.get(path) ?? file);
	return { given, leaks };
}

/** Those that are opened: all that lead to what was planted, few of each other route. */
function chosen(paths: Iterable<string>): string[] {
	const times = new Map<string, number>();
	return [...paths].filter((path) => {
		const route = routeOf(path) ?? path;
		const before = times.get(route) ?? 0;
		times.set(route, before + 1);
		return path.includes('canari') || before < OF_A_ROUTE;
	});
}

describe('no search, feed, figure or dashboard gives an address that is refused to its reader', () => {
	test.concurrent.each(APART)('%s', async (name) => {
		const who = site.knockers.find((one) => one.name === name);
		if (!who) throw new Error(`nobody is ${name}`);
		const { given, leaks } = await givenTo(who);
		const refused: string[] = [];
		for (const path of chosen(given.keys())) {
			const { status } = await walker.look(who, path);
			if (status >= 400)
				refused.push(`${path} → ${String(status)}, given by ${given.get(path) ?? ''}`);
		}
		expect({ refused, leaks }).toEqual({ refused: [], leaks: [] });
		expect(given.size).toBeGreaterThan(50);
	});

	test('what is planted is given to those who may open it', async () => {
		const team = site.knockers.find((one) => one.name === 'role-equipe');
		if (!team) throw new Error('nobody is of the team');
		const { given } = await givenTo(team);
		const planted = [...given.keys()].filter((path) => path.includes('canariequipe'));
		expect(planted.length).toBeGreaterThan(5);
	});
});
