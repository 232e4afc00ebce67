import { and, eq, inArray } from 'drizzle-orm';
import { absent, Refused } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';
import { authoriseRows } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import { anyKind } from '#core/server/kinds.ts';
import { authorise, visible } from '#core/server/permissions.ts';
import { saveRecord } from '#core/server/records.ts';
import { fromWord } from '#core/vocabulary.ts';
import { compareFrench } from '#core/words.ts';
import { groupParticipant } from '#modules/groups/index.ts';
import { isOpenOn, organisation, person, personName } from '#modules/network/index.ts';
import { attendanceModes } from '../labels.ts';
import { attendanceKind, meetingKind } from './exchange.ts';
import { attendance, meeting } from './tables.ts';

/** Modes that a roll-call asks; a proxy says to whom, on its own form. */
export const ROLL_MODES = ['present', 'remote', 'excused', 'absent'] as const;

/** Somebody, or an organisation, expected or already noted. */
export interface RollLine {
	/** Person and organisation, as the field of the form is named. */
	key: string;
	name: string;
	/** Organisation of the person. */
	of: string | null;
	/** Word of the mode noted; empty when nothing is. */
	mode: string;
	/** Noted as a proxy, which the roll-call leaves alone. */
	isProxy: boolean;
}

export interface Roll {
	meeting: { id: string; code: string; title: string; on: PartialDate };
	lines: RollLine[];
}

/**
 * The roll of a meeting: who takes part in its group on that day, and who is noted already. Refuses (404) a meeting that the actor
 * may not read, (403) one whose attendance they may not write.
 */
export async function rollOf(ctx: Context, code: string): Promise<Roll> {
	const own = await toBeCalled(ctx, code);
	const noted = await ctx.db
		.select()
		.from(attendance)
		.where(and(eq(attendance.meetingId, own.id), visible(ctx, attendance)));
	const expected = own.groupId ? await participantsOn(ctx, own.groupId, boundsOf(own.on).last) : [];
	const modes = new Map(noted.map((row) => [keyOf(row), row.mode]));
	const parties = new Map(
		[...expectedOnce(expected, noted), ...noted].map((row) => [keyOf(row), row])
	);
	const names = await namesOf(ctx, [...parties.values()]);
	const lines = [...parties].flatMap(([key, row]): RollLine[] => {
		const one = row.personId ? names.get(row.personId) : undefined;
		const house = row.organisationId ? names.get(row.organisationId) : undefined;
		const name = one ?? house;
		const mode = modes.get(key);
		if (!name) return [];
		return [
			{
				key,
				name,
				of: one ? (house ?? null) : null,
				mode: mode ? attendanceModes[mode].word : '',
				isProxy: mode === 'proxy'
			}
		];
	});
	return {
		meeting: { id: own.id, code: own.code, title: own.title, on: own.on },
		lines: lines.sort((a, b) => compareFrench(a.name, b.name))
	};
}

interface Expected {
	personId: string | null;
	organisationId: string | null;
}

/** Somebody is called once: not under their organisation when they are noted without it, nor for two organisations. */
function expectedOnce<T extends Expected>(expected: T[], noted: Expected[]): T[] {
	const called = new Set(noted.flatMap((row) => row.personId ?? []));
	return expected.filter(({ personId }) => {
		if (personId === null) return true;
		if (called.has(personId)) return false;
		called.add(personId);
		return true;
	});
}

/** The meeting whose roll the actor may call; refuses as `rollOf` does. */
async function toBeCalled(ctx: Context, code: string) {
	const [own] = await ctx.db
		.select()
		.from(meeting)
		.where(and(eq(meeting.code, code), visible(ctx, meeting)));
	if (!own) throw absent('Cette réunion n’existe pas, ou sa fiche ne vous est pas ouverte.');
	authorise(ctx, attendanceKind.permission);
	await authoriseRows(ctx, anyKind(meetingKind), [own]);
	return own;
}

/** May the actor call the roll of the meeting? The page of the roll asks the same. */
export async function mayCallRoll(ctx: Context, code: string): Promise<boolean> {
	return toBeCalled(ctx, code).then(
		() => true,
		(failure: unknown) => {
			if (failure instanceof Refused) return false;
			throw failure;
		}
	);
}

/**
 * Notes who came. Only what the form changed is written (`before:` holds what it showed), so that two people may call the roll
 * together. Returns the identifiers of what was written. Refuses (422) a word that is no mode; what is not on the roll is left alone.
 */
export async function callRoll(
	ctx: Context,
	code: string,
	typed: Record<string, string>
): Promise<string[]> {
	const roll = await rollOf(ctx, code);
	const written: string[] = [];
	for (const { key, isProxy } of roll.lines) {
		const [word, before] = [typed[key] ?? '', typed[`avant:${key}`] ?? ''];
		if (isProxy || word === '' || word === before) continue;
		const mode = fromWord(attendanceModes, word);
		if (!mode || mode === 'proxy')
			throw new Refused('invalid', [
				{ code: 'mode', field: key, message: 'Choisissez l’une des réponses proposées.' }
			]);
		written.push(await noteOne(ctx, roll.meeting.id, key, mode));
	}
	return written;
}

async function noteOne(
	ctx: Context,
	meetingId: string,
	key: string,
	mode: keyof typeof attendanceModes
): Promise<string> {
	const [personId = '', organisationId = ''] = key.split('.');
	const party = { personId: personId || null, organisationId: organisationId || null };
	const rows = await ctx.db.select().from(attendance).where(eq(attendance.meetingId, meetingId));
	const known = rows.find((row) => keyOf(row) === key);
	const { id } = await saveRecord(ctx, attendanceKind, {
		meetingId,
		...party,
		capacity: known?.capacity ?? 'unknown',
		mode,
		proxyToId: null,
		remark: known?.remark ?? null,
		audience: known?.audience ?? (await readersOf(ctx, meetingId)),
		source: known?.source ?? null
	});
	return id;
}

/** Who came to a meeting is read by its own readers. */
async function readersOf(ctx: Context, meetingId: string) {
	const [own] = await ctx.db
		.select({ audience: meeting.audience })
		.from(meeting)
		.where(eq(meeting.id, meetingId));
	return own?.audience ?? 'team';
}

async function participantsOn(ctx: Context, groupId: string, day: string) {
	const rows = await ctx.db
		.select()
		.from(groupParticipant)
		.where(and(eq(groupParticipant.groupId, groupId), visible(ctx, groupParticipant)));
	return rows.filter((row) => isOpenOn(row, day));
}

/** Names of people and organisations that the actor may read. */
async function namesOf(
	ctx: Context,
	parties: { personId: string | null; organisationId: string | null }[]
): Promise<Map<string, string>> {
	const people = parties.flatMap((one) => one.personId ?? []);
	const houses = parties.flatMap((one) => one.organisationId ?? []);
	const names = new Map<string, string>();
	if (people.length > 0)
		for (const row of await ctx.db
			.select()
			.from(person)
			.where(and(inArray(person.id, people), visible(ctx, person))))
			names.set(row.id, personName(row) || row.code);
	if (houses.length > 0)
		for (const row of await ctx.db
			.select({ id: organisation.id, name: organisation.name })
			.from(organisation)
			.where(and(inArray(organisation.id, houses), visible(ctx, organisation))))
			names.set(row.id, row.name);
	return names;
}

function keyOf(row: { personId: string | null; organisationId: string | null }): string {
	return `${row.personId ?? ''}.${row.organisationId ?? ''}`;
}
