import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Collective } from '#core/server/context.ts';
import { privateMachines } from '#core/server/webhooks/destinations.ts';
import { claimDelivery, noteTry } from '#core/server/webhooks/queue.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { createAccount } from '#modules/accounts/index.ts';
import {
	getWebhook,
	renewSecret,
	resumeWebhook,
	sendAgain
} from '#modules/webhooks/server/webhooks.ts';
import '#collectors/permissions.ts';
import '#collectors/webhooks/tell.ts';
import { aPerson, anOrganisation as aStructure, holds } from '../access/cast.ts';
import { aCollective, at, minutesLater, NOON } from '../mail/post.ts';
import {
	anOrganisation,
	deliver,
	listening,
	messagesOf,
	organisationIn,
	OWN,
	triesOf
} from './collective.ts';
import { isSigned, startReceiver, type Receiver } from './receiver.ts';
import { until } from '../setup/patience.ts';

let receiver: Receiver;
let collective: Collective;
let webhook: { id: string; secret: string };

beforeEach(async () => {
	vi.stubEnv('FANAL_WEBHOOKS_PRIVATE', OWN.FANAL_WEBHOOKS_PRIVATE);
	vi.stubEnv('PUBLIC_URL', 'https://fanal.example.org');
	[receiver, collective] = await Promise.all([startReceiver(), aCollective()]);
	webhook = await listening(collective, receiver.url);
});
afterEach(async () => {
	vi.unstubAllEnvs();
	await receiver.close();
});

/** The one message, after an act. */
async function told(): Promise<string> {
	await anOrganisation(collective, 'le-phare');
	const [message] = await messagesOf(collective);
	return message?.id ?? '';
}
const stateOf = async () => (await messagesOf(collective)).map((one) => one.state);
const seen = () => at(collective, NOON, (ctx) => getWebhook(ctx, webhook.id));

describe('a program that answers yes', () => {
	test('receives each message once, signed, with the address where the record is read', async () => {
		const id = await told();
		expect(await deliver(collective)).toBe(1);
		expect(await deliver(collective, minutesLater(60))).toBe(0);
		const [taken] = receiver.taken;
		if (!taken) throw new Error('nothing came');
		expect(taken.headers['webhook-id']).toBe(id);
		expect(taken.headers['content-type']).toContain('application/json');
		expect(isSigned(taken, webhook.secret)).toBe(true);
		expect(isSigned({ ...taken, body: `${taken.body} ` }, webhook.secret)).toBe(false);
		const stamp = Number(taken.headers['webhook-timestamp']) * 1000;
		expect(Math.abs(Date.now() - stamp)).toBeLessThan(60_000);
		const [message] = await messagesOf(collective);
		expect(JSON.parse(taken.body)).toEqual({
			type: 'organisations.ajout',
			timestamp: NOON.toISOString(),
			data: {
				...message?.data,
				lien: `https://fanal.example.org/api/v1/organisations/${String(message?.data['id'])}`
			}
		});
		expect(message?.state).toBe('accepted');
		expect((await seen()).acceptedAt).toEqual(NOON);
	});

	test('over an encrypted liaison is believed with a known authority, and with no other', async () => {
		const secured = await startReceiver({ secure: true });
		await listening(collective, secured.url);
		await told();
		await deliver(collective, NOON, { ca: '' });
		expect(secured.taken).toEqual([]);
		await deliver(collective, minutesLater(10));
		expect(secured.taken).toHaveLength(1);
		await secured.close();
	});

	test('has what it says kept, up to 500 characters', async () => {
		receiver.behaviours.push({ status: 200, answer: `Merci\0\n${'x'.repeat(100_000)}` });
		const id = await told();
		await deliver(collective);
		const [last] = await triesOf(collective, id);
		expect(last?.answer).toHaveLength(499);
		expect(last?.answer).toMatch(/^Merci x/);
	});

	test('is heard even if the rest of its answer never comes', async () => {
		receiver.behaviours.push({ status: 200, stallsAfter: 'Oui' });
		const id = await told();
		await deliver(collective, NOON, { patienceMs: 300 });
		expect(await stateOf()).toEqual(['accepted']);
		expect(await triesOf(collective, id)).toMatchObject([{ status: 200, answer: 'Oui' }]);
	});

	test('receives each of twenty messages once, one after the other, from two processes at work together', async () => {
		for (let index = 0; index < 20; index += 1)
			await anOrganisation(collective, `o-${String(index)}`);
		await Promise.all([deliver(collective), deliver(collective)]);
		await deliver(collective);
		expect(new Set(receiver.taken.map((one) => one.headers['webhook-id'])).size).toBe(20);
		expect(receiver.taken).toHaveLength(20);
		expect(receiver.together()).toBe(1);
	});
});

