import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { mayRead, PUBLIC } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import {
	changeRecord,
	putBack,
	removeRecords,
	restoreRecords,
	saveRecords,
	storedRows,
	type Row
} from '#core/server/records.ts';
import { anyKind } from '#core/server/kinds.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import '#collectors/permissions.ts';
import type { Audience } from '#core/vocabulary.ts';
import { attendanceModes } from '#modules/meetings/labels.ts';
import { AWAY } from '#modules/meetings/rules.ts';
import { attendanceKind, meetingKind } from '#modules/meetings/server/exchange.ts';
import { callRoll } from '#modules/meetings/server/call-roll.ts';
import { aGroup, anOrganisation, aPerson, asPerson, takesPart } from './cast.ts';
import { publishAsShown } from '../editing/as-shown.ts';

const kind = anyKind(attendanceKind);
type Mode = keyof typeof attendanceModes;
const MODES = Object.keys(attendanceModes) as Mode[];
const AUDIENCES = ['public', 'members', 'council', 'board', 'team', 'group:gt5'] as const;
const DOORS = ['form', 'roll', 'import', 'undo', 'removed and back', 'published'] as const;

interface Step {
	door: (typeof DOORS)[number];
	mode: Mode;
	audience: Audience;
}

const step: fc.Arbitrary<Step> = fc.record({
	door: fc.constantFrom(...DOORS),
	mode: fc.constantFrom(...MODES),
	audience: fc.constantFrom(...AUDIENCES)
});

/** One act upon a line of attendance, by one of the doors that write it. */
async function act(ctx: Context, stage: Stage, { door, mode, audience }: Step): Promise<void> {
	const row = await stored(ctx, stage.id);
	const wanted = { ...row, mode, audience };
	if (door === 'form') await changeRecord(ctx, kind, stage.id, wanted, Number(row['version']));
	if (door === 'import') await saveRecords(ctx, kind, [wanted]);
	if (door === 'roll')
		await callRoll(ctx, stage.code, {
			[`${stage.personId}.`]: attendanceModes[mode].word,
			[`avant:${stage.personId}.`]: attendanceModes[row['mode'] as Mode].word
		}).catch(
			() => undefined // a proxy is not told by a roll-call
		);
	if (door === 'undo')
		await putBack(ctx, kind, stage.id, {
			mode: [mode, row['mode']],
			audience: [audience, row['audience']]
		});
	if (door === 'removed and back') {
		await removeRecords(ctx, kind, [row]);
		// As an older version may have kept it.
		await restoreRecords(ctx, kind, [wanted]);
	}
	if (door === 'published')
		await publishAsShown(ctx, 'attendance', stage.id, {
			readers: audience === 'members' ? 'membres' : audience,
			parts: []
		}).catch(() => undefined); // a circle that publishing does not offer
}

interface Stage {
	id: string;
	code: string;
	personId: string;
}

async function aLine(ctx: Context, of: { audience: Audience; mode: Mode; groupId?: string }) {
	const personId = await aPerson(ctx, 'ada');
	const code = 'rencontre';
	await saveAddition(ctx, 'meeting', uuidv7(), {
		code,
		title: 'Rencontre',
		type: 'rencontre',
		on: '12/03/2024',
		state: 'tenue',
		audience: of.audience === 'members' ? 'membres' : 'public',
		...(of.groupId ? { groupId: 'gt5' } : {})
	});
	const [meeting] = await storedRows(ctx, anyKind(meetingKind));
	const id = uuidv7();
	await saveAddition(ctx, 'attendance', id, {
		meetingId: String(meeting?.['code']),
		personId: 'ada',
		mode: attendanceModes[of.mode].word,
		capacity: 'invite',
		remark: 'à l’hôpital'
	});
	return { id, code: String(meeting?.['code']), personId };
}

async function stored(ctx: Context, id: string): Promise<Row> {
	const [row = {}] = await storedRows(ctx, kind, eq(kind.table.id, id));
	return row;
}

test('who was away is told neither to the public nor to all members, whatever the line was before and by whatever door', () =>
	fc.assert(
		fc.asyncProperty(
			fc.constantFrom<Audience>('public', 'members'),
			fc.constantFrom(...MODES),
			fc.array(step, { minLength: 1, maxLength: 5 }),
			(audience, mode, steps) =>
				inTestCollective(async (ctx) => {
					await aGroup(ctx, 'gt5');
					const stage = await aLine(ctx, { audience, mode });
					for (const one of [undefined, ...steps]) {
						if (one) await act(ctx, stage, one);
						const row = await stored(ctx, stage.id);
						if (AWAY.includes(row['mode'] as Mode))
							expect(['public', 'members']).not.toContain(row['audience']);
					}
				})
		),
		{ numRuns: 25 }
	));

test('somebody noted present on a public meeting, then excused, is read by those who write it', () =>
	inTestCollective(async (ctx) => {
		const stage = await aLine(ctx, { audience: 'public', mode: 'present' });
		expect(mayRead(PUBLIC, (await stored(ctx, stage.id))['audience'] as Audience)).toBe(true);
		await act(ctx, stage, { door: 'form', mode: 'excused', audience: 'public' });
		expect((await stored(ctx, stage.id))['audience']).toBe('team');
	}));

test('who pilots the group notes an absence and still reads it', () =>
	inTestCollective(async (ctx) => {
		await anOrganisation(ctx, ctx.collective.code);
		const groupId = await aGroup(ctx, 'gt5');
		const zoe = await aPerson(ctx, 'zoe');
		await takesPart(ctx, groupId, { personId: zoe }, 'pilot');
		const stage = await aLine(ctx, { audience: 'public', mode: 'present', groupId });
		const pilot = await asPerson(ctx, zoe, 'zoe');
		await act({ ...ctx, actor: pilot }, stage, { door: 'roll', mode: 'absent', audience: 'team' });
		const audience = (await stored(ctx, stage.id))['audience'] as Audience;
		expect([audience, mayRead(pilot, audience)]).toEqual(['pilots:gt5', true]);
	}));
