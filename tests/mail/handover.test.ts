import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverDue } from '#collectors/mail/deliver.ts';
import { letterOf } from '#collectors/mail/letter.ts';
import type { Collective } from '#core/server/context.ts';
import { queueMail } from '#core/server/mail.ts';
import { smtpCourier } from '#core/server/mail/courier.ts';
import { claimNext, noteOutcome } from '#core/server/mail/queue.ts';
import type { SmtpSettings } from '#core/server/mail/settings.ts';
import {
	AUTHORITY,
	readMessage,
	settingsFor,
	startMailServer,
	type MailServer
} from './mail-server.ts';
import { aCollective, at, minutesLater, NOON, NOTICE, post, storyOf } from './post.ts';

let server: MailServer;
let collective: Collective;

beforeEach(async () => {
	[server, collective] = await Promise.all([startMailServer(), aCollective()]);
});
afterEach(() => server.close());

const deliver = (now = NOON, over: Partial<SmtpSettings> = {}) =>
	deliverDue(collective, smtpCourier(settingsFor(server, over)), { clock: () => now });

describe('a mail server that accepts', () => {
	test('is handed the mail once, and its answer is kept', async () => {
		const id = await post(collective);
		expect(await deliver()).toEqual({ tried: 1, trouble: null });
		expect(await deliver(minutesLater(60))).toEqual({ tried: 0, trouble: null });
		expect(server.taken).toHaveLength(1);
		const { mail, last } = await storyOf(collective, id);
		expect(mail).toMatchObject({ state: 'accepted', acceptedAt: NOON, tries: 1 });
		expect(last).toMatchObject({ state: 'accepted', answer: expect.stringMatching(/^250 /) });
	});

	test('is said to have it only after its answer', async () => {
		const id = await post(collective);
		let during = '';
		server.behaviour.message = async () => {
			during = (await storyOf(collective, id)).mail.state;
			return undefined;
		};
		await deliver();
		expect(during).toBe('sending');
	});

	test('receives twenty mails once each from two processes at work together', async () => {
		for (let index = 0; index < 20; index += 1)
			await post(collective, { subject: `Avis ${String(index)}` });
		const rounds = await Promise.all([deliver(), deliver()]);
		expect(rounds[0].tried + rounds[1].tried).toBe(20);
		const subjects = await Promise.all(
			server.taken.map(async (raw) => (await readMessage(raw)).subject)
		);
		expect(new Set(subjects).size).toBe(20);
		expect(subjects).toHaveLength(20);
	});

	test('receives what somebody waits for before the digests', async () => {
		await post(collective, { category: 'digest', subject: 'Résumé' });
		await post(collective, { category: 'account', subject: 'Votre lien' });
		await deliver();
		expect((await readMessage(server.taken[0])).subject).toBe('Votre lien');
	});

	test('never sees a mail whose act was undone', async () => {
		const act = at(collective, NOON, async (ctx) => {
			await queueMail(ctx, NOTICE);
			throw new Error('the act fails');
		});
		await expect(act).rejects.toThrow('the act fails');
		expect(await deliver()).toEqual({ tried: 0, trouble: null });
	});
});

describe('a process killed between the answer of the server and its note', () => {
	test('leaves the mail to another one, which hands it over again under the same identifier', async () => {
		const id = await post(collective);
		const lost = await at(collective, NOON, claimNext);
		if (!lost) throw new Error('no mail was due');
		await smtpCourier(settingsFor(server)).hand(letterOf(collective, lost));
		expect(await deliver(minutesLater(14))).toEqual({ tried: 0, trouble: null });
		await deliver(minutesLater(15));
		const ids = await Promise.all(
			server.taken.map(async (raw) => (await readMessage(raw)).messageId)
		);
		expect(ids).toEqual([lost.messageId, lost.messageId]);
		const { mail, steps } = await storyOf(collective, id);
		expect(mail).toMatchObject({ state: 'accepted', tries: 2 });
		expect(steps.map((one) => one.said)).toContain(
			'Un arrêt de Fanal a interrompu l’essai précédent.'
		);
	});

	test('notes nothing if it was only slow: the second try is the one that counts', async () => {
		const id = await post(collective);
		const slow = await at(collective, NOON, claimNext);
		if (!slow) throw new Error('no mail was due');
		await deliver(minutesLater(15));
		await at(collective, minutesLater(16), (ctx) =>
			noteOutcome(ctx, slow, { state: 'refused', said: 'Trop tard.', answer: '' })
		);
		expect((await storyOf(collective, id)).mail.state).toBe('accepted');
	});
});

