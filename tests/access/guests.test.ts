import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromMarkdown } from '#core/rich-text.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { saveRecord } from '#core/server/records.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import {
	changedSince,
	guestChoice,
	guestPage,
	thingToLend,
	versionsOf
} from '#collectors/guests.ts';
import '#collectors/permissions.ts';
import { letterTo } from '#modules/access/letter.ts';
import { answerLink, lendLink, linkOfToken } from '#modules/access/server/links.ts';
import {
	actionKind,
	agendaItemKind,
	attendanceKind,
	decisionKind,
	meetingKind,
	minutesKind
} from '#modules/meetings/server/exchange.ts';
import { decision } from '#modules/meetings/server/tables.ts';
import { aGroup, aPerson, asPerson, takesPart } from './cast.ts';

/** Her account. */
const ZOE = '0199a000-0000-7000-8000-0000000000e1';

async function aMeeting(
	ctx: Context,
	code: string,
	more: { groupId?: string; audience?: Audience; state?: 'planned' | 'held' } = {}
) {
	const { id } = await saveRecord(ctx, meetingKind, {
		code,
		groupId: more.groupId ?? null,
		title: `Réunion ${code}`,
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
		state: more.state ?? 'planned',
		inCalendar: null,
		sourceRank: null,
		summary: null,
		audience: more.audience ?? 'members',
		source: null
	});
	return { kind: 'meeting', recordId: id };
}

async function anItem(ctx: Context, meetingId: string, title: string, audience: Audience) {
	await saveRecord(ctx, agendaItemKind, {
		meetingId,
		rank: title,
		title,
		startTime: null,
		endTime: null,
		audience,
		source: null
	});
}

async function aDecision(
	ctx: Context,
	meetingId: string | null,
	title: string,
	audience: Audience = 'board'
) {
	await saveRecord(ctx, decisionKind, {
		code: title.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
		meetingId,
		groupId: null,
		on: null,
		title,
		text: null,
		audience,
		source: null
	});
}

/** What a meeting says, or another does, on the day the first is lent: title, meeting, readers. */
const ITEMS: readonly [string, string, Audience][] = [
	['Alpha', 'r-1', 'public'],
	['Bravo', 'r-1', 'members'],
	['Charlie', 'r-1', 'board'],
	['Delta', 'r-1', 'team'],
	['Echo', 'r-2', 'members'],
	['Foxtrot', 'r-2', 'board']
];
const someAudience = fc.constantFrom<Audience>('public', 'members', 'council', 'board', 'team');
const someAct = fc.record({
	what: fc.constantFrom('meeting', 'item'),
	item: fc.nat({ max: ITEMS.length }),
	isThere: fc.boolean(),
	readers: someAudience
});
const titlesIn = (page: unknown) =>
	[...ITEMS.map(([title]) => title), 'Ajout'].filter((title) =>
		JSON.stringify(page).includes(`"${title}`)
	);

async function minutesOf(
	ctx: Context,
	meetingId: string,
	text: string,
	declaredAudience: Audience = 'members'
) {
	await saveRecord(ctx, minutesKind, {
		meetingId,
		state: 'reread',
		text: fromMarkdown(text),
		approvedOn: null,
		declaredAudience,
		source: null
	});
}

describe('what the page of lending says is what is lent', () => {
	test('neither who came or not, nor remarks, nor what is left to do', () =>
		inTestCollective(async (ctx) => {
			const meeting = await aMeeting(ctx, 'r-1', { state: 'held', audience: 'public' });
			const personId = await aPerson(ctx, 'ada-canari');
			const common = { meetingId: meeting.recordId, source: null, audience: 'public' as const };
			for (const [rank, mode] of (['present', 'excused'] as const).entries())
				await saveRecord(ctx, attendanceKind, {
					...common,
					personId: rank === 0 ? personId : await aPerson(ctx, 'zoe-canari'),
					organisationId: null,
					capacity: 'guest',
					mode,
					proxyToId: null,
					remark: 'remarque-canari'
				});
			await saveRecord(ctx, actionKind, {
				...common,
				code: 'a-1',
				groupId: null,
				title: 'action-canari',
				personId,
				organisationId: null,
				due: null,
				state: 'todo'
			});
			await anItem(ctx, meeting.recordId, 'Le budget', 'public');
			const page = JSON.stringify(await guestPage(ctx, { ...meeting, guest: 'Mairie' }));
			expect(page).not.toContain('canari');
			expect(page).toContain('Le budget');
			const { label } = await thingToLend({ ...ctx, actor: signedIn('Zoé') }, meeting);
			expect(label).toContain('son ordre du jour');
			expect(label).not.toMatch(/présence|action/);
		}));
});

