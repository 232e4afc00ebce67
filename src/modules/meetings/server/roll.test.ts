import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { declarePermissions } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { group, groupParticipant } from '#modules/groups/index.ts';
import { organisation, person } from '#modules/network/index.ts';
import { module } from '../module.ts';
import { callRoll } from './call-roll.ts';
import { rollOf } from './roll.ts';
import { attendance, meeting } from './tables.ts';

declarePermissions(answers(module.permissions));

/** A group with Ada since 2023 and Zoé until 2023, and its meeting of April 2024. */
async function aMeetingOf(ctx: Context): Promise<Context> {
	const [own] = await ctx.db
		.insert(group)
		.values({ audience: 'public', code: 'gt5', name: 'GT5', type: 'workingGroup', circle: 'ptce' })
		.returning();
	for (const [code, until] of [
		['ada', null],
		['zoe', '2023-12-31']
	] as const) {
		const [one] = await ctx.db
			.insert(person)
			.values({ audience: 'public', code, firstName: code })
			.returning();
		await ctx.db.insert(groupParticipant).values({
			audience: 'public',
			groupId: own?.id ?? '',
			personId: one?.id ?? '',
			role: 'member',
			until: until === null ? null : partialDate(until)
		});
	}
	await ctx.db.insert(meeting).values({
		code: 'r-1',
		groupId: own?.id ?? null,
		title: 'Réunion',
		type: 'workingGroup',
		on: partialDate('2024-04-02'),
		onLast: '2024-04-02',
		state: 'held',
		audience: 'members'
	});
	return { ...ctx, actor: signedIn('Lou') };
}

/** An organisation, and the meeting of the test. */
async function aHouse(ctx: Context): Promise<{ house: string; own: string }> {
	const [row] = await ctx.db
		.insert(organisation)
		.values({ audience: 'public', code: 'm', name: 'M', nature: 'association' })
		.returning();
	const [own] = await ctx.db.select().from(meeting);
	return { house: row?.id ?? '', own: own?.id ?? '' };
}