describe('a mail server that refuses', () => {
	test('ends the mail, with its reason in words and its own answer', async () => {
		server.behaviour.recipient = () => ({ code: 550, text: '5.1.1 No such user here' });
		const id = await post(collective);
		expect(await deliver()).toEqual({ tried: 1, trouble: null });
		expect((await storyOf(collective, id)).last).toEqual({
			state: 'refused',
			said: 'Cette adresse n’existe pas chez le destinataire.',
			answer: '550 5.1.1 No such user here'
		});
		server.behaviour = {};
		expect(await deliver(minutesLater(600))).toEqual({ tried: 0, trouble: null });
	});

	test('one mail does not keep the others from leaving', async () => {
		server.behaviour.recipient = (address) =>
			address.startsWith('zoe') ? { code: 550, text: '5.2.2 Mailbox full' } : undefined;
		await post(collective);
		await post(collective, { to: { address: 'ada@example.org' } });
		expect(await deliver()).toEqual({ tried: 2, trouble: null });
		expect(server.taken).toHaveLength(1);
	});

	test('the message itself ends it too', async () => {
		server.behaviour.message = () => ({ code: 554, text: '5.7.1 Looks like spam' });
		const id = await post(collective);
		await deliver();
		expect((await storyOf(collective, id)).last).toMatchObject({
			state: 'refused',
			said: expect.stringContaining('politique')
		});
	});

	test('for a time is asked again later, and takes it then', async () => {
		server.behaviour.recipient = () => ({ code: 451, text: '4.7.1 Greylisted, try again' });
		const id = await post(collective);
		await deliver();
		const waiting = await storyOf(collective, id);
		expect(waiting.mail).toMatchObject({ state: 'queued', nextAt: minutesLater(1) });
		expect(waiting.last?.said).toBe('Le serveur demande d’attendre.');
		expect(await deliver()).toEqual({ tried: 0, trouble: null });
		delete server.behaviour.recipient;
		await deliver(minutesLater(1));
		expect((await storyOf(collective, id)).mail.state).toBe('accepted');
	});

	test('for four days is left alone, and the mail is given up with the last reason', async () => {
		server.behaviour.recipient = () => ({ code: 451, text: '4.7.1 Not now' });
		const id = await post(collective);
		for (let day = 0; day <= 5; day += 1) await deliver(minutesLater(day * 24 * 60));
		expect((await storyOf(collective, id)).last).toMatchObject({
			state: 'abandoned',
			said: 'Le serveur demande d’attendre. Fanal a cessé d’essayer après quatre jours.'
		});
	});

	test('the account stops the round: no mail is blamed for it, and no password is kept', async () => {
		await server.close();
		server = await startMailServer({
			authOptional: false,
			disabledCommands: ['STARTTLS'],
			onAuth: ({ password = '' }, _session, callback) => {
				callback(Object.assign(new Error(`5.7.8 No: ${password}`), { responseCode: 535 }));
			}
		});
		const id = await post(collective);
		await post(collective);
		const auth = { user: 'balise', pass: 'sesame-ouvre-toi' };
		expect(await deliver(NOON, { auth })).toEqual({
			tried: 1,
			trouble: 'Le serveur refuse le compte de Fanal : vérifiez FANAL_SMTP_URL.'
		});
		const { last, mail } = await storyOf(collective, id);
		expect(mail.state).toBe('queued');
		expect(last?.answer).toContain('535');
		expect(last?.answer).not.toContain('sesame');
	});
});