describe('the holder of a link', () => {
	test('reads that meeting though it is not public, and none of its narrower parts', () =>
		inTestCollective(async (ctx) => {
			const meeting = await aMeeting(ctx, 'r-1');
			await anItem(ctx, meeting.recordId, 'Le budget', 'members');
			await anItem(ctx, meeting.recordId, 'Un litige', 'team');
			const page = JSON.stringify(await guestPage(ctx, { ...meeting, guest: 'Mairie' }));
			expect(page).toContain('Le budget');
			expect(page).not.toContain('Un litige');
		}));

	test('reads what was lent: nothing added or opened since to the readers of the record, but what everybody reads', () =>
		inTestCollective(async (ctx) => {
			const meeting = await aMeeting(ctx, 'r-1', { audience: 'board' });
			await anItem(ctx, meeting.recordId, 'Le budget', 'board');
			await anItem(ctx, meeting.recordId, 'Un litige', 'team');
			const lent = { ...meeting, guest: 'Mairie', lentAt: ctx.now };
			const next = { ...ctx, now: new Date(ctx.now.getTime() + 3_600_000) };
			await anItem(next, meeting.recordId, 'Un licenciement', 'board');
			await anItem(next, meeting.recordId, 'Un litige', 'board');
			await anItem(next, meeting.recordId, 'La fête', 'public');
			await minutesOf(next, meeting.recordId, 'Le compte rendu relu ensuite', 'board');
			const page = JSON.stringify(await guestPage(next, lent));
			expect(page).toContain('Le budget');
			expect(page).toContain('La fête');
			expect(page).not.toMatch(/licenciement|litige|relu ensuite/);
			const again = JSON.stringify(await guestPage(next, { ...lent, lentAt: next.now }));
			expect(again).toMatch(/licenciement.*relu ensuite/);
		}));

	test('reads nothing more once the record is narrowed, and nothing but what was lent once it is opened again', () =>
		inTestCollective(async (ctx) => {
			const meeting = await aMeeting(ctx, 'r-1', { audience: 'members' });
			await anItem(ctx, meeting.recordId, 'Le budget', 'members');
			await anItem(ctx, meeting.recordId, 'Un litige', 'board');
			const lent = { ...meeting, guest: 'Mairie', lentAt: ctx.now };
			const at = (hours: number) => ({
				...ctx,
				now: new Date(ctx.now.getTime() + hours * 3_600_000)
			});
			for (const audience of ['council', 'board', 'team', 'group:gt-9'] as const) {
				await aMeeting(at(1), 'r-1', { audience });
				await expect(guestPage(at(2), lent)).rejects.toThrow('a été refermée');
			}
			await aMeeting(at(3), 'r-1', { audience: 'members' });
			const page = JSON.stringify(await guestPage(at(4), lent));
			expect(page).toContain('Réunion r-1');
			expect(page).not.toContain('litige');
		}));

	test('reads nothing that was moved there since', () =>
		inTestCollective(async (ctx) => {
			const [lent, other] = [
				await aMeeting(ctx, 'r-1', { audience: 'board' }),
				await aMeeting(ctx, 'r-2', { audience: 'board' })
			];
			await aDecision(ctx, lent.recordId, 'Le budget');
			await aDecision(ctx, other.recordId, 'Un licenciement');
			const next = { ...ctx, now: new Date(ctx.now.getTime() + 3_600_000) };
			await aDecision(next, lent.recordId, 'Un licenciement');
			const page = JSON.stringify(
				await guestPage(next, { ...lent, guest: 'Mairie', lentAt: ctx.now })
			);
			expect(page).toContain('Le budget');
			expect(page).not.toContain('licenciement');
		}));

	test('reads, whatever is done since, nothing but what they read that day and what everybody reads', () =>
		fc.assert(
			fc.asyncProperty(someAudience, fc.array(someAct, { maxLength: 8 }), (first, acts) =>
				inTestCollective(async (ctx) => {
					const meeting = await aMeeting(ctx, 'r-1', { audience: first });
					await aMeeting(ctx, 'r-2', { audience: first });
					for (const [title, of, readers] of ITEMS)
						await aDecision(ctx, of === 'r-1' ? meeting.recordId : null, title, readers);
					const lent = { ...meeting, guest: 'Mairie', lentAt: ctx.now };
					const before = titlesIn(await guestPage(ctx, lent));
					for (const [index, act] of acts.entries()) {
						const next = { ...ctx, now: new Date(ctx.now.getTime() + (index + 1) * 60_000) };
						if (act.what === 'meeting') await aMeeting(next, 'r-1', { audience: act.readers });
						else
							await aDecision(
								next,
								act.isThere ? meeting.recordId : null,
								ITEMS[act.item]?.[0] ?? 'Ajout',
								act.readers
							);
						const page = await guestPage(next, lent).catch(() => null);
						const open = await ctx.db
							.select({ title: decision.title })
							.from(decision)
							.where(eq(decision.audience, 'public'));
						const allowed = [...before, ...open.map((one) => one.title)];
						expect(allowed).toEqual(expect.arrayContaining(page ? titlesIn(page) : []));
					}
				})
			),
			{ numRuns: 25 }
		));

	test('goes on reading what was lent once the record and its parts have other readers together', () =>
		inTestCollective(async (ctx) => {
			const meeting = await aMeeting(ctx, 'r-1', { audience: 'board' });
			await anItem(ctx, meeting.recordId, 'Le budget', 'board');
			await anItem(ctx, meeting.recordId, 'Un litige', 'team');
			const lent = { ...meeting, guest: 'Mairie', lentAt: ctx.now };
			const next = { ...ctx, now: new Date(ctx.now.getTime() + 3_600_000) };
			await aMeeting(next, 'r-1', { audience: 'members' });
			await anItem(next, meeting.recordId, 'Le budget', 'members');
			await anItem(next, meeting.recordId, 'Un litige', 'members');
			const page = JSON.stringify(await guestPage(next, lent));
			expect(page).toContain('Le budget');
			expect(page).not.toContain('litige');
		}));

	test('answers while the meeting is to come, with one of the answers offered', () =>
		inTestCollective(async (ctx) => {
			const planned = { ...(await aMeeting(ctx, 'r-1')), guest: 'Mairie' };
			const held = { ...(await aMeeting(ctx, 'r-2', { state: 'held' })), guest: 'Mairie' };
			expect(await guestChoice(ctx, planned, 'remote')).toMatchObject({
				value: 'remote',
				label: 'Oui, à distance',
				version: 1
			});
			await expect(guestChoice(ctx, planned, '<script>')).rejects.toThrow('l’une des réponses');
			await expect(guestChoice(ctx, held, 'remote')).rejects.toThrow('l’une des réponses');
		}));
});

