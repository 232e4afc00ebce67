import { and, eq, inArray } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPERATOR, type PersonActor } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { queueMail } from '#core/server/mail.ts';
import { smtpCourier } from '#core/server/mail/courier.ts';
import { findStop } from '#core/server/mail/stops.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { saveRecord } from '#core/server/records.ts';
import { deliverDue } from '#collectors/mail/deliver.ts';
import { writeDigests } from '#collectors/mail/digest.ts';
import { listWaiting } from '#collectors/feed.ts';
import '#collectors/permissions.ts';
import '#collectors/search.ts';
import { createAccount } from '#modules/accounts/index.ts';
import { listStopped, startAgain, startOwnAgain } from '#modules/mail/server/stops.ts';
import { meetingKind } from '#modules/meetings/server/exchange.ts';
import { anOrganisation, aPerson, asPerson, holds } from '../access/cast.ts';
import { settingsFor, startMailServer, type MailServer } from './mail-server.ts';
import { aCollective, minutesLater, NOTICE, post, storyOf } from './post.ts';

const WEEK = 7 * 24 * 60;
const NOBODY = 'nobody@example.org';

let server: MailServer;
let collective: Collective;
let team: PersonActor;

const by = <T>(
	minutes: number,
	work: (ctx: Context) => Promise<T>,
	actor = OPERATOR as Context['actor']
) => inCollective(collective, { actor, mode: 'write', now: minutesLater(minutes) }, work);
const deliver = (minutes: number) =>
	deliverDue(collective, smtpCourier(settingsFor(server)), { clock: () => minutesLater(minutes) });
const refuse = (code: number, text: string) => {
	server.behaviour.recipient = (address) =>
		address.toLowerCase() === NOBODY ? { code, text } : undefined;
};

/** One of the team whose mailbox works, and a member whose address is dead. */
beforeEach(async () => {
	[server, collective] = await Promise.all([startMailServer(), aCollective()]);
	team = await by(-WEEK, async (ctx) => {
		const home = await anOrganisation(ctx, ctx.collective.code);
		const member = await anOrganisation(ctx, 'm', true);
		const [adaId, zoeId] = [await aPerson(ctx, 'ada'), await aPerson(ctx, 'zoe')];
		await holds(ctx, adaId, home, 'employee');
		await holds(ctx, zoeId, member, 'direction');
		const account = await createAccount(ctx, {
			email: 'ada@example.org',
			name: 'ada',
			personId: adaId
		});
		await createAccount(ctx, { email: NOBODY, name: 'zoe', personId: zoeId });
		return { ...(await asPerson(ctx, adaId, 'ada')), account };
	});
});
afterEach(() => server.close());

function aMeeting(title: string, minutes: number) {
	return by(minutes, (ctx) =>
		saveRecord(ctx, meetingKind, {
			code: title,
			groupId: null,
			title,
			type: 'workingGroup',
			on: partialDate('2024-12-01'),
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
			audience: 'public',
			source: null
		})
	);
}

const triedFor = (address: string) =>
	by(0, async (ctx) => {
		const rows = await ctx.db
			.select({ id: mailTable.id })
			.from(mailTable)
			.where(
				and(eq(mailTable.toAddress, address), inArray(mailTable.state, ['accepted', 'refused']))
			);
		return rows.length;
	});

describe('an address that its server refuses for good', () => {
	test('receives one digest, not one each week, while the others receive theirs', async () => {
		refuse(550, '5.1.1 User unknown');
		for (let week = 1; week <= 3; week += 1) {
			await aMeeting(`reunion-${String(week)}`, week * WEEK - 600);
			await by(week * WEEK, (ctx) => writeDigests(ctx, 'weekly'));
			await deliver(week * WEEK);
		}
		expect(await triedFor(NOBODY)).toBe(1);
		expect(await triedFor('ada@example.org')).toBe(3);
	});

	test('is told to the team, by name, with what to do', async () => {
		refuse(550, '5.1.1 User unknown');
		await post(collective, { to: { address: NOBODY } });
		await deliver(0);
		const waiting = await by(1, (ctx) => listWaiting(ctx), team);
		const told = waiting.find(({ because }) => because.includes('refusée par son serveur'));
		expect(told?.items).toEqual([
			expect.objectContaining({ title: NOBODY, path: '/courriels#adresses' })
		]);
	});

	test('is not written to, whatever the case of its letters; a link to come in is still tried', async () => {
		refuse(550, '5.1.1 User unknown');
		await post(collective, { to: { address: NOBODY } });
		await deliver(0);
		const id = await post(collective, { to: { address: 'Nobody@Example.org' } }, minutesLater(1));
		expect((await storyOf(collective, id)).last).toMatchObject({
			state: 'abandoned',
			said: expect.stringContaining('ne lui écrit plus')
		});
		await by(2, (ctx) =>
			queueMail(ctx, { ...NOTICE, to: { address: NOBODY }, category: 'account', secret: true })
		);
		expect(await deliver(2)).toMatchObject({ tried: 1 });
	});

	test('starts again when its holder, or the team, asks for it, or when a letter passes', async () => {
		refuse(550, '5.1.1 User unknown');
		const stopped = async (minutes: number) => {
			await post(collective, { to: { address: NOBODY } }, minutesLater(minutes));
			await deliver(minutes);
			expect(await by(minutes, (ctx) => findStop(ctx, NOBODY))).not.toBeNull();
		};
		const isWell = async () => expect(await by(0, (ctx) => findStop(ctx, NOBODY))).toBeNull();
		await stopped(0);
		await by(1, (ctx) => startOwnAgain(ctx, NOBODY), team);
		await isWell();
		await stopped(2);
		await by(3, async (ctx) => startAgain(ctx, (await listStopped(ctx))[0]?.mailId ?? ''), team);
		await isWell();
		await stopped(4);
		delete server.behaviour.recipient;
		await by(5, (ctx) =>
			queueMail(ctx, { ...NOTICE, to: { address: NOBODY }, category: 'account' })
		);
		await deliver(5);
		await isWell();
	});

	test.each([
		[550, '5.1.1 User unknown', 1],
		[550, '5.1.10 Null MX', 1],
		[550, '5.2.1 Mailbox disabled', 1],
		[550, 'No such user', 1],
		[552, '5.2.2 Mailbox full', 3],
		[550, '5.7.1 Blocked by policy', 3],
		[451, '4.7.1 Greylisted', Infinity]
	])('%i %s stops after so many letters: %d', async (code, text, letters) => {
		refuse(code, text);
		for (let sent = 1; sent <= 4; sent += 1) {
			await post(collective, { to: { address: NOBODY } }, minutesLater(sent));
			await deliver(sent);
			expect((await by(sent, (ctx) => findStop(ctx, NOBODY))) !== null).toBe(sent >= letters);
		}
	});
});
