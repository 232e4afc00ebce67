import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { computeFigure, listMetrics } from '#collectors/catalogue.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { writeAnnualReport } from '#collectors/annual-report.ts';
import { fieldsOf } from '#collectors/editing/fields.ts';
import {
	eraseByCode,
	eraseConfirmed,
	erasureDone,
	previewErasure
} from '#collectors/privacy/erase.ts';
import { search } from '#collectors/search.ts';
import '#collectors/permissions.ts';
import { OPERATOR } from '#core/actor.ts';
import { findCollectiveByCode } from '#core/server/collectives.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { queueMail } from '#core/server/mail.ts';
import { NOBODY } from '#core/names.ts';
import { storedRows } from '#core/server/records.ts';
import { opening } from '#core/server/privacy/tables.ts';
import { journal } from '#core/server/tables.ts';
import { invitation, passkey, session, user } from '#modules/accounts/server/tables.ts';
import { listPeopleWithoutAccount } from '#modules/accounts/server/accounts.ts';
import { apiToken } from '#modules/api/server/tables.ts';
import { meeting, minutes } from '#modules/meetings/server/tables.ts';
import { rollOf } from '#modules/meetings/server/roll.ts';
import { organisation, person } from '#modules/network/index.ts';
import { getOrganisation } from '#modules/network/server/queries.ts';
import { group } from '#modules/groups/index.ts';
import { getGroup } from '#modules/groups/server/queries.ts';
import { kinds } from '#modules/all.ts';
import { nameOf, textsHolding } from './stored-names.ts';

const FOLDER = 'data/phare-2023';
let phare: Collective;
let codes: string[];

/** Everything that is done is undone: each test finds the demonstration as it was imported. */
const rehearse = <T>(work: (ctx: Context) => Promise<T>) =>
	inCollective(
		phare,
		{ actor: OPERATOR, mode: 'rehearsal', now: new Date('2023-11-20T12:00:00Z') },
		work
	);

beforeAll(async () => {
	const done = await importFolder(FOLDER);
	expect(done.refusals).toEqual([]);
	const found = await findCollectiveByCode(done.collective);
	if (!found) throw new Error('the demonstration is not there');
	phare = found;
	codes = await rehearse(async (ctx) =>
		(await ctx.db.select().from(person)).map((one) => one.code)
	);
});

async function figures(ctx: Context): Promise<string[]> {
	const values: string[] = [];
	for (const metric of await listMetrics(ctx)) {
		const { value, upTo } = await computeFigure(ctx, metric, 2023);
		values.push(`${metric.id} ${String(value)} ${String(upTo)}`);
	}
	return values;
}

test('no figure moves, whoever is erased', async () => {
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...codes), (code) =>
			rehearse(async (ctx) => {
				const before = await figures(ctx);
				await eraseByCode(ctx, code, 'À sa demande');
				expect(await figures(ctx)).toEqual(before);
			})
		),
		{ numRuns: 12 }
	);
});

/** The report without its words: every block, how many rows it has, and every number. */
async function shapeOfReport(ctx: Context): Promise<string[]> {
	const { chapters } = await writeAnnualReport(ctx, {
		year: 2023,
		baseUrl: 'https://fanal.example.org'
	});
	return chapters.flatMap((chapter) => [
		chapter.title,
		...(chapter.figures ?? []).map((one) => `${one.metric} ${String(one.value)}`),
		...chapter.blocks.map((block) => {
			if (block.kind === 'table') return `${block.caption} ${String(block.rows.length)}`;
			if (block.kind === 'list') return `list ${String(block.items.length)}`;
			if (block.kind === 'facts') return `facts ${String(block.entries.length)}`;
			return block.kind;
		})
	]);
}

test.each(['eric-veron', 'gerard-dechy', 'marion-peretti'])(
	'the report of the year counts the same rows once %s is erased, and leads to their page no more',
	(code) =>
		rehearse(async (ctx) => {
			const before = await shapeOfReport(ctx);
			await eraseByCode(ctx, code, 'À sa demande');
			expect(await shapeOfReport(ctx)).toEqual(before);
			const written = await writeAnnualReport(ctx, { year: 2023, baseUrl: '' });
			expect(JSON.stringify(written.chapters)).not.toContain(`/personnes/${code}`);
		})
);

