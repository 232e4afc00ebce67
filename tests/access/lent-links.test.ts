import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonActor } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { deepTextOf } from './deep-text.ts';
import { noteStep } from '#core/server/mail/queue.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { saveRecord } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import { inTestCollective } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import { explainAccess } from '#collectors/access.ts';
import { changePage } from '#collectors/editing/forms.ts';
import { publicationOf } from '#collectors/editing/publishing.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { authoriseAnswer, listLentLinks, openLink, takeBack } from '#collectors/lent-links.ts';
import { writeAnswers } from '#collectors/mail/guest-answers.ts';
import '#collectors/permissions.ts';
import { leadsAway, LIMITS } from '#modules/access/rules.ts';
import { answerLink } from '#modules/access/server/links.ts';
import { guestLink } from '#modules/access/server/tables.ts';
import { createAccount, user } from '#modules/accounts/index.ts';
import { groupParticipant } from '#modules/groups/server/tables.ts';
import { getMail, listMails } from '#modules/mail/server/outbox.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { agendaItemKind, meetingKind } from '#modules/meetings/server/exchange.ts';
import { aGroup, anOrganisation, aPerson, asPerson, holds, takesPart } from './cast.ts';
import { lendAsShown } from '../editing/as-shown.ts';

const SECRET = 'Réunion du canari';

/** The team, the pilot of GT5 and that of GT6, somebody who tends the machine; each with an account. */
async function aStage(ctx: Context) {
	const home = await anOrganisation(ctx, ctx.collective.code);
	const [gt5, gt6] = [await aGroup(ctx, 'gt5'), await aGroup(ctx, 'gt6')];
	const account = async (code: string): Promise<() => Promise<PersonActor>> => {
		const id = await aPerson(ctx, code);
		if (code.startsWith('team')) await holds(ctx, id, home, 'employee');
		if (code === 'pilot') await takesPart(ctx, gt5, { personId: id }, 'pilot');
		if (code === 'other') await takesPart(ctx, gt6, { personId: id }, 'pilot');
		const own = await createAccount(ctx, {
			email: `${code}@example.org`,
			name: code,
			personId: id
		});
		return async () => ({ ...(await asPerson(ctx, id, code)), account: own });
	};
	const people = { team: await account('team'), pilot: await account('pilot') };
	const admin: PersonActor = {
		kind: 'person',
		name: 'admin',
		person: null,
		account: 'admin',
		grants: [{ role: 'administrator', because: 'administre' }]
	};
	return {
		gt5,
		gt6,
		...people,
		other: await account('other'),
		named: await account('nommee'),
		admin
	};
}

async function aMeeting(ctx: Context, audience: Audience, groupId: string | null = null) {
	const { id } = await saveRecord(ctx, meetingKind, {
		code: 'canari',
		groupId,
		title: SECRET,
		type: 'workingGroup',
		on: partialDate('2024-04-02'),
		saidDate: null,
		startTime: null,
		endTime: null,
		place: null,
		communeId: null,
		hostId: null,
		participants: null,
		saidParticipants: null,
		state: 'planned',
		inCalendar: null,
		sourceRank: null,
		summary: null,
		audience,
		source: null
	});
	return { kind: 'meeting', recordId: id };
}

const typed = { guest: 'Mairie', days: 30, asks: '', address: '' };
const as = (ctx: Context, actor: PersonActor): Context => ({ ...ctx, actor });
const tokenIn = ({ path }: { path: string }) => path.slice('/lien/'.length);
const later = (ctx: Context, hours: number): Context => ({
	...ctx,
	now: new Date(ctx.now.getTime() + hours * 3_600_000)
});

