import { desc } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Mail } from '../mail.ts';
import { queueMail } from './mail.ts';
import { mailStep, mailTable } from './mail/tables.ts';
import { inTestCollective, signedIn } from './testing.ts';

const INVITATION: Mail = {
	to: { address: 'zoe@example.org', name: 'Zoé Petit' },
	subject: 'Votre invitation',
	text: ['Bonjour Zoé,', 'Le collectif vous ouvre son espace.'],
	action: { label: 'Entrer', path: '/invitation/x' },
	category: 'invitation'
};

describe('a mail put in the queue', () => {
	test('waits there, says who caused it, and keeps one identifier for all its tries', () =>
		inTestCollective(async (ctx) => {
			const id = await queueMail(ctx, INVITATION);
			const [mail] = await ctx.db.select().from(mailTable);
			expect(mail).toMatchObject({
				id,
				state: 'queued',
				toAddress: 'zoe@example.org',
				createdBy: 'Ada',
				tries: 0,
				nextAt: ctx.now
			});
			expect(mail?.messageId).toBe(`<${id}@fanal.invalid>`);
			expect(await ctx.db.select().from(mailStep)).toMatchObject([
				{ mailId: id, state: 'queued', said: 'Mis en file.' }
			]);
		}, signedIn('Ada')));

	test('is written once under its key', () =>
		inTestCollective(async (ctx) => {
			const first = await queueMail(ctx, { ...INVITATION, dedupeKey: 'invitation:zoe' });
			const again = await queueMail(ctx, { ...INVITATION, dedupeKey: 'invitation:zoe' });
			expect(again).toBe(first);
			expect(await ctx.db.select().from(mailTable)).toHaveLength(1);
		}));

	test('keeps on one line what would write headers of its own', () =>
		inTestCollective(async (ctx) => {
			await queueMail(ctx, {
				...INVITATION,
				to: { address: 'zoe@example.org', name: 'Zoé\r\nBcc: all@example.org' },
				subject: 'Bonjour\r\nBcc: all@example.org\u2028fin'
			});
			const [mail] = await ctx.db.select().from(mailTable).orderBy(desc(mailTable.id));
			expect(mail?.subject).toBe('Bonjour Bcc: all@example.org fin');
			expect(mail?.toName).toBe('Zoé Bcc: all@example.org');
		}));

	test.each([
		'',
		'zoe',
		'zoe@example.org, all@example.org',
		'zoe@example.org\r\nBcc: all@example.org',
		'Zoé <zoe@example.org>',
		'zoe@example..org',
		`${'z'.repeat(300)}@example.org`
	])('is refused when its address is « %s »', (address) =>
		inTestCollective(async (ctx) => {
			await expect(queueMail(ctx, { ...INVITATION, to: { address } })).rejects.toThrow(
				'nom@exemple.fr'
			);
		})
	);

	test('leads to a page of the site, never to another machine', () =>
		inTestCollective(async (ctx) => {
			for (const path of ['https://example.org/', '//example.org', '/\\example.org', 'x'])
				await expect(
					queueMail(ctx, { ...INVITATION, action: { label: 'Entrer', path } })
				).rejects.toThrow('une page du site');
		}));
});
