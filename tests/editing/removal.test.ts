import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { storedRows } from '#core/server/records.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { removalOf } from '#collectors/editing/removal.ts';
import { kindOf } from '#collectors/editing/home.ts';
import { undoWhole } from '#collectors/editing/whole-act.ts';
import { anOrganisation } from '../access/cast.ts';
import { removeAsShown } from './as-shown.ts';

async function add(ctx: Context, kind: string, texts: Record<string, string>) {
	const id = uuidv7();
	await saveAddition(ctx, kind, id, texts);
	const [row = {}] = await storedRows(ctx, kindOf(kind), eq(kindOf(kind).table.id, id));
	return row;
}

const rows = async (ctx: Context, kind: string) => storedRows(ctx, kindOf(kind));

/** A bureau typed by mistake, with a point and a decision. */
async function aMeeting(ctx: Context) {
	const row = await add(ctx, 'meeting', {
		title: 'Bureau',
		type: 'bureau',
		on: '12/03/2024',
		state: 'prevue'
	});
	const meetingId = String(row['code']);
	await add(ctx, 'agendaItem', { meetingId, rank: '1', title: 'Le budget' });
	await add(ctx, 'decision', { meetingId, title: 'Louer un local' });
	return row;
}

/** Somebody of the team, in an act of its own. */
const team = (ctx: Context): Context => ({
	...ctx,
	actor: signedIn('Zoe'),
	act: uuidv7(),
	acts: []
});

test('a meeting typed by mistake leaves with its agenda and decisions in one act, which is undone whole', () =>
	inTestCollective(async (base) => {
		const ctx = team(base);
		const row = await aMeeting(ctx);
		const removal = await removalOf(ctx, kindOf('meeting'), row);
		expect(removal.isAllowed).toBe(true);
		expect(removal.leaving.flatMap((list) => list.rows.map(({ label }) => label)).sort()).toEqual([
			'Le budget',
			'Louer un local'
		]);
		const act = team(ctx);
		await removeAsShown(act, kindOf('meeting'), row);
		for (const kind of ['meeting', 'agendaItem', 'decision'])
			expect(await rows(ctx, kind)).toEqual([]);
		await undoWhole(team(ctx), act.act);
		for (const kind of ['meeting', 'agendaItem', 'decision'])
			expect(await rows(ctx, kind)).toHaveLength(1);
	}));

test('what refers to a record without being a part of it is named with its page, and the record stays', () =>
	inTestCollective(async (base) => {
		const ctx = team(base);
		await anOrganisation(ctx, 'phare');
		const [row = {}] = await rows(ctx, 'organisation');
		await add(ctx, 'need', {
			title: 'Un local',
			sense: 'besoin',
			theme: 'mobilite',
			state: 'exprime',
			organisations: 'phare'
		}).catch(() =>
			add(ctx, 'visit', { organisationId: 'phare', date: '12/03/2024', state: 'tenue' })
		);
		const removal = await removalOf(ctx, kindOf('organisation'), row);
		expect(removal.isAllowed).toBe(false);
		const lines = removal.kept.flatMap((list) => list.rows);
		expect(lines.length).toBeGreaterThan(0);
		for (const { label, path } of lines) expect(`${label} ${path}`).not.toContain('.csv');
		await expect(removeAsShown(ctx, kindOf('organisation'), row)).rejects.toThrow('renvoient');
	}));