test('the name is nowhere any more, not even in the journal or the search', () =>
	rehearse(async (ctx) => {
		const { id, name } = await nameOf(ctx, 'eric-veron');
		await ctx.db.insert(journal).values({
			at: ctx.now,
			actor: 'Zoé',
			event: 'person.changed',
			kind: 'person',
			recordId: id,
			data: { lastName: ['Veronn', 'Veron'], row: { firstName: 'Éric' } }
		});
		await eraseByCode(ctx, 'eric-veron', 'À sa demande');
		expect(await textsHolding(ctx, name)).toEqual([]);
		expect(await textsHolding(ctx, 'eric-veron')).toEqual([]);
		expect(await textsHolding(ctx, 'Veronn')).toEqual([]);
	}));

test('an approved minutes keeps the name, a draft loses it, and the preview says which', () =>
	rehearse(async (ctx) => {
		const { name } = await nameOf(ctx, 'eric-veron');
		const text = {
			type: 'doc',
			content: [{ type: 'paragraph', content: [{ type: 'text', text: `${name} est élu.` }] }]
		};
		const rows = await ctx.db.select({ id: meeting.id }).from(meeting).limit(200);
		const taken = new Set((await ctx.db.select().from(minutes)).map((one) => one.meetingId));
		const [first, second] = rows.filter((one) => !taken.has(one.id));
		const states = [
			[first?.id ?? '', 'approved'],
			[second?.id ?? '', 'draft']
		] as const;
		for (const [meetingId, state] of states)
			await ctx.db
				.insert(minutes)
				.values({ audience: 'public', meetingId, state, text: text as never }); // a document of the editor
		const preview = await previewErasure(ctx, 'eric-veron');
		expect(preview.lawful.map((one) => one.label)).toContain('Comptes rendus approuvés');
		expect(preview.removed.map((one) => one.label)).not.toContain('Présences et pouvoirs');
		await eraseByCode(ctx, 'eric-veron', 'À sa demande');
		const written = await ctx.db.select().from(minutes);
		const of = (id?: string) => JSON.stringify(written.find((one) => one.meetingId === id)?.text);
		expect(of(first?.id)).toContain(name);
		expect(of(second?.id)).toContain('Personne effacée est élu.');
	}));

test('the account goes with all that opens it, and mails that were to leave do not', () =>
	rehearse(async (ctx) => {
		const { id, name } = await nameOf(ctx, 'eric-veron');
		const account = '0199a000-0000-7000-8000-0000000000d1';
		await ctx.db
			.insert(user)
			.values({ id: account, name, email: 'eric@example.org', personId: id });
		const soon = new Date('2030-01-01');
		await ctx.db.insert(session).values({ token: 't', userId: account, expiresAt: soon });
		await ctx.db.insert(passkey).values({
			publicKey: 'k',
			userId: account,
			credentialID: 'c',
			counter: 0,
			deviceType: 'singleDevice',
			backedUp: false
		});
		await ctx.db.insert(apiToken).values({
			userId: account,
			name: 'Agenda',
			fingerprint: 'f',
			beginning: 'b',
			writes: [],
			createdAt: ctx.now,
			expiresAt: soon
		});
		const invited = {
			email: 'eric@example.org',
			personId: id,
			invitedBy: 'Zoé',
			invitedAt: ctx.now
		};
		await ctx.db
			.insert(invitation)
			.values({ ...invited, sentAt: ctx.now, expiresAt: soon, tokenHash: 'h' });
		await ctx.db.insert(opening).values({
			at: ctx.now,
			hour: '2023-11-20T12',
			account,
			name,
			actingAs: 'bureau',
			kind: 'meeting',
			audience: 'board',
			what: 'la fiche'
		});
		await queueMail(ctx, {
			to: { address: 'Eric@example.org' },
			subject: 'Relevé',
			text: [],
			action: { label: 'Lire', path: '/' },
			category: 'notice'
		});
		await eraseByCode(ctx, 'eric-veron', 'À sa demande');
		for (const table of [user, session, passkey, apiToken, invitation])
			expect(await ctx.db.select().from(table)).toEqual([]);
		for (const words of ['eric@example.org', name, account])
			expect(await textsHolding(ctx, words)).toEqual([]);
		expect(await ctx.db.select().from(opening)).toHaveLength(1);
	}));

test('a circle of named people keeps its other readers', () =>
	rehearse(async (ctx) => {
		const [one] = await ctx.db.select({ id: meeting.id }).from(meeting).limit(1);
		await ctx.db
			.update(meeting)
			.set({ audience: 'people:ada,eric-veron,zoe' })
			.where(eq(meeting.id, one?.id ?? ''));
		const code = await eraseByCode(ctx, 'eric-veron', 'À sa demande');
		const [after] = await ctx.db
			.select()
			.from(meeting)
			.where(eq(meeting.id, one?.id ?? ''));
		expect(after?.audience).toBe(`people:ada,${code},zoe`);
	}));

