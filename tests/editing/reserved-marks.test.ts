import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { PUBLIC, type Actor } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { explainAccess } from '#collectors/access.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import { EVERYBODY, showSheet } from '#collectors/editing/in-place.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import '#collectors/permissions.ts';
import { looseBlocks } from '#modules/meetings/server/list-page.ts';
import { meetingSheet } from '#modules/meetings/server/meeting-page.ts';
import { aPerson } from '../access/cast.ts';

const ZOE = signedIn('Zoe');
const MEMBER = signedIn('Max', { role: 'representative', because: 'représente un membre' });
const MEETING = '0199d000-0000-7000-8000-000000000001';

/** A meeting with one line of each sort that everybody reads, and one that fewer people do. */
async function aMeeting(ctx: Context, audience: string): Promise<string> {
	await aPerson(ctx, 'ada');
	await aPerson(ctx, 'lou');
	const meeting = { title: 'AG', type: 'assemblee-generale', state: 'tenue', on: '12/03/2024' };
	await saveAddition(ctx, 'meeting', MEETING, { ...meeting, audience });
	const meetingId = String((await rowOf(ctx, kindOf('meeting'), MEETING))['code']);
	for (const [kind, open, kept] of [
		['agendaItem', { rank: '1', title: 'Bilan' }, { rank: '2', title: 'Loyer' }],
		['decision', { title: 'Adopter' }, { title: 'Augmenter' }],
		['action', { title: 'Écrire', state: 'a-faire' }, { title: 'Payer', state: 'a-faire' }],
		[
			'attendance',
			{ personId: 'ada', mode: 'present', capacity: 'invite' },
			{ personId: 'lou', mode: 'present', capacity: 'invite' }
		]
	] as const) {
		await saveAddition(ctx, kind, uuidv7(), { ...open, meetingId, audience });
		await saveAddition(ctx, kind, uuidv7(), { ...kept, meetingId, audience: 'bureau' });
	}
	await saveAddition(ctx, 'minutes', uuidv7(), {
		meetingId,
		state: 'relu',
		text: 'Deux mois',
		declaredAudience: 'conseil'
	});
	return meetingId;
}

async function pageAs(ctx: Context, actor: Actor, code: string): Promise<string> {
	const own = { ...ctx, actor };
	const { blocks } = await meetingSheet(own, code);
	const html = await showSheet(
		own,
		new URL('http://x/'),
		blocks,
		await shownRecord(own, 'meeting', code)
	);
	return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

describe('a line that fewer people read than its page', () => {
	test('says who reads it, whatever its sort; the others say nothing', () =>
		inTestCollective(async (ctx) => {
			const code = await aMeeting(ctx, 'public');
			const page = await pageAs(ctx, ZOE, code);
			for (const title of ['Loyer', 'Augmenter (12 mars 2024)', 'Payer', 'lou'])
				expect(page).toContain(`${title} (lu par le bureau)`);
			expect(page).toContain('Lu par le conseil d’administration. ');
			expect(page.match(/lu par/gi)).toHaveLength(5);
		}, ZOE));

	test('is marked on a page of the members too, and never shown to who does not read it', () =>
		inTestCollective(async (ctx) => {
			const code = await aMeeting(ctx, 'membres');
			expect(await pageAs(ctx, ZOE, code)).toContain('Augmenter (12 mars 2024) (lu par le bureau)');
			const member = await pageAs(ctx, MEMBER, code);
			expect(member).toContain('Adopter');
			expect(member).not.toMatch(/Augmenter|lu par/i);
		}, ZOE));

	test('is left out of the public page, without a word', () =>
		inTestCollective(async (ctx) => {
			const code = await aMeeting(ctx, 'public');
			expect(await pageAs(ctx, PUBLIC, code)).not.toMatch(/Augmenter|lu par/i);
		}, ZOE));

	test('is told as an exception by who reads the record, and why', () =>
		inTestCollective(async (ctx) => {
			await aMeeting(ctx, 'public');
			const { reading } = await explainAccess(ctx, 'meeting', MEETING, null);
			expect(reading).toContain('Tout le monde, sans se connecter.');
			expect(reading).toContain('Sauf 1 décision : le bureau seulement.');
			expect(reading).toContain('Sauf 1 compte rendu : le conseil d’administration seulement.');
		}, ZOE));

	test('says so on a list that everybody reads', () =>
		inTestCollective(async (ctx) => {
			for (const [title, audience] of [
				['Adopter', 'public'],
				['Augmenter', 'bureau']
			] as const)
				await saveAddition(ctx, 'decision', uuidv7(), { title, audience });
			const url = new URL('http://x/');
			const html = await showSheet(ctx, url, await looseBlocks(ctx), EVERYBODY);
			expect(html).toMatch(/Augmenter \(lu par le bureau\)/);
			expect(html.match(/lu par/g)).toHaveLength(1);
		}, ZOE));
});