describe('a program that fails', () => {
	test('is asked again later under the same identifier, and takes it then', async () => {
		receiver.behaviours.push({ status: 500, answer: 'Panne' }, { status: 200 });
		const id = await told();
		await deliver(collective);
		const [waiting] = await messagesOf(collective);
		const wait = (waiting?.nextAt?.getTime() ?? 0) - NOON.getTime();
		expect(wait).toBeGreaterThanOrEqual(5_000);
		expect(wait).toBeLessThanOrEqual(6_000);
		expect(await deliver(collective)).toBe(0);
		await deliver(collective, minutesLater(1));
		expect(receiver.taken.map((one) => one.headers['webhook-id'])).toEqual([id, id]);
		expect(await triesOf(collective, id)).toMatchObject([
			{ status: 500, said: 'L’autre programme est en panne.', answer: 'Panne' },
			{ status: 200 }
		]);
		expect(await stateOf()).toEqual(['accepted']);
	});

	test('and asks to wait is left alone as long as it asks', async () => {
		receiver.behaviours.push({ status: 429, headers: { 'retry-after': '3600' } }, {});
		await told();
		await deliver(collective);
		expect(await deliver(collective, minutesLater(59))).toBe(0);
		expect(await deliver(collective, minutesLater(61))).toBe(1);
	});

	test('by stalling is not waited for', async () => {
		receiver.behaviours.push({ stall: true });
		const id = await told();
		await deliver(collective, NOON, { patienceMs: 200 });
		expect(await triesOf(collective, id)).toMatchObject([
			{ status: null, said: expect.stringContaining('n’a pas répondu à temps') }
		]);
		expect(await stateOf()).toEqual(['queued']);
	});

	test('does not keep another one waiting', async () => {
		receiver.behaviours.push({ stall: true });
		const other = await startReceiver();
		await listening(collective, other.url);
		await told();
		const round = deliver(collective, NOON, { patienceMs: 2_000 });
		await until(() => {
			expect(other.taken).toHaveLength(1);
		});
		expect((await stateOf()).sort()).toContain('sending');
		await round;
		await other.close();
	});

	test('by sending elsewhere is not followed', async () => {
		const other = await startReceiver();
		receiver.behaviours.push({ status: 307, headers: { location: other.url } });
		const id = await told();
		await deliver(collective);
		expect(other.taken).toEqual([]);
		expect(await triesOf(collective, id)).toMatchObject([
			{ status: 307, said: expect.stringContaining('ne suit pas') }
		]);
		await other.close();
	});

	test('ten times is sent nothing more, and the team is written to, once', async () => {
		await at(collective, NOON, async (ctx) => {
			const phare = await aStructure(ctx, collective.code);
			const ada = await aPerson(ctx, 'ada');
			await holds(ctx, ada, phare, 'employee');
			await createAccount(ctx, { email: 'ada@example.org', name: 'Ada', personId: ada });
			await createAccount(ctx, {
				email: 'zoe@example.org',
				name: 'Zoé',
				personId: await aPerson(ctx, 'zoe')
			});
		});
		receiver.behaviours.push({ status: 500 });
		await told();
		for (let hours = 0; hours < 120; hours += 12)
			await deliver(collective, minutesLater(hours * 60));
		for (let day = 5; day < 12; day += 1) await deliver(collective, minutesLater(day * 24 * 60));
		expect((await seen()).stoppedBecause).toContain('10 fois');
		const mails = await at(collective, NOON, (ctx) => ctx.db.select().from(mailTable));
		expect(mails.map((mail) => [mail.toAddress, mail.subject])).toEqual([
			['ada@example.org', 'Webhook arrêté : Site']
		]);
		await anOrganisation(collective, 'la-balise');
		expect(await stateOf()).not.toContain('sending');
	});

	test('on one message only goes on receiving the others', async () => {
		const [first] = [await told()];
		receiver.behaviours.push({ status: 422 });
		for (let index = 0; index < 9; index += 1)
			await deliver(collective, minutesLater(index * 2 * 24 * 60));
		receiver.behaviours.splice(0, 1, {});
		await at(collective, minutesLater(17 * 24 * 60), (ctx) => organisationIn(ctx, 'la-balise'));
		receiver.behaviours.splice(0, 1, {}, { status: 422 });
		await deliver(collective, minutesLater(17 * 24 * 60));
		await deliver(collective, minutesLater(19 * 24 * 60));
		expect(first).not.toBe('');
		expect((await seen()).stoppedAt).toBeNull();
	});

	test('by saying that it is gone is never asked again', async () => {
		receiver.behaviours.push({ status: 410 });
		await told();
		await deliver(collective);
		expect(await stateOf()).toEqual(['failed']);
		expect((await seen()).stoppedBecause).toContain('ne veut plus');
	});
});