describe('the list of lent links', () => {
	test('tells a link to its lender and to who may read the record, and to nobody else', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			const thing = await aMeeting(ctx, 'board');
			await lendAsShown(as(ctx, await stage.team()), thing, typed);
			expect(await listLentLinks(as(ctx, await stage.team()))).toHaveLength(1);
			expect(await listLentLinks(as(ctx, await stage.other()))).toEqual([]);
			await ctx.db.update(meeting).set({ audience: 'people:nommee' });
			// The lender still sees what they did, without the record.
			const [own] = await listLentLinks(as(ctx, await stage.team()));
			expect(JSON.stringify(own)).not.toContain(SECRET);
		}));

	test('never shows the address again: nothing that is kept makes it', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			const team = as(ctx, await stage.team());
			const lent = await lendAsShown(team, await aMeeting(ctx, 'public'), typed);
			const kept = [
				await listLentLinks(team),
				await ctx.db.select().from(guestLink),
				await ctx.db.select().from(journal)
			];
			expect(deepTextOf(kept)).not.toContain(tokenIn(lent));
			await expect(openLink(ctx, tokenIn(lent))).resolves.toBeDefined();
		}));

	test('lets its lender and who may write the record take a link back, and nobody else', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			const thing = await aMeeting(ctx, 'public', stage.gt5);
			const lent = await lendAsShown(as(ctx, await stage.team()), thing, typed);
			const { id } = await openLink(ctx, tokenIn(lent));
			await expect(takeBack(as(ctx, await stage.other()), id)).rejects.toThrow('pas ici');
			await takeBack(as(ctx, await stage.pilot()), id);
			await expect(openLink(ctx, tokenIn(lent))).rejects.toThrow('il a été repris');
		}));

	test('says of a link that one may not know of that it does not exist', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			const lent = await lendAsShown(
				as(ctx, await stage.team()),
				await aMeeting(ctx, 'board'),
				typed
			);
			const { id } = await openLink(ctx, tokenIn(lent));
			await expect(takeBack(as(ctx, await stage.other()), id)).rejects.toThrow('n’existe pas');
		}));
});

describe('a link closes by itself', () => {
	async function lentByThePilot(ctx: Context) {
		const stage = await aStage(ctx);
		const thing = await aMeeting(ctx, 'public', stage.gt5);
		const pilot = await stage.pilot();
		const token = tokenIn(await lendAsShown(as(ctx, pilot), thing, typed));
		await expect(openLink(ctx, token)).resolves.toBeDefined();
		return { token, pilot, team: await stage.team() };
	}

	test('when the record is narrowed beyond what its lender reads, and the list says so', () =>
		inTestCollective(async (ctx) => {
			const { token, team } = await lentByThePilot(ctx);
			await ctx.db.update(meeting).set({ audience: 'board' });
			await expect(openLink(ctx, token)).rejects.toThrow('ne peut plus prêter');
			const [told] = await listLentLinks(as(ctx, team));
			expect(told?.closedBecause).toContain('ne lit plus cette fiche');
		}));

	test('when the mandate of its lender ends', () =>
		inTestCollective(async (ctx) => {
			const { token } = await lentByThePilot(ctx);
			await ctx.db.update(groupParticipant).set({ until: partialDate('2024-03-12') });
			await expect(openLink(ctx, token)).rejects.toThrow('ne peut plus prêter');
		}));

	test('when the account of its lender closes', () =>
		inTestCollective(async (ctx) => {
			const { token, pilot } = await lentByThePilot(ctx);
			await ctx.db.update(user).set({ closedAt: ctx.now }).where(eq(user.id, pilot.account));
			await expect(openLink(ctx, token)).rejects.toThrow('ne peut plus prêter');
		}));
});

describe('whoever writes a record that was lent is told of its guest', () => {
	test('where its readers are said, and of the parts that were lent alone, until the link ends', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			const team = as(ctx, await stage.team());
			const thing = await aMeeting(ctx, 'board');
			const point = (at: Context, rank: string) =>
				saveRecord(at, agendaItemKind, {
					meetingId: thing.recordId,
					rank,
					title: 'Le budget',
					startTime: null,
					endTime: null,
					audience: 'board',
					source: null
				});
			const lent = await point(ctx, '1');
			await lendAsShown(team, thing, typed);
			const next = later(team, 1);
			const added = await point({ ...next, actor: ctx.actor }, '2');
			const readBy = async (kind: string, id: string) => {
				const { fields } = await changePage(next, kind, id);
				return fields.find((field) => field.people)?.readBy;
			};
			const told = 'le bureau, et Mairie par un lien prêté';
			expect((await shownRecord(next, 'meeting', 'canari'))?.tools.readBy).toBe(told);
			expect((await publicationOf(next, 'meeting', thing.recordId)).readBy).toBe(told);
			expect(await readBy('meeting', thing.recordId)).toBe(told);
			expect(await readBy('agendaItem', lent.id)).toBe(told);
			expect(await readBy('agendaItem', added.id)).toBe('le bureau');
			const { reading } = await explainAccess(next, 'meeting', thing.recordId, null);
			expect(reading.join(' ')).toContain('Mairie, par le lien que team a prêté');
			const over = later(team, 24 * 31);
			expect((await shownRecord(over, 'meeting', 'canari'))?.tools.readBy).toBe('le bureau');
		}));
});

