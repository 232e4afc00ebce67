import { and, eq, inArray } from 'drizzle-orm';
import { absent, Refused } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';
import { authoriseRows } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import { anyKind } from '#core/server/kinds.ts';
import { authorise, visible } from '#core/server/permissions.ts';
import { erasedAmong } from '#core/server/privacy/tombstones.ts';
import { compareFrench } from '#core/words.ts';
import { groupParticipant } from '#modules/groups/index.ts';
import { isOpenOn, organisation, person, personName } from '#modules/network/index.ts';
import { attendanceModes, type AttendanceMode } from '../labels.ts';
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
	/** Word of the mode noted; empty when nothing is, or when several answers are. */
	mode: string;
	/** Noted as a proxy, which the roll-call leaves alone. */
	isProxy: boolean;
	/** The answers of somebody who is noted more than once, in words: "À distance (INTERFACE EMPLOI)". The next one replaces them. */
	several: string[];
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
	const called = [
		...Map.groupBy(noted, partyOf).values(),
		...expectedOnce(expected, noted).map((one) => [{ ...one, mode: null }])
	];
	const names = await namesOf(ctx, called.flat());
	const lines = called.flatMap((rows): RollLine[] => {
		const [row] = rows.toSorted(withHouseFirst);
		const name = nameIn(names, row);
		if (!row || !name) return [];
		const house = row.personId ? names.get(row.organisationId ?? '') : undefined;
		return [{ key: keyOf(row), name, of: house ?? null, ...answersOf(rows, names) }];
	});
	return {
		meeting: { id: own.id, code: own.code, title: own.title, on: own.on },
		lines: lines.sort((a, b) => compareFrench(a.name, b.name))
	};
}

/** Somebody, or an organisation, of a roll. */
export interface Party {
	personId: string | null;
	organisationId: string | null;
}

/** Who is called: a person whatever they come for, else an organisation. */
export function partyOf(row: Party): string {
	return row.personId ?? `.${row.organisationId ?? ''}`;
}

/** Of what is noted of one person, what says their organisation says more. */
export function withHouseFirst(a: Party, b: Party): number {
	return Number(b.organisationId !== null) - Number(a.organisationId !== null);
}

function nameIn(names: Map<string, string>, row: Party | undefined): string | undefined {
	return names.get(row?.personId ?? '') ?? names.get(row?.organisationId ?? '');
}

function answersOf(
	rows: (Party & { mode: AttendanceMode | null })[],
	names: Map<string, string>
): Pick<RollLine, 'mode' | 'isProxy' | 'several'> {
	const [only, ...others] = rows;
	if (only && others.length === 0) {
		const word = only.mode ? attendanceModes[only.mode].word : '';
		return { mode: word, isProxy: only.mode === 'proxy', several: [] };
	}
	const several = rows.map(({ mode, organisationId }) => {
		const house = names.get(organisationId ?? '');
		return `${attendanceModes[mode ?? 'absent'].label}${house ? ` (${house})` : ''}`;
	});
	return { mode: '', isProxy: false, several };
}

/** Somebody is called once: not under their organisation when they are noted without it, nor for two organisations. */
function expectedOnce<T extends Party>(expected: T[], noted: Party[]): T[] {
	const called = new Set(noted.flatMap((row) => row.personId ?? []));
	return expected.filter(({ personId }) => {
		if (personId === null) return true;
		if (called.has(personId)) return false;
		called.add(personId);
		return true;
	});
}

/** The meeting whose roll the actor may call; refuses as `rollOf` does. */
export async function toBeCalled(ctx: Context, code: string) {
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

async function participantsOn(ctx: Context, groupId: string, day: string) {
	const rows = await ctx.db
		.select()
		.from(groupParticipant)
		.where(and(eq(groupParticipant.groupId, groupId), visible(ctx, groupParticipant)));
	const gone = await erasedAmong(
		ctx,
		rows.flatMap(({ personId }) => personId ?? [])
	);
	return rows.filter((row) => isOpenOn(row, day) && !gone.has(row.personId ?? ''));
}

/** Names of people and organisations that the actor may read. */
async function namesOf(ctx: Context, parties: Party[]): Promise<Map<string, string>> {
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

export function keyOf(row: Party): string {
	return `${row.personId ?? ''}.${row.organisationId ?? ''}`;
}
