import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { decide, mayRead, OPERATOR, type Actor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import { inCollective } from '#core/server/database.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { storedRows } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import '#collectors/search.ts';
import { kinds } from '#modules/all.ts';
import { shortestForm } from '../world/shortest-form.ts';
import { KNOCKER_NAMES, startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { linksIn } from './walk.ts';

const SIDE_BY_SIDE = 6;

/** Pages of each kind that are read again as everybody else: each tells rows of several kinds. */
const SAMPLE = 1;
/** Short forms of a kind that are tried before one gives up: some keys allow no second row. */
const TRIES = 12;
/** Kinds that no page tells row by row. */
const TOLD_NOWHERE: Record<string, string> = {
	spelling: 'what is written in two ways is a doubt, which leads to the record',
	epciMembership: 'the communes of an intercommunality are told, not their adhesions',
	answer: 'an answer belongs to who gave it',
	answerSheet: 'as above'
};

let site: GuardedSite;
/** Pages that the team reads, and the records whose forms they lead to. */
const pages = new Map<string, Set<string>>();
/** Kinds of which they propose to add one. */
const added = new Set<string>();

beforeAll(async () => {
	site = await startGuardedSite();
	const team = knocker('role-equipe');
	for (const kind of kinds) await addShortest(kind, team);
	const known = new Set(['/plan-du-site']);
	for (let pending = [...known]; pending.length > 0;) {
		const next: string[] = [];
		await withEach(pending, async (path) => {
			const html = await pageOf(team, path);
			pages.set(path, changesIn(html));
			addedIn(html);
			for (const link of linksOf(path, html))
				if (!known.has(link)) {
					known.add(link);
					next.push(link);
				}
		});
		pending = next;
	}
});
afterAll(() => site.stop());

/** One more row of a kind, of which nothing is said but what its form requires. */
async function addShortest(kind: AnyKind, { actor }: Knocker): Promise<void> {
	const models = await inCollective(site.collective, { actor }, (ctx) => storedRows(ctx, kind));
	for (let turn = 0; turn < TRIES; turn += 1) {
		const model = models[turn % Math.max(1, models.length)] ?? {};
		const said = {
			text: `bref${kind.name.toLowerCase()}${String(turn)}`,
			turn,
			onlyRequired: true
		};
		try {
			await inCollective(site.collective, { actor, mode: 'write' }, async (ctx) =>
				saveAddition(ctx, kind.name, uuidv7(), await shortestForm(ctx, kind, model, said))
			);
			return;
		} catch (refusal) {
			if (!(refusal instanceof Refused)) throw refusal;
		}
	}
}

function knocker(name: string): Knocker {
	const found = site.knockers.find((one) => one.name === name);
	if (!found) throw new Error(`nobody is ${name}`);
	return found;
}

/** Pages of the site that a page leads to, those of a long list and the reserved edition of a report included. */
function linksOf(path: string, html: string): string[] {
	const asked = [...html.matchAll(/href="([^"]*\?(?:page=\d+|edition=reservee))"/g)].map(
		([, href = '']) => {
			const { pathname, search } = new URL(href, site.url + path);
			return pathname + search;
		}
	);
	return [...linksIn(html), ...asked].filter(isPage);
}

/** A page that tells records, rather than a form, a figure, a file or what belongs to an account. */
function isPage(path: string): boolean {
	return !/^\/(api|exports|modifier|ajouter|tenir|historique|retirer|archiver|publier|acces|chiffres|doutes|donnees-personnelles|compte|connexion|deconnexion|lien|annuler|voir-comme)(\/|$)|\/(effacer|donnees|fichier)(\/|$)|\.(ics|json|html|css|js|ico|png|svg|woff2)$/.test(
		path
	);
}

async function pageOf({ cookie }: Knocker, path: string): Promise<string> {
	const answer = await fetch(site.url + path, { headers: { cookie, accept: 'text/html' } });
	return answer.text();
}

function changesIn(html: string): Set<string> {
	return new Set([...html.matchAll(/href="\?modifier=([\w/-]+)/g)].map(([, ref = '']) => ref));
}

function addedIn(html: string): void {
	for (const [, kind = ''] of html.matchAll(/href="\?ajouter=(\w+)/g)) added.add(kind);
}

async function withEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
	const rest = [...items];
	const walk = async () => {
		for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: SIDE_BY_SIDE }, walk));
}

/** Rows of a kind that somebody may read, but for those that name what they may not: nobody is told of them. */
function rowsReadBy(actor: Actor, kind: AnyKind): Promise<Record<string, unknown>[]> {
	return inCollective(site.collective, { actor: OPERATOR }, async (ctx) => {
		const shut = new Set<string>();
		for (const other of kinds)
			for (const row of await storedRows(ctx, other))
				if (!mayRead(actor, row['audience'] as Audience)) shut.add(String(row['id']));
		return (await storedRows(ctx, kind)).filter(
			(row) =>
				!Object.values(row)
					.flat()
					.some((value) => shut.has(String(value)))
		);
	});
}

/** Who came, or the body that meets, is told as such: the same said by a link of the meeting is changed with the meeting. */
async function isChangedWithItsMeeting(row: Record<string, unknown>): Promise<boolean> {
	const page = `/tenir/meeting/${String(row['meetingId'])}`;
	return (await pageOf(knocker('role-equipe'), page)).includes(
		`href="/modifier/meetingLink/${String(row['id'])}"`
	);
}

/** What the policy lets somebody write, as `decision/0190…`. */
function writableBy(actor: Actor): Promise<Set<string>> {
	return inCollective(site.collective, { actor: OPERATOR }, async (ctx) => {
		const refs = new Set<string>();
		for (const kind of kinds) {
			const rows = await storedRows(ctx, kind);
			const belongings = await belongingsOf(ctx, kind, rows);
			for (const [index, row] of rows.entries()) {
				const on = belongings[index] ?? {};
				if (decide(actor, { permission: kind.permission, on }).allowed)
					refs.add(`${kind.name}/${String(row['id'])}`);
			}
		}
		return refs;
	});
}

describe('the team', () => {
	const told = kinds.filter(({ name }) => !(name in TOLD_NOWHERE));
	test.each(told.map((kind) => [kind.plural, kind] as const))(
		'changes %s where they read them',
		async (_, kind) => {
			const led = new Set([...pages.values()].flatMap((refs) => [...refs]));
			const without = (await rowsReadBy(knocker('role-equipe').actor, kind)).filter(
				(row) => !led.has(`${kind.name}/${String(row['id'])}`)
			);
			const lost = [];
			for (const row of without)
				if (kind.name !== 'meetingLink' || !(await isChangedWithItsMeeting(row))) lost.push(row);
			expect(lost).toEqual([]);
		}
	);
});

test('the team adds a record of any kind from a page that tells such records, or from the form of what it is a part of', async () => {
	const forms = new Map(
		[...pages].flatMap(([path, refs]) =>
			[...refs].map((ref): [string, string] => [
				ref.split('/')[0] ?? '',
				`${path}${path.includes('?') ? '&' : '?'}modifier=${ref}`
			])
		)
	);
	await withEach([...forms.values()], async (path) => {
		addedIn(await pageOf(knocker('role-equipe'), path));
	});
	const without = kinds.map(({ name }) => name).filter((name) => !added.has(name));
	expect(without).toEqual([]);
});

describe('a form is proposed to whoever may write the record, and to nobody else', () => {
	test.each(KNOCKER_NAMES)('as %s reads', async (name) => {
		const who = knocker(name);
		const sample = samplePages();
		expect(sample.length).toBeGreaterThan(20);
		const writable = await writableBy(who.actor);
		const faults: string[] = [];
		await withEach(sample, async (path) => {
			for (const ref of changesIn(await pageOf(who, path)))
				if (!writable.has(ref)) faults.push(`${path}: ${ref}`);
		});
		expect(faults).toEqual([]);
	});
});

/** Pages that tell between them records of every kind. */
function samplePages(): string[] {
	const told = kinds.flatMap(({ name }) =>
		[...pages]
			.filter(([, refs]) => [...refs].some((ref) => ref.startsWith(`${name}/`)))
			.slice(0, SAMPLE)
			.map(([path]) => path)
	);
	return [...new Set(told)];
}

test('a pilot changes what their group promised, on its page', async () => {
	const refs = changesIn(await pageOf(knocker('role-pilote'), '/groupes/gt5'));
	const kindsOf = new Set([...refs].map((ref) => ref.split('/')[0]));
	expect(kindsOf).toContain('deliverable');
	expect(kindsOf).not.toContain('group');
	expect(changesIn(await pageOf(knocker('role-pilote'), '/groupes/gt6'))).toEqual(new Set());
});

test.each(['decision', 'action'])(
	'the search finds a %s of which only the title is said, and leads to where it is told',
	async (kind) => {
		const html = await pageOf(knocker('role-equipe'), `/recherche?q=bref${kind}0`);
		const [, path = ''] = new RegExp(`href="([^"]+)"[^>]*>bref${kind}0</a>`).exec(html) ?? [];
		expect([...(pages.get(path) ?? [])].join()).toContain(`${kind}/`);
	}
);
