import { count, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { PUBLIC } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { freshOnce, onceOf } from '#core/server/once.ts';
import { createRecord } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import { signedIn } from '#core/server/testing.ts';
import { webhookTable } from '#core/server/webhooks/tables.ts';
import { listGrants } from '#collectors/permissions.ts';
import { createAccount } from '#modules/accounts/index.ts';
import { LIMITS } from '#modules/access/rules.ts';
import { revokeLink } from '#modules/access/server/links.ts';
import { guestLink } from '#modules/access/server/tables.ts';
import { actorOfToken } from '#modules/api/index.ts';
import { apiToken } from '#modules/api/server/tables.ts';
import { makeToken, revokeToken } from '#modules/api/server/tokens.ts';
import { addWebhook, changeWebhook, renewSecret } from '#modules/webhooks/server/webhooks.ts';
import { aCollective, at, NOON } from '../mail/post.ts';
import { kindNamed } from '../webhooks/collective.ts';
import { lendAsShown } from './as-shown.ts';

/** A form that makes something whose secret is told in its answer. */
interface Maker {
	/** Sends the form; `words` are what was typed, told apart by one of them. */
	send: (form: string, words: string) => Promise<string>;
	/** How many it made, and what was written of it: rows, acts of the journal, mails. */
	made: () => Promise<{ rows: number; acts: number; mails: number }>;
	/** Ends what was made. */
	end: () => Promise<void>;
}

let collective: Collective;
let makers: Record<'a lent link' | 'a token' | 'a webhook', Maker>;
const as = <T>(work: (ctx: Context) => Promise<T>) =>
	inCollective(
		collective,
		{ actor: { ...signedIn('Zoé'), account }, mode: 'write', now: NOON },
		work
	);
let account: string;

const webhook = {
	address: 'https://site.example.org/',
	modules: ['network'],
	acts: ['added'],
	circle: 'public'
};

const counted = (table: typeof guestLink | typeof apiToken | typeof webhookTable, event: string) =>
	at(collective, NOON, async ({ db }) => {
		const acts = await db.select({ number: count() }).from(journal).where(eq(journal.event, event));
		return {
			rows: await db.$count(table),
			acts: acts[0]?.number ?? 0,
			mails: await db.$count(mailTable)
		};
	});

beforeEach(async () => {
	collective = await aCollective();
	const [thing, own] = await at(collective, NOON, async (ctx) => {
		const record = await createRecord(ctx, kindNamed('meeting'), {
			code: 'phare',
			title: 'Réunion',
			type: 'workingGroup',
			on: partialDate('2024-04-02'),
			state: 'planned',
			audience: 'public'
		});
		const id = await createAccount(ctx, { email: 'zoe@example.org', name: 'Zoé', personId: null });
		return [{ kind: 'meeting', recordId: record }, id] as const;
	});
	account = own;
	const ids = (table: typeof guestLink | typeof apiToken) =>
		at(collective, NOON, ({ db }) => db.select({ id: table.id }).from(table));
	makers = {
		'a lent link': {
			send: (form, guest) =>
				as(async (ctx) => {
					const typed = { guest, days: 30, asks: '', address: 'mairie@example.org' };
					return (await lendAsShown(ctx, thing, { ...typed, isAnother: true }, form)).path;
				}),
			made: () => counted(guestLink, 'guestLink.lent'),
			end: async () => {
				for (const { id } of await ids(guestLink)) await as((ctx) => revokeLink(ctx, id));
			}
		},
		'a token': {
			send: (form, name) =>
				as((ctx) => makeToken(ctx, account, { name, days: 30, writes: [] }, [], form)),
			made: () => counted(apiToken, 'apiToken.made'),
			end: async () => {
				for (const { id } of await ids(apiToken)) await as((ctx) => revokeToken(ctx, account, id));
			}
		},
		'a webhook': {
			send: async (form, name) =>
				(await as((ctx) => addWebhook(ctx, { ...webhook, name }, ['network'], form))).secret,
			made: () => counted(webhookTable, 'webhook.made'),
			end: () =>
				as(async (ctx) => {
					const [own] = await ctx.db.select().from(webhookTable);
					await changeWebhook(ctx, own?.id ?? '', { ...webhook, name: 'Autre' }, ['network']);
				})
		}
	};
});

describe.each(['a lent link', 'a token', 'a webhook'] as const)(
	'the form that makes %s',
	(name) => {
		const letters = name === 'a lent link' ? 1 : 0;

		test('tells the same again when its answer is reloaded, and makes nothing more', async () => {
			const { send, made } = makers[name];
			const form = freshOnce();
			const first = await send(form, 'Mairie');
			expect(await send(form, 'Mairie')).toBe(first);
			expect(await made()).toEqual({ rows: 1, acts: 1, mails: letters });
		});

		test('sent twice at once is one, and both answers tell it', async () => {
			const { send, made } = makers[name];
			const form = freshOnce();
			const told = await Promise.all(Array.from({ length: 4 }, () => send(form, 'Mairie')));
			expect(new Set(told).size).toBe(1);
			expect(await made()).toEqual({ rows: 1, acts: 1, mails: letters });
		});

		test('drawn twice makes two', async () => {
			const { send, made } = makers[name];
			const told = [await send(freshOnce(), 'Mairie'), await send(freshOnce(), 'Mairie')];
			expect(new Set(told).size).toBe(2);
			expect(await made()).toEqual({ rows: 2, acts: 2, mails: 2 * letters });
		});

		test('makes nothing of other words once it has served, nor brings back what has ended: it says so', async () => {
			const { send, made, end } = makers[name];
			const form = freshOnce();
			await send(form, 'Mairie');
			await expect(send(form, 'Préfecture')).rejects.toThrow('déjà servi');
			await end();
			await expect(send(form, 'Mairie')).rejects.toThrow('déjà servi');
			expect(await made()).toEqual({ rows: 1, acts: 1, mails: letters });
		});

		test.each([
			['absent', ''],
			['anything', 'x'],
			['cut', freshOnce().slice(0, -1)],
			['longer', `${freshOnce()}.x`],
			['in capitals', freshOnce().toUpperCase()],
			['put together from two forms', `${onceOf(freshOnce()).id}.${onceOf(freshOnce()).chance}`]
		])('is refused in words when what tells it apart is %s', async (_how, form) => {
			const { send, made } = makers[name];
			await expect(send(form, 'Mairie')).rejects.toThrow('formulaire est incomplet');
			expect(await made()).toEqual({ rows: 0, acts: 0, mails: 0 });
		});
	}
);

test('forms sent in any order, as often as one likes, make one thing for each form that was drawn', async () => {
	const forms = Array.from({ length: 4 }, () => freshOnce());
	const sending = fc.record({
		form: fc.constantFrom(...forms),
		words: fc.constantFrom('Mairie', 'Préfecture')
	});
	await fc.assert(
		fc.asyncProperty(fc.array(sending, { maxLength: 8 }), async (sent) => {
			await at(collective, NOON, ({ db }) => db.delete(apiToken));
			const firsts = new Map<string, string>();
			const answers = await Promise.all(
				sent.map(({ form, words }) =>
					makers['a token'].send(form, words).then(
						(token) => ({ form, token }),
						() => null
					)
				)
			);
			for (const answer of answers) {
				if (!answer) continue;
				expect(firsts.get(answer.form) ?? answer.token).toBe(answer.token);
				firsts.set(answer.form, answer.token);
			}
			const drawn = new Set(sent.map(({ form }) => form));
			expect([...firsts.keys()].sort()).toEqual([...drawn].sort());
			expect((await makers['a token'].made()).rows).toBe(drawn.size);
		}),
		{ numRuns: 15 }
	);
});

test('the last link that may be lent in a day is told again, rather than refused as one too many', async () => {
	const { send } = makers['a lent link'];
	const forms = Array.from({ length: LIMITS.letters }, () => freshOnce());
	const told = [];
	for (const form of forms) told.push(await send(form, 'Mairie'));
	expect(await send(forms.at(-1) ?? '', 'Mairie')).toBe(told.at(-1));
	await expect(send(freshOnce(), 'Mairie')).rejects.toThrow('laissez l’adresse vide');
});

test('a token that was told twice opens', async () => {
	const form = freshOnce();
	const { send } = makers['a token'];
	await send(form, 'Site');
	const token = await send(form, 'Site');
	const actor = await inCollective(collective, { actor: PUBLIC, mode: 'write', now: NOON }, (ctx) =>
		actorOfToken(ctx, token, listGrants).then(({ actor }) => actor)
	);
	expect(actor.account).toBe(account);
});

describe('the secret of a webhook', () => {
	const ofOne = async () => {
		await makers['a webhook'].send(freshOnce(), 'Site');
		const [row] = await at(collective, NOON, ({ db }) => db.select().from(webhookTable));
		return row?.id ?? '';
	};

	test('is renewed once by a form sent twice at once, or whose answer is reloaded', async () => {
		const id = await ofOne();
		const form = freshOnce();
		const renew = () => as((ctx) => renewSecret(ctx, id, { from: 1, form }));
		const told = [...(await Promise.all([renew(), renew()])), await renew()];
		expect(new Set(told).size).toBe(1);
		expect((await counted(webhookTable, 'webhook.renewed')).acts).toBe(1);
	});

	test('renewed since is not brought back by the answer of a former page', async () => {
		const id = await ofOne();
		const form = freshOnce();
		const renew = (from: number, own = freshOnce()) =>
			as((ctx) => renewSecret(ctx, id, { from, form: own }));
		await renew(1, form);
		await renew(2);
		await expect(renew(1, form)).rejects.toThrow('renouvelé depuis');
		await expect(renew(Number.NaN)).rejects.toThrow('renouvelé depuis');
	});

	test('is told to nobody who writes a form that renewed nothing', async () => {
		const id = await ofOne();
		const renew = (from: number, form = freshOnce()) =>
			as((ctx) => renewSecret(ctx, id, { from, form }));
		// The number of the secret in force is on the page: it opens nothing.
		await expect(renew(0)).rejects.toThrow('renouvelé depuis');
		await renew(1);
		await expect(renew(1)).rejects.toThrow('renouvelé depuis');
		await expect(renew(2, '')).rejects.toThrow('incomplet');
	});
});
