import { describe, expect, test } from 'vitest';
import { declarePermissions, PUBLIC, type PersonActor } from '#core/actor.ts';
import type { Mail } from '#core/mail.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import { queueMail } from '#core/server/mail.ts';
import { claimNext, noteOutcome } from '#core/server/mail/queue.ts';
import { journal } from '#core/server/tables.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { module } from '../module.ts';
import {
	abandonMail,
	countMails,
	getMail,
	lastHandover,
	listMails,
	openSecret,
	retryMail
} from './outbox.ts';

declarePermissions(answers(module.permissions));

const NOTICE: Mail = {
	to: { address: 'zoe@example.org', name: 'Zoé Petit', account: 'zoe' },
	subject: 'Le relevé est en ligne',
	text: ['Il peut être lu.'],
	action: { label: 'Lire', path: '/reunions/mars' },
	category: 'notice'
};
const INVITATION: Mail = { ...NOTICE, category: 'invitation', secret: true };

const team = signedIn('Ada');
const administrator = signedIn('Max', { role: 'administrator', because: 'administre' });
const as = (ctx: Context, actor: PersonActor): Context => ({ ...ctx, actor });

/** A mail after one try that ended so. */
async function tried(ctx: Context, outcome: Parameters<typeof noteOutcome>[2], mail = NOTICE) {
	const id = await queueMail(ctx, mail);
	const claimed = await claimNext(ctx);
	if (claimed) await noteOutcome(ctx, claimed, outcome);
	return id;
}

describe('who follows mails', () => {
	test('finds them by state and by sort, the latest first', () =>
		inTestCollective(async (ctx) => {
			await tried(ctx, { state: 'accepted', answer: '250 OK' });
			await queueMail(ctx, INVITATION);
			const all = await listMails(as(ctx, team), { state: null, category: null, page: 1 });
			expect(all.mails.map((mail) => mail.category)).toEqual(['invitation', 'notice']);
			const left = await listMails(as(ctx, team), { state: 'accepted', category: null, page: 1 });
			expect(left.mails).toHaveLength(1);
			expect(await countMails(ctx)).toEqual(
				new Map([
					['accepted', 1],
					['queued', 1]
				])
			);
			expect((await lastHandover(ctx)).acceptedAt).toEqual(ctx.now);
		}));

	test('is of the team, or tends the installation', () =>
		inTestCollective(async (ctx) => {
			const id = await queueMail(ctx, NOTICE);
			const pilot = signedIn('Léo', { role: 'pilot', because: 'pilote' });
			for (const actor of [PUBLIC, pilot])
				await expect(getMail({ ...ctx, actor }, id)).rejects.toMatchObject({ kind: 'forbidden' });
			await expect(getMail(as(ctx, team), 'x')).rejects.toMatchObject({ kind: 'absent' });
		}));

	test('does not read there what only its addressee may know', () =>
		inTestCollective(async (ctx) => {
			const id = await queueMail(ctx, { ...NOTICE, category: 'digest', audience: 'people:zoe' });
			expect(await getMail(as(ctx, team), id)).toMatchObject({ text: null, action: null });
			const zoe = { ...signedIn('Zoé'), account: 'zoe' };
			expect((await getMail(as(ctx, zoe), id)).text).toEqual(NOTICE.text);
		}));

	test('tends the installation without reading the notices of the team', () =>
		inTestCollective(async (ctx) => {
			const notice = await queueMail(ctx, NOTICE);
			const invitation = await queueMail(ctx, INVITATION);
			expect((await getMail(as(ctx, administrator), notice)).text).toBeNull();
			expect((await getMail(as(ctx, administrator), invitation)).text).toEqual(NOTICE.text);
		}));
});

describe('the link that opens an account', () => {
	test('is shown to who tends the installation, on demand, and the journal says so', () =>
		inTestCollective(async (ctx) => {
			const id = await tried(ctx, { state: 'kept' }, INVITATION);
			expect(await getMail(as(ctx, administrator), id)).toMatchObject({
				action: null,
				hiddenLink: true
			});
			expect(await openSecret(as(ctx, administrator), id)).toEqual(NOTICE.action);
			expect(await ctx.db.select().from(journal)).toMatchObject([
				{ event: 'mail.linkRead', actor: 'Max', account: 'Max' }
			]);
		}));

	test('is not shown to the team, nor to anybody once it has left', () =>
		inTestCollective(async (ctx) => {
			const kept = await tried(ctx, { state: 'kept' }, INVITATION);
			expect((await getMail(as(ctx, team), kept)).hiddenLink).toBe(false);
			await expect(openSecret(as(ctx, team), kept)).rejects.toMatchObject({ kind: 'forbidden' });
			const gone = await tried(ctx, { state: 'accepted', answer: '250' }, INVITATION);
			await expect(openSecret(as(ctx, administrator), gone)).rejects.toThrow('parti avec');
		}));
});

describe('a mail that did not leave', () => {
	test('is put back in the queue on demand, and its history says by whom', () =>
		inTestCollective(async (ctx) => {
			const id = await tried(ctx, { state: 'refused', said: 'Boîte pleine.', answer: '550' });
			await retryMail(as(ctx, team), id);
			const { mail, steps, may } = await getMail(as(ctx, team), id);
			expect(mail).toMatchObject({ state: 'queued', nextAt: ctx.now, tries: 0 });
			expect(steps.at(-1)).toMatchObject({ said: 'Remis en file, à la demande.', actor: 'Ada' });
			expect(may).toEqual({ retry: true, abandon: true });
		}));

	test('is given up on demand, once for all', () =>
		inTestCollective(async (ctx) => {
			const id = await queueMail(ctx, NOTICE);
			await abandonMail(as(ctx, team), id);
			await abandonMail(as(ctx, team), id);
			const { mail, steps } = await getMail(as(ctx, team), id);
			expect(mail.state).toBe('abandoned');
			expect(steps).toHaveLength(2);
			expect(await claimNext(ctx)).toBeUndefined();
		}));

	test('cannot be retried or given up while it leaves, nor after', () =>
		inTestCollective(async (ctx) => {
			const id = await queueMail(ctx, NOTICE);
			const mail = await claimNext(ctx);
			for (const act of [retryMail, abandonMail])
				await expect(act(as(ctx, team), id)).rejects.toThrow('déjà parti');
			if (mail) await noteOutcome(ctx, mail, { state: 'accepted', answer: '250' });
			for (const act of [retryMail, abandonMail])
				await expect(act(as(ctx, team), id)).rejects.toThrow('déjà parti');
		}));

	test('whose link has ended is not retried: the act is to be done again', () =>
		inTestCollective(async (ctx) => {
			const id = await queueMail(ctx, { ...INVITATION, until: ctx.now });
			await expect(retryMail(as(ctx, team), id)).rejects.toThrow('a pris fin');
		}));
});
