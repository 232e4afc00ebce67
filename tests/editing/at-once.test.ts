import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { changeRecord, removeRecords, saveRecords, type Row } from '#core/server/records.ts';
import { searchEntry } from '#core/server/tables.ts';
import { takeTurns } from '#core/server/turns.ts';
import { signedIn, testCollective } from '#core/server/testing.ts';
import { amendRecord } from '#collectors/api/write.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { lastActOf, removeRecord, undoAct } from '#collectors/editing/history.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import { sparingOf } from '#collectors/import/changes-since.ts';
import '#collectors/permissions.ts';
import '#collectors/search.ts';
import { atOnceAs, heldAs, writingAs } from '../world/at-once.ts';

const TEAM = signedIn('Zoe');

const writing = <T>(work: (ctx: Context) => Promise<T>) => writingAs(TEAM, work);
const held = <T>(work: (ctx: Context) => Promise<T>) => heldAs(TEAM, work);
const atOnce = (
	first: (ctx: Context) => Promise<unknown>,
	second: (ctx: Context) => Promise<unknown>
) => atOnceAs(TEAM, first, second);

async function aMeeting(): Promise<{ id: string; code: string }> {
	const id = uuidv7();
	await writing((ctx) =>
		saveAddition(ctx, 'meeting', id, {
			title: 'Rencontre',
			type: 'rencontre',
			on: '12/03/2024',
			state: 'tenue',
			audience: 'public'
		})
	);
	return { id, code: String((await now('meeting', id))['code']) };
}

const now = (kind: string, id: string) => writing((ctx) => rowOf(ctx, kindOf(kind), id));

const close = (id: string) => async (ctx: Context) => {
	const { version } = await rowOf(ctx, kindOf('meeting'), id);
	await amendRecord(ctx, 'reunions', id, { audience: 'bureau' }, Number(version));
};
const decide = (id: string, meetingId: string) => (ctx: Context) =>
	saveAddition(ctx, 'decision', id, { meetingId, title: 'Louer un local' });

/** Who finds a record by searching. */
const foundBy = (kind: string, id: string) =>
	writing(async ({ db }) =>
		db
			.select({ audience: searchEntry.audience })
			.from(searchEntry)
			.where(and(eq(searchEntry.kind, kind), eq(searchEntry.recordId, id)))
	);

describe('a part that is written while its record is being closed', () => {
	test.each([['before it is', true] as const, ['after it is', false] as const])(
		'is closed with it, written %s',
		async (_when, isFirst) => {
			const [meeting, decision] = [await aMeeting(), uuidv7()];
			const acts = [decide(decision, meeting.code), close(meeting.id)] as const;
			const ends = isFirst ? await atOnce(...acts) : await atOnce(acts[1], acts[0]);
			expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
			expect((await now('meeting', meeting.id))['audience']).toBe('board');
			expect((await now('decision', decision))['audience']).toBe('board');
			expect(await foundBy('meeting', meeting.id)).toEqual([{ audience: 'board' }]);
			expect(await foundBy('decision', decision)).toEqual([{ audience: 'board' }]);
		}
	);

	test('is not lost with it, nor is anything broken, when the record is removed at that instant', async () => {
		const [meeting, decision] = [await aMeeting(), uuidv7()];
		const row = await now('meeting', meeting.id);
		const [added, removed] = await atOnce(decide(decision, meeting.code), (ctx) =>
			removeRecord(ctx, kindOf('meeting'), row)
		);
		expect(added.status).toBe('fulfilled');
		expect(removed).toMatchObject({ reason: { kind: 'invalid' } });
		expect(await now('decision', decision)).toMatchObject({ meetingId: meeting.id });
	});

	test('many people write parts of one record at once, and none waits for another', async () => {
		const meeting = await aMeeting();
		const one = held(async (ctx) => {
			await saveAddition(ctx, 'agendaItem', uuidv7(), {
				meetingId: meeting.code,
				rank: '1',
				title: 'Un'
			});
		});
		await one.ready;
		await writing((ctx) =>
			saveAddition(ctx, 'agendaItem', uuidv7(), {
				meetingId: meeting.code,
				rank: '2',
				title: 'Deux'
			})
		).finally(() => one.end());
	});
});