describe('a private machine', () => {
	const shut = { own: privateMachines({}) };

	test('that a name leads to is not called', async () => {
		const secured = await startReceiver({ secure: true });
		await listening(collective, secured.url);
		await told();
		await deliver(collective, NOON, shut);
		expect(secured.taken).toEqual([]);
		expect(receiver.taken).toEqual([]);
		await secured.close();
	});

	test('is not called when one of several addresses is its own', async () => {
		const id = await told();
		await deliver(collective, NOON, {
			resolve: ((_name: string, _options: unknown, done: (...given: unknown[]) => void) => {
				done(null, [
					{ address: '8.8.8.8', family: 4 },
					{ address: '10.0.0.1', family: 4 }
				]);
			}) as never, // the one form that is asked
			...shut
		});
		expect(await triesOf(collective, id)).toMatchObject([{ status: null }]);
	});
});

describe('who keeps a webhook', () => {
	test('sends a message again, under the same identifier', async () => {
		const id = await told();
		await deliver(collective);
		await at(collective, NOON, (ctx) => sendAgain(ctx, webhook.id, id));
		await deliver(collective);
		expect(receiver.taken.map((one) => one.headers['webhook-id'])).toEqual([id, id]);
		await expect(
			at(collective, NOON, (ctx) => sendAgain(ctx, webhook.id, webhook.id))
		).rejects.toThrow('oublié');
	});

	test('takes up again one that was stopped: what waited leaves', async () => {
		receiver.behaviours.push({ status: 410 }, {});
		const id = await told();
		await anOrganisation(collective, 'la-balise');
		await deliver(collective);
		expect((await seen()).stoppedAt).toEqual(NOON);
		await expect(at(collective, NOON, (ctx) => sendAgain(ctx, webhook.id, id))).rejects.toThrow(
			'arrêté'
		);
		await at(collective, NOON, (ctx) => resumeWebhook(ctx, webhook.id));
		await deliver(collective);
		expect(await stateOf()).toEqual(['failed', 'accepted']);
	});

	test('renews its secret: for a day both sign, then the new one alone', async () => {
		const renewed = await at(collective, NOON, (ctx) => renewSecret(ctx, webhook.id, { from: 1 }));
		expect(renewed).not.toBe(webhook.secret);
		vi.useFakeTimers({ now: minutesLater(60), toFake: ['Date'] });
		await told();
		await deliver(collective);
		vi.setSystemTime(minutesLater(25 * 60));
		await anOrganisation(collective, 'la-balise');
		await deliver(collective);
		vi.useRealTimers();
		expect(
			receiver.taken.map((one) => [isSigned(one, webhook.secret), isSigned(one, renewed)])
		).toEqual([
			[true, true],
			[false, true]
		]);
	});
});

test('a process killed meanwhile leaves the message to another one', async () => {
	const id = await told();
	const lost = await at(collective, NOON, claimDelivery);
	expect(lost?.delivery.id).toBe(id);
	expect(await deliver(collective, minutesLater(1))).toBe(0);
	expect(await deliver(collective, minutesLater(3))).toBe(1);
	if (lost)
		await at(collective, minutesLater(4), (ctx) =>
			noteTry(ctx, lost, { state: 'gone', status: 410, said: '', answer: null })
		);
	expect(await stateOf()).toEqual(['accepted']);
});

test('a secret that is no longer that of the installation signs nothing', async () => {
	const id = await told();
	vi.stubEnv('FANAL_SECRET', 'y'.repeat(43));
	await deliver(collective);
	expect(receiver.taken).toEqual([]);
	expect(await triesOf(collective, id)).toMatchObject([
		{ said: expect.stringContaining('renouvelez') }
	]);
});

test('a demonstration sends nothing, and keeps what it would have sent', async () => {
	await told();
	const demonstration = {
		...collective,
		settings: { ...collective.settings, demonstration: true }
	};
	await deliver(demonstration);
	expect(receiver.taken).toEqual([]);
	expect(await stateOf()).toEqual(['kept']);
});
