import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import type { Context } from '#core/server/context.ts';
import { freshOnce } from '#core/server/once.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import { guestPage } from '#collectors/guests.ts';
import { loanOf } from '#collectors/lend.ts';
import '#collectors/permissions.ts';
import { lentLinks } from '#modules/all.ts';
import { lendAsShown, publishAsShown } from '../editing/as-shown.ts';

const MEETING = '0199f000-0000-7000-8000-000000000001';
const THING = { kind: 'meeting', recordId: MEETING };
const withZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, signedIn('Zoe'));
const later = (ctx: Context, hours: number): Context => ({
	...ctx,
	now: new Date(ctx.now.getTime() + hours * 3_600_000)
});

/** A meeting of the bureau with a point and a decision, without minutes. */
async function aBureau(ctx: Context): Promise<string> {
	const meeting = { title: 'Bureau', type: 'bureau', state: 'tenue', on: '12/03/2024' };
	await saveAddition(ctx, 'meeting', MEETING, meeting);
	const meetingId = String((await rowOf(ctx, kindOf('meeting'), MEETING))['code']);
	await saveAddition(ctx, 'agendaItem', uuidv7(), { meetingId, rank: '1', title: 'Loyer' });
	await saveAddition(ctx, 'decision', uuidv7(), { meetingId, title: 'Louer' });
	return meetingId;
}

const lend = (ctx: Context, form: string, guest: string, isAnother = false) =>
	lendAsShown(ctx, THING, { guest, days: 30, asks: '', address: '', isAnother }, form);

describe('the page that lends a link', () => {
	test('promises what is there, by its title, and nothing that is not', () =>
		withZoe(async (ctx) => {
			const meetingId = await aBureau(ctx);
			const promised = (await loanOf(later(ctx, 1), THING)).parts;
			expect(promised).toEqual([
				{ label: '1 point d’ordre du jour', titles: ['Loyer'] },
				{ label: '1 décision', titles: ['Louer'] }
			]);
			const minutes = { meetingId, state: 'relu', text: 'Deux mois' };
			await saveAddition(later(ctx, 2), 'minutes', uuidv7(), minutes);
			const { parts } = await loanOf(later(ctx, 3), THING);
			expect(parts).toContainEqual({ label: '1 compte rendu', titles: [] });
		}));

	test('asks before a second link for the same guest; the same form sent again is one link', () =>
		withZoe(async (ctx) => {
			await aBureau(ctx);
			const form = freshOnce();
			await lend(ctx, form, 'CAC');
			await lend(ctx, form, 'CAC');
			await expect(lend(ctx, freshOnce(), ' cac ')).rejects.toThrow('déjà prêté cette fiche');
			await lend(ctx, freshOnce(), 'Mairie de Caudry');
			await lend(ctx, freshOnce(), 'CAC', true);
			expect(await lentLinks.openLinksOn(ctx, [MEETING])).toHaveLength(3);
		}));
});

test('publishing a page takes nothing away from the guest to whom it was lent', () =>
	withZoe(async (ctx) => {
		await aBureau(ctx);
		const lent = { ...THING, guest: 'CAC', lentAt: later(ctx, 1).now };
		const read = async (hours: number) =>
			JSON.stringify((await guestPage(later(ctx, hours), lent)).blocks);
		expect(await read(2)).toContain('Louer');
		await publishAsShown(later(ctx, 3), 'meeting', MEETING, { readers: 'public', parts: [] });
		expect(await read(4)).toContain('Louer');
	}));