describe('an answer', () => {
	test('is the guest’s alone: who lends links does not give it in their name', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			for (const who of [await stage.pilot(), await stage.team()])
				expect(() => authoriseAnswer(as(ctx, who))).toThrow('Seul l’invité');
			expect(() => authoriseAnswer({ ...ctx, actor: { kind: 'public' } })).not.toThrow();
		}));

	test('given a hundred times is one letter to the lender, and bounded by link and by day', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			const team = as(ctx, await stage.team());
			const lent = await lendAsShown(team, await aMeeting(ctx, 'team'), typed);
			const answer = { value: 'present', label: 'Oui', comment: 'À bientôt', version: 1 };
			let kept = 0;
			for (let time = 0; time < 100; time += 1) {
				const link = await openLink(ctx, tokenIn(lent), true);
				kept += await answerLink(ctx, link, answer).then(
					() => 1,
					() => 0
				);
				await writeAnswers(ctx);
			}
			expect(kept).toBe(LIMITS.answers);
			const letters = () => ctx.db.select().from(mailTable);
			expect(await letters()).toHaveLength(1);
			expect((await letters())[0]).toMatchObject({ account: (await stage.team()).account });
			expect((await letters())[0]?.subject).not.toContain(SECRET);
			expect(JSON.stringify((await letters())[0]?.text)).toContain('À bientôt');
			const next = later(ctx, 25);
			await answerLink(next, await openLink(next, tokenIn(lent)), answer);
			await writeAnswers(next);
			await writeAnswers(next);
			expect(await letters()).toHaveLength(2);
		}));
});

describe('lending', () => {
	test('is bounded for a person and a day, by mail sooner than by hand', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			const pilot = as(ctx, await stage.pilot());
			const thing = await aMeeting(ctx, 'public', stage.gt5);
			const lend = (address: string) =>
				lendAsShown(pilot, thing, { ...typed, address, isAnother: true }).then(
					() => 1,
					() => 0
				);
			let mailed = 0;
			for (let stranger = 0; stranger < 60; stranger += 1)
				mailed += await lend(`inconnu-${String(stranger)}@example.org`);
			expect(mailed).toBe(LIMITS.letters);
			expect(await ctx.db.select().from(mailTable)).toHaveLength(LIMITS.letters);
			let byHand = 0;
			for (let time = 0; time < 60; time += 1) byHand += await lend('');
			expect(byHand).toBe(LIMITS.links - LIMITS.letters);
			const more = lendAsShown(pilot, thing, { ...typed, isAnother: true });
			await expect(more).rejects.toThrow('demain');
		}));

	test('carries no address of elsewhere in what its lender types', () => {
		fc.assert(
			fc.property(fc.webUrl(), fc.emailAddress(), fc.domain(), (url, address, domain) => {
				for (const text of [url, address, `Voyez ${domain} pour voter`])
					expect(leadsAway(`Bonjour ${text}`)).toBe(true);
			})
		);
		for (const text of [
			'M. Durand',
			'Le 12.03.2024, à 18 h 30 ?',
			'Ce compte rendu est-il exact ?'
		])
			expect(leadsAway(text)).toBe(false);
	});
});

describe('a letter about a record', () => {
	test('tells neither subject, nor addressee, nor answer of the server to who may not read it', () =>
		inTestCollective(async (ctx) => {
			const stage = await aStage(ctx);
			const asNamed = as(ctx, {
				...(await stage.team()),
				person: 'nommee',
				account: (await stage.named()).account
			});
			const thing = await aMeeting(ctx, 'people:nommee');
			const address = 'mairie@example.org';
			const lent = await lendAsShown(asNamed, thing, {
				...typed,
				guest: 'Maire de Caudry',
				address
			});
			const [mail] = await ctx.db.select().from(mailTable);
			if (!mail) throw new Error('no letter');
			await noteStep(ctx, mail.id, 'refused', 'Refusé.', `550 5.1.1 <${address}> unknown`);
			const filter = { state: null, category: null, page: 1 };
			for (const reader of [stage.admin, await stage.team()]) {
				const seen = as(ctx, reader);
				const told = deepTextOf([
					await listMails(seen, filter),
					(await getMail(seen, mail.id)).steps
				]);
				const page = await getMail(seen, mail.id);
				expect(
					deepTextOf([told, page.text, page.action, page.mail.subject, page.mail.toAddress])
				).not.toMatch(/canari|Caudry|mairie@|\/lien\//);
				expect(page.hiddenLink).toBe(false);
			}
			const own = await getMail(asNamed, mail.id);
			expect(own.mail.toAddress).toBe(address);
			expect(deepTextOf([own.text, own.action])).not.toContain(tokenIn(lent));
		}));
});