describe('a mail server that stalls', () => {
	test('until patience ends is asked again, with the same identifier, so that one copy is shown', async () => {
		const release = Promise.withResolvers<undefined>();
		server.behaviour.message = () => release.promise;
		const id = await post(collective);
		expect(await deliver(NOON, { silenceMs: 200 })).toMatchObject({
			trouble: 'Le serveur n’a pas répondu à temps ; il a peut-être reçu le courriel.'
		});
		expect((await storyOf(collective, id)).mail.state).toBe('queued');
		release.resolve(undefined);
		delete server.behaviour.message;
		await deliver(minutesLater(1));
		const ids = await Promise.all(
			server.taken.map(async (raw) => (await readMessage(raw)).messageId)
		);
		expect(ids).toHaveLength(2);
		expect(new Set(ids).size).toBe(1);
	});

	test('and answers within patience is heard', async () => {
		const slow = Promise.withResolvers<undefined>();
		server.behaviour.message = () => slow.promise;
		const id = await post(collective);
		const round = deliver();
		while ((await storyOf(collective, id)).mail.state !== 'sending') await Promise.resolve();
		slow.resolve(undefined);
		expect(await round).toEqual({ tried: 1, trouble: null });
		expect((await storyOf(collective, id)).mail.state).toBe('accepted');
	});

	test('and hangs up after the message is asked again', async () => {
		server.behaviour.message = () => {
			server.cut();
			return new Promise(() => undefined);
		};
		const id = await post(collective);
		await deliver();
		expect((await storyOf(collective, id)).last).toMatchObject({
			state: 'queued',
			said: expect.stringMatching(/^La liaison a été coupée/)
		});
	});

	test('or is away, stops the round and loses nothing', async () => {
		const port = server.port;
		await server.close();
		const id = await post(collective);
		await post(collective);
		const away = await deliverDue(collective, smtpCourier(settingsFor({ port })), {
			clock: () => NOON
		});
		expect(away).toEqual({ tried: 1, trouble: 'Le serveur de courriel n’a pas pu être joint.' });
		expect((await storyOf(collective, id)).mail.state).toBe('queued');
		server = await startMailServer();
		await deliver(minutesLater(1));
		expect(server.taken).toHaveLength(2);
	});
});

describe('a liaison that must be encrypted', () => {
	const said = 'La liaison avec le serveur n’a pas pu être chiffrée.';

	test('is refused to a server that cannot: the mail waits, unread by the network', async () => {
		const id = await post(collective);
		await deliver(NOON, { tls: 'required' });
		expect((await storyOf(collective, id)).last).toMatchObject({ state: 'queued', said });
		expect(server.taken).toEqual([]);
	});

	test.each([
		['STARTTLS', 'required', {}],
		['TLS from the first byte', 'implicit', { secure: true }]
	] as const)(
		'by %s is made with a known authority, and with no other',
		async (_how, tls, options) => {
			await server.close();
			server = await startMailServer({ disabledCommands: [], ...options });
			const id = await post(collective);
			await deliver(NOON, { tls });
			expect((await storyOf(collective, id)).last).toMatchObject({ state: 'queued', said });
			await deliver(minutesLater(1), { tls, ca: AUTHORITY });
			expect((await storyOf(collective, id)).mail.state).toBe('accepted');
		}
	);
});

test('without a mail server, mails are kept to be read on the spot, and never said to be sent', async () => {
	const id = await post(collective);
	await deliverDue(collective, null, { clock: () => NOON });
	expect((await storyOf(collective, id)).last).toMatchObject({ state: 'kept', answer: null });
	expect(await deliver(minutesLater(60))).toEqual({ tried: 0, trouble: null });
});

test('a link that ended meanwhile is not sent', async () => {
	const id = await post(collective, { until: minutesLater(15) });
	await deliver(minutesLater(20));
	expect(server.taken).toEqual([]);
	expect((await storyOf(collective, id)).mail.state).toBe('abandoned');
});

test('a link that opens an account is forgotten once handed over', async () => {
	const id = await post(collective, { category: 'account', secret: true });
	await deliver();
	expect(server.taken[0]).toContain('/reunions/bureau-mars');
	expect((await storyOf(collective, id)).mail.action).toBeNull();
});
