import { eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { declaredTables } from '#collectors/privacy/declared.ts';
import { eraseByCode, previewErasure } from '#collectors/privacy/erase.ts';
import { asHtml, asJson } from '#collectors/privacy/files.ts';
import {
	answerRightRequest,
	askRight,
	askRightFor,
	behalfPage,
	ownPage,
	requestsPage,
	wholeData
} from '#collectors/privacy/requests.ts';
import type { Actor } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { anyKind } from '#core/server/kinds.ts';
import { changeRecord, storedRows } from '#core/server/records.ts';
import { queueMail } from '#core/server/mail.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { journal } from '#core/server/tables.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import { renameAccount } from '#modules/accounts/server/own-identity.ts';
import { session, user } from '#modules/accounts/server/tables.ts';
import { guestLink } from '#modules/access/server/tables.ts';
import { meeting, minutes } from '#modules/meetings/server/tables.ts';
import { person, personKind, renamePerson, role } from '#modules/network/index.ts';
import { correctOwnName } from '#modules/network/server/own-name.ts';
import { listGrants } from '#collectors/permissions.ts';
import { aGroup, anOrganisation, aPerson, holds, takesPart } from '../access/cast.ts';

const ACCOUNT = '0199a000-0000-7000-8000-0000000000d1';

/** Ada directs an association, takes part in a group, and has an account. */
async function ada(ctx: Context): Promise<{ id: string; asAda: Context; asTeam: Context }> {
	const id = await aPerson(ctx, 'ada');
	await holds(ctx, id, await anOrganisation(ctx, 'phare'), 'direction');
	await takesPart(ctx, await aGroup(ctx, 'gt5'), { personId: id }, 'pilot');
	await ctx.db
		.insert(user)
		.values({ id: ACCOUNT, name: 'Ada Martin', email: 'ada@example.org', personId: id });
	const self: Actor = {
		kind: 'person',
		name: 'Ada Martin',
		person: 'ada',
		account: ACCOUNT,
		grants: []
	};
	return { id, asAda: { ...ctx, actor: self }, asTeam: { ...ctx, actor: signedIn('Zoe') } };
}

test('somebody reads all that is about them, purpose by purpose, and nothing about others', () =>
	inTestCollective(async (ctx) => {
		const { asAda } = await ada(ctx);
		const other = await aPerson(ctx, 'bob');
		await holds(ctx, other, await anOrganisation(ctx, 'ailleurs'), 'direction');
		const told = await ownPage(asAda);
		const labels = told.purposes.flatMap((one) => one.tables.map((table) => table.label));
		expect(labels).toEqual(
			expect.arrayContaining([
				'Ma fiche dans l’annuaire',
				'Fonctions dans une organisation',
				'Participations à un groupe',
				'Mon compte'
			])
		);
		const text = JSON.stringify(told.purposes.map((one) => one.tables));
		expect(text).not.toContain('AILLEURS');
		expect(text).toContain('ada@example.org');
	}));

test('the files to take away hold every row, in words, and no secret', () =>
	inTestCollective(async (ctx) => {
		const { asAda } = await ada(ctx);
		const whole = await wholeData(asAda, null);
		const json = JSON.parse(asJson(asAda, whole)) as { traitements: { donnees: object[] }[] };
		expect(json.traitements.length).toBeGreaterThan(2);
		const html = asHtml(asAda, whole);
		expect(html).toContain('PHARE');
		expect(html).not.toMatch(/<(script|link|img)/);
		expect(asJson(asAda, whole) + html).not.toMatch(/argon2|token/);
	}));

test('a row about somebody kept to people they are not among is counted, not told', () =>
	inTestCollective(async (ctx) => {
		const { id, asAda, asTeam } = await ada(ctx);
		await ctx.db
			.update(role)
			.set({ audience: 'people:zoe', title: 'Suivie par Zoé' })
			.where(eq(role.personId, id));
		for (const { purposes } of [
			await ownPage(asAda),
			await behalfPage({ ...asTeam, actor: signedIn('Lou') }, 'ada')
		]) {
			const tables = purposes.flatMap((one) => one.tables);
			expect(tables.find((one) => one.label.startsWith('Fonctions'))).toMatchObject({
				count: 1,
				reserved: 1,
				rows: []
			});
			expect(JSON.stringify(tables)).not.toContain('Suivie par');
		}
	}));

test('two people of the same name are not given what only a name signs', () =>
	inTestCollective(async (ctx) => {
		const { asTeam } = await ada(ctx);
		const [lent] = await ctx.db
			.insert(meeting)
			.values({
				code: 'ouverte',
				title: 'Ouverte',
				type: 'bureau',
				on: partialDate('2024-03-06'),
				state: 'held',
				audience: 'public'
			})
			.returning({ id: meeting.id });
		const link = {
			kind: 'meeting',
			recordId: lent?.id ?? '',
			lentBy: 'Zoe',
			lentAt: ctx.now,
			expiresAt: ctx.now
		};
		await ctx.db.insert(guestLink).values({ ...link, guest: 'Ada Martin' });
		const isTold = async () => {
			const { purposes } = await behalfPage(asTeam, 'ada');
			return purposes.some(({ tables }) => tables.some((one) => one.label.startsWith('Liens')));
		};
		expect(await isTold()).toBe(true);
		await aPerson(ctx, 'ada-2');
		await ctx.db
			.update(person)
			.set({ firstName: 'Ada', lastName: 'Martin' })
			.where(inArray(person.code, ['ada', 'ada-2']));
		expect(await isTold()).toBe(false);
	}));

test('a request is due in a month, asked twice is one, and is answered by mail with its reason', () =>
	inTestCollective(async (ctx) => {
		const { asAda, asTeam } = await ada(ctx);
		await askRight(asAda, { right: 'rectification', words: 'Mon nom prend deux « t ».' });
		await askRight(asAda, { right: 'rectification', words: 'Encore.' });
		const { waiting } = await requestsPage(asTeam);
		expect(waiting).toMatchObject([
			{ dueOn: '2024-04-15', isLate: false, identity: 'Entrée par son compte' }
		]);
		await answerRightRequest(asTeam, waiting[0]?.id ?? '', {
			state: 'accordee',
			answer: 'C’est fait.'
		});
		const [mail] = await ctx.db.select().from(mailTable);
		expect(mail).toMatchObject({ toAddress: 'ada@example.org', account: ACCOUNT });
		expect(JSON.stringify(mail?.text)).toContain('C’est fait.');
		await expect(
			answerRightRequest(asTeam, waiting[0]?.id ?? '', { state: 'refusee', answer: 'Non.' })
		).rejects.toThrow('a déjà sa réponse');
	}));

test('the team asks for somebody without account, and says how they were known', () =>
	inTestCollective(async (ctx) => {
		const { asTeam } = await ada(ctx);
		await aPerson(ctx, 'eve');
		const asked = { right: 'effacement', words: '', identity: '', address: 'eve@example.org' };
		await expect(askRightFor(asTeam, 'eve', asked)).rejects.toThrow('comment vous avez vérifié');
		await askRightFor(asTeam, 'eve', { ...asked, identity: 'Vue au bureau' });
		expect((await requestsPage(asTeam)).waiting).toMatchObject([{ identity: 'Vue au bureau' }]);
	}));

test('mails written to somebody are among their data, and only theirs', () =>
	inTestCollective(async (ctx) => {
		const { asAda } = await ada(ctx);
		const mail = {
			subject: 'Relevé',
			text: [],
			action: { label: 'Lire', path: '/' },
			category: 'notice' as const
		};
		await queueMail(ctx, { ...mail, to: { address: 'Ada@example.org' } });
		await queueMail(ctx, { ...mail, to: { address: 'bob@example.org' } });
		const tables = (await ownPage(asAda)).purposes.flatMap((one) => one.tables);
		expect(tables.find((one) => one.label.startsWith('Courriels'))?.count).toBe(1);
	}));

test('nobody but the team looks into the data of somebody else', () =>
	inTestCollective(async (ctx) => {
		const { asAda } = await ada(ctx);
		await aPerson(ctx, 'eve');
		await expect(behalfPage(asAda, 'eve')).rejects.toThrow('répondre aux demandes');
		await expect(wholeData(asAda, 'eve')).rejects.toThrow('répondre aux demandes');
	}));

test('the free entrance of a demonstration, which has no account, sees nobody else’s', () =>
	inTestCollective(async (ctx) => {
		await ada(ctx);
		const visitor: Actor = {
			kind: 'person',
			name: 'L’équipe',
			person: null,
			account: 'demonstration:equipe',
			grants: []
		};
		expect((await ownPage({ ...ctx, actor: visitor })).purposes).toEqual([]);
	}));

test('the texts that name somebody are listed to them, as far as they may read them, and those that the law keeps say so', () =>
	inTestCollective(async (ctx) => {
		const { asAda, id } = await ada(ctx);
		await ctx.db
			.update(person)
			.set({ firstName: 'Ada', lastName: 'Martinov' })
			.where(eq(person.id, id));
		const said = (words: string) =>
			({
				type: 'doc',
				content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }]
			}) as never; // a document of the editor
		const held = { type: 'encounter', state: 'held', on: '2024-01-10' as never } as const;
		const rows = await ctx.db
			.insert(meeting)
			.values([
				{ ...held, code: 'publique', title: 'Accueil d’ADA MARTINOV', audience: 'public' as const },
				{ ...held, code: 'tue', title: 'Le cas Martinov, Ada', audience: 'board' as const }
			])
			.returning({ id: meeting.id });
		await ctx.db.insert(minutes).values({
			meetingId: rows[0]?.id ?? '',
			state: 'approved',
			text: said('Ada Martinov est élue.'),
			audience: 'public'
		});
		const { texts, reserved } = (await ownPage(asAda)).texts;
		expect(
			texts.map((one) => [one.label, one.extracts[0]?.name, one.keptBecause !== null])
		).toEqual([
			['Réunion', 'ADA MARTINOV', false],
			['Compte rendu', 'Ada Martinov', true]
		]);
		expect(reserved).toBe(1);
		const whole = await wholeData(asAda, null);
		for (const file of [asJson(asAda, whole), asHtml(asAda, whole)]) {
			expect(file).toContain('est élue');
			expect(file).not.toContain('Le cas');
		}
	}));