describe('somebody asked to confirm a record', () => {
	const asked = { guest: 'Mairie', asks: 'Ce compte rendu est-il exact ?' };

	test('is asked that, and nothing else, of a meeting that was held as of one to come', () =>
		inTestCollective(async (ctx) => {
			for (const state of ['planned', 'held'] as const) {
				const meeting = { ...(await aMeeting(ctx, `r-${state}`, { state })), ...asked };
				expect((await guestPage(ctx, meeting)).question?.text).toBe(asked.asks);
				expect(await guestChoice(ctx, meeting, 'confirmed')).toMatchObject({ version: 1 });
				await expect(guestChoice(ctx, meeting, 'remote')).rejects.toThrow('l’une des réponses');
			}
		}));

	test('confirmed the version that was there: what changes after is not theirs', () =>
		inTestCollective(async (ctx) => {
			const meeting = { ...(await aMeeting(ctx, 'r-1', { state: 'held' })), ...asked };
			const { version } = await guestChoice(ctx, meeting, 'confirmed');
			await aMeeting(ctx, 'r-1', { state: 'held', audience: 'public' });
			expect((await versionsOf(ctx, [meeting])).get(meeting.recordId)).toBe(version + 1);
		}));

	test('confirmed the text that they had before them: any part that is rewritten since says so, and put back no longer does', () =>
		inTestCollective(async (ctx) => {
			const zoe = { ...ctx, actor: { ...signedIn('Zoé'), account: ZOE } };
			const meeting = await aMeeting(ctx, 'r-1', { state: 'held' });
			await minutesOf(ctx, meeting.recordId, 'Le local est loué.');
			const { path } = await lendLink(zoe, { ...meeting, ...asked, audience: 'members', days: 3 });
			const token = path.slice('/lien/'.length);
			const link = await linkOfToken(ctx, token);
			const choice = await guestChoice(ctx, link, 'confirmed');
			await answerLink(ctx, link, { ...choice, comment: '' });
			const changed = async () =>
				(await changedSince(ctx, [await linkOfToken(ctx, token)])).has(link.id);
			expect(await changed()).toBe(false);
			await minutesOf(ctx, meeting.recordId, 'Le local est acheté.');
			expect(await changed()).toBe(true);
			await minutesOf(ctx, meeting.recordId, 'Le local est loué.');
			expect(await changed()).toBe(false);
		}));

	test('answers about the page that they read, not about what was written while they read it', () =>
		inTestCollective(async (ctx) => {
			const meeting = { ...(await aMeeting(ctx, 'r-1', { state: 'held' })), ...asked };
			await minutesOf(ctx, meeting.recordId, 'Le local est loué.');
			const { shown } = await guestPage(ctx, meeting);
			await minutesOf(ctx, meeting.recordId, 'Le local est acheté.');
			expect((await guestChoice(ctx, meeting, 'confirmed', shown)).shown).toBe(shown);
			expect((await guestPage(ctx, meeting)).shown).not.toBe(shown);
		}));

	test('whose answer was given before what they read was kept is told by the version of the record', () =>
		inTestCollective(async (ctx) => {
			const meeting = { ...(await aMeeting(ctx, 'r-1', { state: 'held' })), ...asked, id: ZOE };
			const of = (answeredVersion: number) =>
				changedSince(ctx, [{ ...meeting, answeredVersion, answeredShown: null }]);
			expect([(await of(1)).size, (await of(7)).size]).toEqual([0, 1]);
		}));

	test('is written to with what is asked and the link', () =>
		inTestCollective(async (ctx) => {
			const zoe = { ...ctx, actor: { ...signedIn('Zoé'), account: ZOE } };
			const meeting = {
				...(await aMeeting(ctx, 'r-1', { state: 'held' })),
				...asked,
				audience: 'members' as const
			};
			const { path } = await lendLink(zoe, { ...meeting, days: 3 });
			const link = await linkOfToken(ctx, path.slice('/lien/'.length));
			const letter = letterTo(zoe, {
				...meeting,
				title: 'Réunion r-1',
				path,
				days: 3,
				address: 'mairie@example.org'
			});
			expect(letter.text.join(' ')).toContain(asked.asks);
			expect(letter.text.join(' ')).toContain('Réunion r-1');
			expect(letter.subject).not.toContain('Réunion r-1');
			expect(letter.action.path).toBe(path);
			expect(letter.until).toEqual(link.expiresAt);
			const answered = { ...(await guestChoice(ctx, link, 'toCorrect')), comment: 'Point 3' };
			await answerLink(ctx, link, answered);
		}));
});

