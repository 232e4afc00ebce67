import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayRead } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { inCollective } from '#core/server/database.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { changeRecord, storedRows, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { v7 as uuidv7 } from 'uuid';
import { editableFields, fieldsOf } from '#collectors/editing/fields.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { attachedTo, partsOf } from '#collectors/editing/parts.ts';
import '#collectors/search.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';

/** Rows of a kind that are copied before one gives up: some keys allow no second row. */
const TRIES = 12;

let site: GuardedSite;
let team: Knocker;

beforeAll(async () => {
	site = await startGuardedSite();
	const found = site.knockers.find((one) => one.name === 'role-equipe');
	if (!found) throw new Error('nobody is of the team');
	team = found;
});
afterAll(() => site.stop());

/** Kinds whose records may have a page of their own: an address that ends with their code. */
const TOLD = kinds.filter(({ name, codeField }) => codeField && objectKinds.get(name)?.indexed);

const asTeam = <T>(work: (ctx: Context) => Promise<T>, mode: 'read' | 'write' = 'read') =>
	inCollective(site.collective, { actor: team.actor, mode }, work);

/** Records of a kind that have a page, and its address. */
function pagesOf(kind: AnyKind): Promise<{ row: Row; path: string }[]> {
	return asTeam(async (ctx) => {
		const rows = (await storedRows(ctx, kind)).filter((row) =>
			mayRead(team.actor, row['audience'] as Audience)
		);
		const told = await objectKinds.get(kind.name)?.describe(
			ctx,
			rows.map((row) => String(row['id']))
		);
		return rows.flatMap((row) => {
			const path = told?.find((one) => one.id === row['id'])?.path ?? '';
			return path.endsWith(`/${String(row[kind.codeField ?? ''])}`) ? [{ row, path }] : [];
		});
	});
}

/** Where the tools of a page lead, in order. */
async function toolsAt(path: string): Promise<string[]> {
	const answer = await fetch(site.url + path, {
		headers: { cookie: team.cookie, accept: 'text/html' }
	});
	expect(answer.status, path).toBe(200);
	const [nav = ''] = /<nav class="tools".*?<\/nav>/s.exec(await answer.text()) ?? [];
	return [...nav.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
}

/** One more row of a kind, like one that exists, for this record; null when no row may be added so. */
async function addOne(part: AnyKind, field: string, code: string): Promise<Row | null> {
	const models = await asTeam((ctx) => storedRows(ctx, part));
	for (const model of models.slice(0, TRIES)) {
		const id = uuidv7();
		try {
			return await asTeam(async (ctx) => {
				await saveAddition(ctx, part.name, id, await likeOf(ctx, part, model, { [field]: code }));
				const [row] = await storedRows(ctx, part, eq(part.table.id, id));
				return row ?? null;
			}, 'write');
		} catch (refusal) {
			if (!(refusal instanceof Refused)) throw refusal;
		}
	}
	return null;
}

/** The form of a row as it would be filled again: its words told apart, its ranks after the others. */
async function likeOf(ctx: Context, kind: AnyKind, model: Row, known: Record<string, string>) {
	const texts: Record<string, string> = {};
	for (const { name, control, type, value, values } of await fieldsOf(ctx, kind, model)) {
		texts[name] = control === 'several' ? values.join(' | ') : value;
		if (kind.key.includes(name) && type === 'texte') texts[name] += ' (encore)';
		if (name === 'rank') texts[name] = '97';
	}
	return { ...texts, audience: '', ...known };
}

/** The row is written once more, as any correction does. */
async function touch(kind: AnyKind, { id }: Row): Promise<void> {
	await asTeam(async (ctx) => {
		const [row = {}] = await storedRows(ctx, kind, eq(kind.table.id, id));
		const [field] = editableFields(kind).find(
			([name, { type }]) => type.name === 'texte' && !kind.key.includes(name) && name !== 'source'
		) ?? ['source'];
		const said = `${String(row[field] ?? '')} relu`.trim();
		await changeRecord(ctx, kind, String(id), { ...row, [field]: said }, Number(row['version']));
	}, 'write').catch((refusal: unknown) => {
		// A rule of the kind wants another text: it was written when it was added.
		if (!(refusal instanceof Refused)) throw refusal;
	});
}

/** The addresses that name a record other than this one. */
function strangers(tools: string[], kind: string, id: string): string[] {
	const named = /^(?:\?modifier=|\/tenir\/|\/acces\/)(\w+)\/([\w-]+)|sorte=(\w+)&fiche=([\w-]+)/;
	return tools.filter((href) => {
		const [, kindA, idA, kindB, idB] = named.exec(href) ?? [];
		const told = kindA ?? kindB;
		return told !== undefined && (told !== kind || (idA ?? idB) !== id);
	});
}

describe('on the page of a record, each tool is about that record, and what could be added still can', () => {
	test.each(TOLD.map((kind) => [kind.plural, kind] as const))('%s', async (_, kind) => {
		const pages = await pagesOf(kind);
		const code = (row: Row) => String(row[kind.codeField ?? '']);
		for (const { row, path } of pages.slice(0, 2)) {
			const before = await toolsAt(path);
			expect(strangers(before, kind.name, String(row['id'])), path).toEqual([]);
			expect(before, path).toContainEqual(expect.stringContaining(`/tenir/${kind.name}/`));
			const taken: string[] = [];
			for (const [part, field] of [...partsOf(kind), ...attachedTo(kind)]) {
				const added = await addOne(part, field, code(row));
				if (added) await touch(part, added);
				// What a record has once only, such as the minutes of a meeting, is offered no more.
				if (added && part.key.join() === field) taken.push(`?ajouter=${part.name}&`);
			}
			await touch(kind, row);
			const left = before.filter((tool) => !taken.some((start) => tool.startsWith(start)));
			expect(await toolsAt(path), path).toEqual(left);
		}
	});

	test('eight kinds at least have pages, and their parts can be added', async () => {
		let withPages = 0;
		for (const kind of TOLD) if ((await pagesOf(kind)).length > 0) withPages += 1;
		expect(withPages).toBeGreaterThan(8);
		const [meeting] = TOLD.filter(({ name }) => name === 'meeting');
		if (!meeting) throw new Error('meetings are told');
		const [{ row, path } = { row: {}, path: '' }] = await pagesOf(meeting);
		const [decision] = partsOf(meeting).filter(([{ name }]) => name === 'decision');
		if (!decision) throw new Error('a meeting takes decisions');
		expect(await addOne(...decision, String(row['code']))).not.toBeNull();
		expect(await toolsAt(path)).toContainEqual(expect.stringContaining('?ajouter=decision'));
	});
});

test('what is archived is said on its own page, not on that of a neighbour of the same address', async () => {
	const meeting = TOLD.find(({ name }) => name === 'meeting');
	const decision = kinds.find(({ name }) => name === 'decision');
	if (!meeting || !decision) throw new Error('meetings take decisions');
	const [{ row, path } = { row: {}, path: '' }] = await pagesOf(meeting);
	const added = await addOne(decision, 'meetingId', String(row['code']));
	await asTeam(async (ctx) => {
		const [stored = {}] = await storedRows(ctx, decision, eq(decision.table.id, added?.['id']));
		const archived = { ...stored, archivedOn: ctx.today };
		await changeRecord(ctx, decision, String(stored['id']), archived, Number(stored['version']));
	}, 'write');
	await touch(meeting, row);
	const answer = await fetch(site.url + path, { headers: { cookie: team.cookie } });
	expect(await answer.text()).not.toContain('Fiche archivée');
});