describe('what somebody learns of texts that they may not read', () => {
	const REDEEMED = 'Wolfram Zibeline propose un rachat confidentiel de parts.';
	async function reservedTo(ctx: Context, audience: Audience, title = REDEEMED): Promise<void> {
		await ctx.db.insert(meeting).values({
			code: `tue-${audience.replace(/\W/g, '-')}`,
			title,
			type: 'encounter',
			state: 'held',
			on: '2024-01-10' as never, // a day
			audience
		});
	}
	const told = async (asAda: Context) => {
		const whole = await wholeData(asAda, null);
		const json = JSON.parse(asJson(asAda, whole)) as { textes_reserves: number };
		return [json.textes_reserves, (await ownPage(asAda)).texts.reserved];
	};
	const renames = async (asAda: Context, firstName: string, lastName: string) => {
		const [row] = await asAda.db.select().from(person).where(eq(person.code, 'ada'));
		const typed = { firstName, lastName, version: row?.version ?? 0 };
		await renameAccount(asAda, ACCOUNT, await correctOwnName(asAda, typed), listGrants);
	};

	test('is nothing by words that they took as their name, with or without a person of the directory', () =>
		inTestCollective(async (ctx) => {
			const { asAda } = await ada(ctx);
			for (const audience of ['board', 'people:zoe'] as const) await reservedTo(ctx, audience);
			for (const [first, last] of [
				['Zibeline', 'propose'],
				['rachat', 'confidentiel'],
				['rachat', 'amical']
			] as const) {
				await renames(asAda, first, last);
				expect(await told(asAda)).toEqual([0, 0]);
				const nobody: Actor = {
					kind: 'person',
					name: `${first} ${last}`,
					person: null,
					account: ACCOUNT,
					grants: []
				};
				await ctx.db.update(user).set({ name: nobody.name, personId: null });
				expect(await told({ ...ctx, actor: nobody })).toEqual([0, 0]);
				await ctx.db.update(user).set({ personId: await adaId(ctx) });
			}
		}));

	test('is how many cite the name that others wrote in the directory, today or before, named people apart', () =>
		inTestCollective(async (ctx) => {
			const { asAda, asTeam, id } = await ada(ctx);
			await renamePerson(asTeam, id, { firstName: 'Wolfram', lastName: 'Zibeline' });
			await reservedTo(ctx, 'board');
			await reservedTo(ctx, 'people:zoe');
			expect(await told(asAda)).toEqual([1, 1]);
			await renames(asAda, 'Tout', 'Autrementdit');
			expect(await told(asAda)).toEqual([1, 1]);
		}));

	test('is no guest, nor address, of the name that they took', () =>
		inTestCollective(async (ctx) => {
			const { asAda } = await ada(ctx);
			const link = {
				kind: 'meeting',
				recordId: ACCOUNT,
				lentBy: 'Zoe',
				lentAt: ctx.now,
				expiresAt: ctx.now
			};
			await ctx.db.insert(guestLink).values({ ...link, guest: 'Jeanne Passantova' });
			await renames(asAda, 'Jeanne', 'Passantova');
			const labels = (await ownPage(asAda)).purposes.flatMap((one) =>
				one.tables.map((table) => table.label)
			);
			expect(labels.some((label) => label.startsWith('Liens'))).toBe(false);
		}));
});