describe('lending a link', () => {
	test('a pilot lends the meetings of the group, not those of another', () =>
		inTestCollective(async (ctx) => {
			const [own, other] = [await aGroup(ctx, 'gt5'), await aGroup(ctx, 'gt6')];
			const ada = await aPerson(ctx, 'ada');
			await takesPart(ctx, own, { personId: ada }, 'pilot');
			const asAda = { ...ctx, actor: await asPerson(ctx, ada, 'ada') };
			const mine = await aMeeting(ctx, 'r-1', { groupId: own, audience: 'group:gt5' });
			const theirs = await aMeeting(ctx, 'r-2', { groupId: other, audience: 'public' });
			expect((await thingToLend(asAda, mine)).title).toBe('Réunion r-1');
			await expect(thingToLend(asAda, theirs)).rejects.toThrow('pas ici');
		}));

	test('what is kept to named people is not for the team to lend', () =>
		inTestCollective(async (ctx) => {
			const kept = await aMeeting(ctx, 'r-1', { audience: 'people:ada' });
			await expect(thingToLend({ ...ctx, actor: signedIn('Zoe') }, kept)).rejects.toThrow(
				'personnes nommées'
			);
		}));

	test.each([
		['organisation', '0199a000-0000-7000-8000-000000000001'],
		['meeting', '0199a000-0000-7000-8000-000000000001'],
		['meeting', `' OR 1=1`],
		['', '']
	])('refuses « %s %s », which no link opens', (kind, recordId) =>
		inTestCollective(async (ctx) => {
			await expect(thingToLend(ctx, { kind, recordId })).rejects.toThrow('ne se prête pas');
		})
	);
});