test('the form wants the name once more: nothing brings back who is erased', () =>
	rehearse(async (ctx) => {
		const { name } = await nameOf(ctx, 'eric-veron');
		const { choices, shown } = await previewErasure(ctx, 'eric-veron');
		const said = { name, reason: 'À sa demande', texts: choices.map((one) => one.key), shown };
		await expect(eraseConfirmed(ctx, 'eric-veron', { ...said, name: '' })).rejects.toThrow(
			'Recopiez le nom'
		);
		await expect(eraseConfirmed(ctx, 'eric-veron', { ...said, reason: ' ' })).rejects.toThrow(
			'Écrivez pourquoi'
		);
		await eraseConfirmed(ctx, 'eric-veron', { ...said, name: name.toLowerCase() });
	}));

test('search finds them no more, nor does a second erasure', () =>
	rehearse(async (ctx) => {
		const { name } = await nameOf(ctx, 'eric-veron');
		expect((await search(ctx, name)).hits.length).toBeGreaterThan(0);
		const code = await eraseByCode(ctx, 'eric-veron', 'À sa demande');
		await expect(eraseByCode(ctx, code, 'Encore')).rejects.toThrow('déjà effacée');
		await expect(eraseByCode(ctx, 'eric-veron', 'Encore')).rejects.toThrow('n’est pas dans');
	}));

test('a reason that names who is erased is refused, however it writes the name', () =>
	rehearse(async (ctx) => {
		for (const reason of [
			'Demande de Veron Éric',
			'Écrit par eric.veron@example.org',
			'ERIC VERON'
		])
			await expect(eraseByCode(ctx, 'eric-veron', reason)).rejects.toThrow('sans son nom');
		await eraseByCode(ctx, 'eric-veron', 'À sa demande, reçue le 3 mars');
	}));

test('what the collective says of itself is told when it names who is erased', () =>
	rehearse(async (ctx) => {
		const settings = { ...ctx.collective.settings, motto: 'Merci à Éric Veron' };
		const told = { ...ctx, collective: { ...ctx.collective, settings } };
		expect((await previewErasure(told, 'eric-veron')).ofCollective).toEqual(['Merci à Éric Veron']);
		expect((await previewErasure(ctx, 'eric-veron')).ofCollective).toEqual([]);
	}));

test('who was erased is offered nowhere, expected nowhere, and holds nothing any more', () =>
	rehearse(async (ctx) => {
		const code = await eraseByCode(ctx, 'eric-veron', 'À sa demande');
		for (const kind of kinds)
			for (const { name, choices } of await fieldsOf(ctx, kind, {}))
				expect(
					choices.filter((one) => one.code === code || one.label === NOBODY),
					`${kind.name}.${name}`
				).toEqual([]);
		expect((await listPeopleWithoutAccount(ctx)).map((one) => one.code)).not.toContain(code);
		for (const one of await ctx.db.select().from(meeting))
			if (one.on > ctx.today)
				expect((await rollOf(ctx, one.code)).lines.map(({ name }) => name)).not.toContain(NOBODY);
		const houses = await ctx.db.select().from(organisation);
		for (const { code: house } of houses)
			expect((await getOrganisation(ctx, house)).roles.map((one) => one.person.name)).not.toContain(
				NOBODY
			);
		for (const one of await ctx.db.select().from(group))
			for (const line of (await getGroup(ctx, one.code, 2023)).participants)
				expect(line.person?.name, one.code).not.toBe(NOBODY);
		expect((await erasureDone(ctx, code)).join(' ')).toMatch(/Personne effacée.*sans son nom/);
	}));

test('a form that names somebody erased, or what was archived, keeps them unless they are changed', () =>
	rehearse(async (ctx) => {
		const code = await eraseByCode(ctx, 'eric-veron', 'À sa demande');
		const roleKind = kinds.find(({ name }) => name === 'role');
		if (!roleKind) throw new Error('the directory holds roles');
		const [who] = await ctx.db.select().from(person).where(eq(person.code, code));
		const [row] = (await storedRows(ctx, roleKind)).filter((one) => one['personId'] === who?.id);
		const field = (await fieldsOf(ctx, roleKind, row ?? {})).find(
			({ name }) => name === 'personId'
		);
		expect(field?.value).toBe(code);
		expect(field?.choices.map((one) => one.code)).toContain(code);
	}));
