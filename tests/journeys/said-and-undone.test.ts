import { globSync, readFileSync } from 'node:fs';
import { asc, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { agendaItem, attendance, decision, meeting } from '#modules/meetings/server/tables.ts';
import { need } from '#modules/needs/server/tables.ts';
import { startGuardedSite, type GuardedSite } from './guarded-site.ts';

let site: GuardedSite;
let cookie: string;

beforeAll(async () => {
	site = await startGuardedSite();
	cookie = await site.signIn('role-equipe');
});
afterAll(() => site.stop());

const asked = <T>(work: (ctx: Context) => Promise<T>, mode: 'read' | 'write' = 'read') =>
	inCollective(site.collective, { actor: OPERATOR, mode }, work);

/** Every record that these forms may write, but for what counts its writings. */
const records = () =>
	asked(async ({ db }) => {
		const all: unknown[] = [];
		for (const table of [need, meeting, agendaItem, decision, attendance])
			for (const row of await db.select().from(table).orderBy(asc(table.id)))
				all.push({ ...row, version: null, updatedAt: null, search: null });
		return all;
	});

/** A form of a route: where it is, and what somebody types in it. */
interface Form {
	path: string;
	action?: string;
	typed: Record<string, string | string[]>;
}

const aNeed = () =>
	asked(async ({ db }) => {
		const [row] = await db.select().from(need).where(eq(need.audience, 'public')).limit(1);
		return row?.id ?? '';
	});

/** A public meeting of which two decisions are kept to the bureau. */
const aMeetingToOpen = () =>
	asked(async ({ db }) => {
		const [row] = await db
			.select({ id: meeting.id })
			.from(decision)
			.innerJoin(meeting, eq(meeting.id, decision.meetingId))
			.where(eq(meeting.audience, 'public'))
			.limit(1);
		const id = row?.id ?? '';
		for (const title of ['Aube', 'Crépuscule'])
			await db.insert(decision).values({
				audience: 'board',
				meetingId: id,
				title,
				code: `d-${title.toLowerCase()}`
			});
		return id;
	}, 'write');

const FORMS: Record<string, () => Promise<Form>> = {
	'/ajouter/[kind]': () =>
		Promise.resolve({
			path: '/ajouter/need',
			typed: {
				sense: 'besoin',
				title: 'Un camion',
				theme: 'mutualiser',
				voice: 'equipe',
				state: 'entendu'
			}
		}),
	'/modifier/[kind]/[id]': async () => ({
		path: `/modifier/need/${await aNeed()}`,
		typed: { title: 'Deux camions' }
	}),
	'/archiver/[kind]/[id]': async () => ({
		path: `/archiver/need/${await aNeed()}`,
		action: '?/archiver',
		typed: {}
	}),
	'/publier/[kind]/[id]': async () => {
		const path = `/publier/meeting/${await aMeetingToOpen()}`;
		const boxes = (await pageOf(path)).matchAll(/name="avec" value="(decision\/[\w-]+)"/g);
		return { path, typed: { lecteurs: 'public', avec: [...boxes].map(([, box = '']) => box) } };
	},
	'/retirer/[kind]/[id]': () =>
		asked(async ({ db }) => {
			const [row] = await db.select().from(decision).where(ne(decision.audience, 'team')).limit(1);
			return { path: `/retirer/decision/${row?.id ?? ''}`, typed: {} };
		}),
	'/reunions/[code]/presences': async () => {
		const path = '/reunions/2023-09-18-bureau/presences';
		const html = await pageOf(path);
		const lines = [...html.matchAll(/name="avant:([^"]+)" value="([^"]*)"/g)].slice(0, 2);
		return {
			path,
			typed: Object.fromEntries(
				lines.map(([, key = '', mode]) => [key, mode === 'present' ? 'excuse' : 'present'])
			)
		};
	}
};

async function pageOf(path: string): Promise<string> {
	const answer = await fetch(site.url + path, { headers: { cookie, accept: 'text/html' } });
	return answer.text();
}

/** The fields of the form of a page as its browser would send them, with what is typed. */
async function filled({ path, action, typed }: Form): Promise<URLSearchParams> {
	const html = await pageOf(path);
	const main = html.slice(html.indexOf('<main'));
	const start = action
		? main.indexOf(`action="${action}"`)
		: main.search(/<form method="post"(?![^>]* action="\/)/);
	const form = main.slice(start, main.indexOf('</form>', start));
	const fields = new URLSearchParams();
	for (const [, tag = ''] of form.matchAll(/<input([^>]*)>/g)) {
		const [name, value] = [/ ?name="([^"]+)"/.exec(tag)?.[1], / value="([^"]*)"/.exec(tag)?.[1]];
		const isChosen = !/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag);
		if (name && isChosen && !/type="file"/.test(tag)) fields.append(name, value ?? '');
	}
	for (const [, name = '', options = ''] of form.matchAll(
		/<select[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g
	))
		fields.append(name, /<option value="([^"]*)"[^>]* selected/.exec(options)?.[1] ?? '');
	for (const [, name = '', text = ''] of form.matchAll(
		/<textarea[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g
	))
		fields.append(name, text);
	for (const [name, value] of Object.entries(typed)) {
		fields.delete(name);
		for (const one of [value].flat()) fields.append(name, one);
	}
	return fields;
}

async function send(path: string, body: URLSearchParams) {
	const answer = await fetch(site.url + path, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: site.url, accept: 'text/html', cookie },
		body
	});
	const next = answer.headers.get('location') ?? '';
	return { status: answer.status, text: await answer.text(), next };
}

/** What a page that comes back says is wrong. */
function refusalsIn(html: string): string {
	return (/role="alert"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '').replaceAll(/<[^>]*>/g, ' ');
}

test('every route that leads back with what became of its form is tried here', () => {
	const routes = globSync('src/routes/**/+page.server.ts')
		.filter((file) => /\bafter(Act|Change|Addition)\(/.test(readFileSync(file, 'utf8')))
		.map((file) => file.slice('src/routes'.length, -'/+page.server.ts'.length));
	expect(routes.toSorted()).toEqual([...Object.keys(FORMS), '/annuler'].toSorted());
});

describe.each(Object.keys(FORMS))('the form of %s', (name) => {
	test('is said to be saved, and undone whole from the page that says it', async () => {
		const form = await FORMS[name]?.();
		if (!form) throw new Error('no form');
		const before = await records();
		const fields = await filled(form);
		const sent = await send(`${form.path}${form.action ?? ''}`, fields);
		expect(sent.status, refusalsIn(sent.text)).toBe(303);
		expect(await records()).not.toEqual(before);
		const page = await pageOf(sent.next);
		expect(page).toContain('C’est enregistré.');
		const act = /name="act" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? '';
		const undone = await send('/annuler', new URLSearchParams({ act }));
		expect(undone.status, refusalsIn(undone.text)).toBe(303);
		expect(await records()).toEqual(before);
		expect(await pageOf(undone.next)).toContain('C’est annulé.');
		expect(site.said()).toBe('');
	});
});