describe('somebody of the directory without an account', () => {
	const nobody = async (ctx: Context, code: string, firstName: string, lastName: string) => {
		await ctx.db.insert(person).values({ audience: 'team', code, firstName, lastName });
		return code;
	};

	test.each(['a person now called otherwise', 'an account that is nobody there'])(
		'is erased without taking what %s has signed under the same name',
		(bearer) =>
			inTestCollective(async (ctx) => {
				const { id, asAda, asTeam } = await ada(ctx);
				if (bearer.startsWith('an account'))
					await ctx.db.update(user).set({ personId: null }).where(eq(user.id, ACCOUNT));
				const named = { firstName: 'Ada', lastName: 'Martin' };
				await ctx.db.update(person).set(named).where(eq(person.id, id));
				await record(asAda, [{ event: 'need.changed', kind: 'need', recordId: id }]);
				const [row] = await storedRows(ctx, anyKind(personKind), eq(person.id, id));
				await changeRecord(
					ctx,
					anyKind(personKind),
					id,
					{ ...row, firstName: 'Adèle' },
					Number(row?.['version'])
				);
				const code = await nobody(ctx, 'homonyme', 'Ada', 'Martin');
				expect((await previewErasure(asTeam, code)).removed).toEqual([]);
				await eraseByCode(asTeam, code, 'À sa demande');
				expect(await ctx.db.select().from(user)).toMatchObject([
					{ id: ACCOUNT, name: 'Ada Martin' }
				]);
				const signed = await ctx.db
					.select({ actor: journal.actor })
					.from(journal)
					.where(eq(journal.account, ACCOUNT));
				expect(signed.map(({ actor }) => actor)).toEqual(['Ada Martin']);
			})
	);

	test('tells the team nothing of a link to what they may not read, though it bears that name', () =>
		inTestCollective(async (ctx) => {
			const { asTeam } = await ada(ctx);
			const code = await nobody(ctx, 'josselin', 'Josselin', 'Brandeufel');
			const told = async () =>
				JSON.stringify([
					(await behalfPage(asTeam, code)).purposes.map(({ tables }) => tables),
					asJson(asTeam, await wholeData(asTeam, code)),
					await previewErasure(asTeam, code)
				]);
			const before = await told();
			const [kept] = await ctx.db
				.insert(meeting)
				.values({
					code: 'huis-clos',
					title: 'Huis clos',
					type: 'bureau',
					on: partialDate('2024-03-06'),
					state: 'held',
					audience: 'people:ada'
				})
				.returning({ id: meeting.id });
			await ctx.db.insert(guestLink).values({
				kind: 'meeting',
				recordId: kept?.id ?? '',
				guest: 'Josselin Brandeufel',
				lentBy: 'Ada Martin',
				lentAt: ctx.now,
				expiresAt: ctx.now
			});
			expect(await told()).toBe(before);
			await ctx.db.update(meeting).set({ audience: 'members' });
			expect(await told()).toContain('Liens prêtés');
		}));
});

