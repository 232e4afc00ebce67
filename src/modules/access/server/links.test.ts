import { describe, expect, test } from 'vitest';
import { declarePermissions, PUBLIC } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { module } from '../module.ts';
import { idOfToken, tokenOf } from '../token.ts';
import { answerLink, lendLink, linkOfToken, listLinks, noteOpening, revokeLink } from './links.ts';

declarePermissions(answers(module.permissions));

const MEETING = { kind: 'meeting', recordId: '0199a000-0000-7000-8000-000000000001' };
const ASKED = { asks: '', audience: 'public' as const };
const later = (ctx: Context, days: number): Context => ({
	...ctx,
	now: new Date(ctx.now.getTime() + days * 24 * 3600 * 1000)
});

async function aLink(ctx: Context, days = 30) {
	const { path } = await lendLink(
		{ ...ctx, actor: signedIn('Zoe') },
		{ ...MEETING, ...ASKED, guest: 'Mairie de Caudry', days }
	);
	return path.slice('/lien/'.length);
}

describe('a link lent to somebody without an account', () => {
	test('opens, is counted, and is listed with who lent it', () =>
		inTestCollective(async (ctx) => {
			const link = await linkOfToken(ctx, await aLink(ctx));
			for (let opening = 0; opening < 100; opening += 1) await noteOpening(ctx, link.id);
			const [listed] = await listLinks(ctx);
			expect(listed).toMatchObject({
				guest: 'Mairie de Caudry',
				lentBy: 'Zoe',
				openings: 100,
				state: 'open'
			});
		}));

	test('opens nothing once over, and says of whom to ask another', () =>
		inTestCollective(async (ctx) => {
			const token = await aLink(ctx, 2);
			await expect(linkOfToken(later(ctx, 1), token)).resolves.toBeDefined();
			await expect(linkOfToken(later(ctx, 2), token)).rejects.toThrow(
				'il a pris fin. Demandez-en un autre à Zoe.'
			);
		}));

	test('opens nothing once taken back, and taking it back twice changes nothing', () =>
		inTestCollective(async (ctx) => {
			const token = await aLink(ctx);
			const { id } = await linkOfToken(ctx, token);
			await revokeLink(ctx, id);
			await revokeLink(later(ctx, 1), id);
			await expect(linkOfToken(ctx, token)).rejects.toThrow('il a été repris');
			expect((await listLinks(ctx))[0]?.revokedAt).toEqual(ctx.now);
		}));

	test.each([
		['cut', (token: string) => token.slice(0, -1)],
		['changed', (token: string) => `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`],
		['of another case', (token: string) => token.toUpperCase()],
		['made of hostile text', () => `' OR 1=1 --.x`],
		['empty', () => '']
	])('opens nothing when its address is %s', (_how, forge) =>
		inTestCollective(async (ctx) => {
			await expect(linkOfToken(ctx, forge(await aLink(ctx)))).rejects.toThrow(
				'Ce lien n’est pas valable'
			);
		})
	);

	test('of one collective is worth nothing in another', () => {
		const id = '0199a000-0000-7000-8000-000000000001';
		expect(idOfToken('balise', tokenOf('balise', id))).toBe(id);
		expect(idOfToken('autre', tokenOf('balise', id))).toBeNull();
	});

	test('keeps the last answer, with its comment', () =>
		inTestCollective(async (ctx) => {
			const link = await linkOfToken(ctx, await aLink(ctx));
			await answerLink(ctx, link, { value: 'present', label: 'Oui', comment: '', version: 1 });
			await answerLink(ctx, link, {
				value: 'excused',
				label: 'Non',
				comment: 'Malade',
				version: 1
			});
			expect((await listLinks(ctx))[0]).toMatchObject({
				answer: 'Non',
				comment: 'Malade',
				answeredVersion: 1
			});
		}));

	test('is for the team and pilots to lend, with a name and a term', () =>
		inTestCollective(async (ctx) => {
			const given = { ...MEETING, ...ASKED, guest: 'X', days: 3 };
			await expect(lendLink({ ...ctx, actor: PUBLIC }, given)).rejects.toThrow('connectez-vous');
			await expect(lendLink(ctx, { ...given, guest: '' })).rejects.toThrow('pour qui');
			await expect(lendLink(ctx, { ...given, days: 9999 })).rejects.toThrow('de 1 à 366');
		}));
});