describe('what is changed on screen while an import, an undo or a removal is under way', () => {
	const kind = kindOf('organisation');
	async function anOrganisation(): Promise<Row> {
		const id = uuidv7();
		const code = `o-${id.slice(-12)}`;
		// As the first rows of an installation, which are nobody’s work.
		await inCollective(await testCollective(), { actor: OPERATOR, mode: 'write' }, (ctx) =>
			saveAddition(ctx, 'organisation', id, { code, name: 'Avant', nature: 'association' })
		);
		return now('organisation', id);
	}
	/** Somebody renames it on screen, having read it as it is in this unit of work. */
	const rename = (row: Row) => async (ctx: Context) => {
		const { version } = await rowOf(ctx, kind, String(row['id']));
		await changeRecord(
			ctx,
			kind,
			String(row['id']),
			{ ...row, name: 'Tapé', audience: 'team' },
			Number(version)
		);
	};
	/** A folder that says another thing of it. */
	const bring = (row: Row) => (ctx: Context) =>
		saveRecords(ctx, kind, [{ ...row, name: 'Du dossier' }], { sparing: sparingOf(ctx, kind) });

	test('before the import writes it, is kept by it', async () => {
		const row = await anOrganisation();
		const [, brought] = await atOnce(rename(row), bring(row));
		expect(brought).toMatchObject({ value: [{ state: 'kept' }] });
		expect(await now('organisation', String(row['id']))).toMatchObject({
			name: 'Tapé',
			audience: 'team'
		});
	});

	test('after the import has written it, is told that the record has changed', async () => {
		const row = await anOrganisation();
		const typed = (ctx: Context) =>
			changeRecord(ctx, kind, String(row['id']), { ...row, name: 'Tapé' }, Number(row['version']));
		const [brought, said] = await atOnce(
			(ctx) => saveRecords(ctx, kind, [{ ...row, name: 'Du dossier' }]),
			typed
		);
		expect(brought.status).toBe('fulfilled');
		expect(said).toMatchObject({ reason: { refusals: [{ code: 'stale' }] } });
	});

	test('is not undone by who had not seen it', async () => {
		const row = await anOrganisation();
		const id = String(row['id']);
		await writing(rename(row));
		const act = await writing((ctx) => lastActOf(ctx, 'organisation', id));
		const again = async (ctx: Context) => {
			const { version } = await rowOf(ctx, kind, id);
			await changeRecord(ctx, kind, id, { ...row, name: 'Tapé encore' }, Number(version));
		};
		const [, undone] = await atOnce(again, (ctx) => undoAct(ctx, act ?? ''));
		expect(undone.status).toBe('rejected');
		expect(await now('organisation', id)).toMatchObject({ name: 'Tapé encore' });
	});

	test('does not go with a removal that had not seen it', async () => {
		const row = await anOrganisation();
		const [, removed] = await atOnce(rename(row), (ctx) => removeRecords(ctx, kind, [row]));
		expect(removed).toMatchObject({ reason: { refusals: [{ code: 'stale' }] } });
		expect(await now('organisation', String(row['id']))).toMatchObject({ name: 'Tapé' });
	});

	test('two people who bring back one removed record at once bring it back once', async () => {
		const row = await anOrganisation();
		const id = String(row['id']);
		await writing((ctx) => removeRecords(ctx, kind, [row]));
		const act = (await writing((ctx) => lastActOf(ctx, 'organisation', id))) ?? '';
		const ends = await atOnce(
			(ctx) => undoAct(ctx, act),
			(ctx) => undoAct(ctx, act)
		);
		expect(ends).toMatchObject([{ status: 'fulfilled' }, { reason: { kind: 'invalid' } }]);
		expect(await now('organisation', id)).toMatchObject({ name: 'Avant' });
	});
});

test('two units of work that wait for each other: one is done, the other is told to begin again', async () => {
	// Two locks, whatever is drawn.
	const [first, second] = ['0001', '0002'];
	const [begun, gate] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
	const one = writing(async (ctx) => {
		await takeTurns(ctx, 'undo', [first]);
		begun.resolve(undefined);
		await gate.promise;
		await takeTurns(ctx, 'undo', [second]);
	});
	await begun.promise;
	const other = writing(async (ctx) => {
		await takeTurns(ctx, 'undo', [second]);
		gate.resolve(undefined);
		await takeTurns(ctx, 'undo', [first]);
	});
	const ends = await Promise.allSettled([one, other]);
	const refused = ends.filter(({ status }) => status === 'rejected');
	expect(refused).toMatchObject([{ reason: { refusals: [{ code: 'crossed' }] } }]);
});