describe('the roll of a meeting', () => {
	test('expects who takes part in its group on that day, and nobody who has left', () =>
		inTestCollective(async (ctx) => {
			const asLou = await aMeetingOf(ctx);
			expect((await rollOf(asLou, 'r-1')).lines.map((one) => one.name)).toEqual(['ada']);
		}));

	test('notes what the form changed, and leaves what another noted meanwhile', () =>
		inTestCollective(async (ctx) => {
			const asLou = await aMeetingOf(ctx);
			const [{ key } = { key: '' }] = (await rollOf(asLou, 'r-1')).lines;
			await callRoll(asLou, 'r-1', { [key]: 'excuse' });
			// Another form, opened before, shows nothing for her and says nothing of her.
			await callRoll(asLou, 'r-1', {});
			expect((await rollOf(asLou, 'r-1')).lines[0]?.mode).toBe('excuse');
			await callRoll(asLou, 'r-1', { [key]: 'present', [`avant:${key}`]: 'excuse' });
			expect((await rollOf(asLou, 'r-1')).lines.map(({ mode }) => mode)).toEqual(['present']);
		}));

	test('never writes over what another answered since the form was drawn, and says who and what', () =>
		inTestCollective(async (ctx) => {
			const asLou = await aMeetingOf(ctx);
			const asMax = { ...ctx, actor: signedIn('Max') };
			const [{ key } = { key: '' }] = (await rollOf(asLou, 'r-1')).lines;
			await callRoll(asMax, 'r-1', { [key]: 'present' });
			const second = callRoll(asLou, 'r-1', { [key]: 'excuse' });
			await expect(second).rejects.toThrow('ada : Max a noté « Présent » entre-temps');
			// The same answer is no quarrel; one that leaves the line alone neither.
			await callRoll(asLou, 'r-1', { [key]: 'present' });
			await callRoll(asLou, 'r-1', { [key]: 'absent', [`avant:${key}`]: 'absent' });
			expect((await rollOf(asLou, 'r-1')).lines[0]?.mode).toBe('present');
			// The form that comes back shows what Max noted: sent again, it is a choice.
			await callRoll(asLou, 'r-1', { [key]: 'excuse', [`avant:${key}`]: 'present' });
			expect((await rollOf(asLou, 'r-1')).lines[0]?.mode).toBe('excuse');
		}));

	test('never loses an answer about somebody who was noted meanwhile for an organisation, or left the roll', () =>
		inTestCollective(async (ctx) => {
			const asLou = await aMeetingOf(ctx);
			const [{ key } = { key: '' }] = (await rollOf(asLou, 'r-1')).lines;
			const { house, own } = await aHouse(ctx);
			const note = { audience: 'public', meetingId: own, capacity: 'unknown' } as const;
			const personId = key.split('.')[0] ?? '';
			const row = { ...note, personId, organisationId: house, mode: 'remote' } as const;
			await ctx.db.insert(attendance).values(row);
			const answer = callRoll(asLou, 'r-1', { [key]: 'excuse' });
			await expect(answer).rejects.toThrow('« À distance »');
			const gone = callRoll(asLou, 'r-1', { [`.${personId}`]: 'excuse' });
			await expect(gone).rejects.toThrow('n’est plus de cet appel');
		}));

	test('writes over no answer that is kept from who calls the roll', () =>
		inTestCollective(async (ctx) => {
			const asLou = await aMeetingOf(ctx);
			const [{ key } = { key: '' }] = (await rollOf(asLou, 'r-1')).lines;
			await callRoll(asLou, 'r-1', { [key]: 'present' });
			await ctx.db.update(attendance).set({ audience: 'people:max', mode: 'absent' });
			const answer = callRoll(asLou, 'r-1', { [key]: 'excuse' });
			await expect(answer).rejects.toThrow('que vous ne pouvez pas lire');
		}));

	test('tells once somebody who is noted twice, with both answers, and the next one replaces them', () =>
		inTestCollective(async (ctx) => {
			const asLou = await aMeetingOf(ctx);
			const [ada] = await ctx.db.select().from(person).where(eq(person.code, 'ada'));
			const { house, own } = await aHouse(ctx);
			const note = { audience: 'public', meetingId: own, capacity: 'unknown' } as const;
			const who = { personId: ada?.id ?? null };
			await ctx.db.insert(attendance).values([
				{ ...note, ...who, mode: 'excused' },
				{ ...note, ...who, organisationId: house, mode: 'remote' }
			]);
			const [line, ...others] = (await rollOf(asLou, 'r-1')).lines;
			expect(others).toEqual([]);
			expect(line).toMatchObject({ name: 'ada', of: 'M', mode: '' });
			expect(line?.several.toSorted()).toEqual(['Excusé', 'À distance (M)']);
			await callRoll(asLou, 'r-1', { [line?.key ?? '']: 'present' });
			expect((await rollOf(asLou, 'r-1')).lines).toMatchObject([
				{ mode: 'present', of: 'M', several: [] }
			]);
		}));

	test('calls nobody twice: neither for two organisations, nor once noted without the one they come for', () =>
		inTestCollective(async (ctx) => {
			const asLou = await aMeetingOf(ctx);
			const [expected] = await ctx.db.select().from(groupParticipant);
			const [house] = await ctx.db
				.insert(organisation)
				.values({ audience: 'public', code: 'm', name: 'M', nature: 'association' })
				.returning();
			const [ada] = await ctx.db.select().from(person).where(eq(person.code, 'ada'));
			const [own] = await ctx.db.select().from(meeting);
			await ctx.db.insert(groupParticipant).values({
				audience: 'public',
				groupId: expected?.groupId ?? '',
				personId: ada?.id ?? '',
				organisationId: house?.id ?? '',
				role: 'member'
			});
			expect((await rollOf(asLou, 'r-1')).lines).toHaveLength(1);
			await ctx.db.insert(attendance).values({
				audience: 'public',
				meetingId: own?.id ?? '',
				personId: ada?.id ?? '',
				capacity: 'unknown',
				mode: 'excused'
			});
			expect((await rollOf(asLou, 'r-1')).lines.map(({ mode }) => mode)).toEqual(['excuse']);
		}));

	test('refuses a word that is no answer, and who may not write the meeting', () =>
		inTestCollective(async (ctx) => {
			const asLou = await aMeetingOf(ctx);
			const [{ key } = { key: '' }] = (await rollOf(asLou, 'r-1')).lines;
			await expect(callRoll(asLou, 'r-1', { [key]: '<script>' })).rejects.toThrow('proposées');
			const partner = signedIn('Max', { role: 'representative', because: 'représente' });
			await expect(rollOf({ ...ctx, actor: partner }, 'r-1')).rejects.toThrow('il faut');
			await expect(rollOf(asLou, 'rien')).rejects.toThrow('n’existe pas');
		}));
});