const adaId = async (ctx: Context) =>
	(await ctx.db.select().from(person).where(eq(person.code, 'ada')))[0]?.id ?? null;

describe('the team that answers on behalf of somebody', () => {
	test('reads nothing of their sessions and keys, which are their own affair', () =>
		inTestCollective(async (ctx) => {
			const { asAda, asTeam } = await ada(ctx);
			await ctx.db.insert(session).values({
				id: ACCOUNT,
				userId: ACCOUNT,
				token: 'jeton',
				expiresAt: ctx.now,
				ipAddress: '203.0.113.7',
				userAgent: 'Firefox de la maison'
			});
			const own = await wholeData(asAda, null);
			expect(asHtml(asAda, own)).toContain('203.0.113.7');
			const told = await wholeData(asTeam, 'ada');
			const { purposes } = await behalfPage(asTeam, 'ada');
			const read =
				JSON.stringify(purposes.map(({ tables }) => tables)) +
				asHtml(asTeam, told) +
				asJson(asTeam, told);
			expect(read).not.toMatch(/203\.0\.113\.7|Firefox/);
			expect(read).toContain('Ses sessions');
		}));

	test('reads of them in the third person, and each act in French words', () =>
		inTestCollective(async (ctx) => {
			const { asTeam } = await ada(ctx);
			const act = { id: ACCOUNT, at: ctx.now, actor: 'Ada Martin', account: ACCOUNT };
			await ctx.db.insert(journal).values({ ...act, event: 'account.created', kind: 'account' });
			const { purposes } = await behalfPage(asTeam, 'ada');
			const tables = purposes.flatMap((one) => one.tables);
			expect(JSON.stringify(tables)).not.toMatch(/"account"/);
			const html = asHtml(asTeam, await wholeData(asTeam, 'ada'));
			expect(html).toContain('Sa fiche dans l’annuaire');
		}));

	test('is told no table in the first person', () => {
		for (const { label, labelForTeam } of declaredTables)
			expect(labelForTeam ?? label, label).not.toMatch(
				/(^|[ ’])(je|moi|mon|ma|mes|me)( |$)|[jm]’/i
			);
	});
});
