import { and, desc, eq } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import { Refused, type Refusal } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { anyKind } from '#core/server/kinds.ts';
import { removeRecords, saveRecord } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import { fromWord } from '#core/vocabulary.ts';
import { attendanceModes, type AttendanceMode } from '../labels.ts';
import { attendanceKind } from './exchange.ts';
import { keyOf, partyOf, rollOf, toBeCalled, withHouseFirst, type RollLine } from './roll.ts';
import { attendance, meeting } from './tables.ts';

type Noted = typeof attendance.$inferSelect;

/** What a form answers for one line of the roll, and what it showed before. */
interface Answer {
	line: RollLine;
	word: string;
	before: string;
	/** What is noted of them, whoever may read it. */
	noted: Noted[];
}

/**
 * Notes who came. Only what the form changed is written (`avant:` holds what it showed), so that two people may call the roll
 * together; an answer that another has given since is never written over: the form comes back (422, `rival` at the line) to choose.
 * Refuses (422) a word that is no mode, somebody who has left the roll, and an answer that the actor may not read.
 */
export async function callRoll(
	ctx: Context,
	code: string,
	typed: Record<string, string>
): Promise<void> {
	const { id } = await toBeCalled(ctx, code);
	// One roll call of a meeting after the other: the second reads what the first has noted.
	await ctx.db.select({ id: meeting.id }).from(meeting).where(eq(meeting.id, id)).for('update');
	const answers = await answersIn(ctx, code, id, typed);
	const refusals: Refusal[] = [];
	for (const answer of answers) refusals.push(...(await refusalOf(ctx, answer)));
	if (refusals.length > 0) throw new Refused('invalid', [NOTHING_LOST, ...refusals]);
	for (const { line, word, noted } of answers)
		await noteOne(ctx, id, line.key, { mode: modeOf(word, line), noted });
}

/** What the form changed, by line of the roll as it stands. */
async function answersIn(
	ctx: Context,
	code: string,
	meetingId: string,
	typed: Record<string, string>
): Promise<Answer[]> {
	const { lines } = await rollOf(ctx, code);
	const all = await ctx.db.select().from(attendance).where(eq(attendance.meetingId, meetingId));
	return Object.entries(typed).flatMap(([key, word]): Answer[] => {
		const before = typed[`avant:${key}`] ?? '';
		if (!LINE.test(key) || word === before) return [];
		const [personId = '', organisationId = ''] = key.split('.');
		const party = partyOf({ personId: personId || null, organisationId: organisationId || null });
		// Somebody may have been noted since for another organisation, or for none.
		const line =
			lines.find((one) => one.key === key) ??
			lines.find((one) => personId !== '' && one.key.startsWith(`${personId}.`));
		if (!line) throw new Refused('invalid', [GONE]);
		const noted = all.filter((row) => partyOf(row) === party).toSorted(withHouseFirst);
		return word === line.mode ? [] : [{ line, word, before, noted }];
	});
}

/** A field of the form that is a line of the roll: a person, an organisation, or both. */
const LINE = /^[0-9a-f-]*\.[0-9a-f-]*$/;

const NOTHING_LOST: Refusal = {
	code: 'stale',
	message: 'Rien n’est enregistré, rien n’est perdu : ce que vous avez répondu est encore là.'
};

const GONE: Refusal = {
	code: 'gone',
	message:
		'Une personne que vous aviez notée n’est plus de cet appel : relisez, puis enregistrez de nouveau.'
};

async function refusalOf(ctx: Context, { line, word, before, noted }: Answer): Promise<Refusal[]> {
	modeOf(word, line);
	const refuse = (code: string, message: string) => [{ code, field: line.key, message }];
	if (noted.some((row) => !mayRead(ctx.actor, row.audience)))
		return refuse(
			'reserved',
			`${line.name} : une réponse est déjà notée, que vous ne pouvez pas lire. Demandez à l’équipe.`
		);
	if (line.mode === before && !line.isProxy) return [];
	const theirs = noted.map(({ mode }) => `« ${attendanceModes[mode].label} »`).join(' et ');
	const who = await lastToNote(ctx, noted[0]);
	return refuse(
		'rival',
		theirs
			? `${line.name} : ${who} a noté ${theirs} entre-temps. Gardez votre réponse ou choisissez la sienne, puis enregistrez de nouveau.`
			: `${line.name} : la réponse que vous aviez lue a été retirée entre-temps. Relisez, puis enregistrez de nouveau.`
	);
}

async function lastToNote(ctx: Context, row: Noted | undefined): Promise<string> {
	const [line] = await ctx.db
		.select({ actor: journal.actor })
		.from(journal)
		.where(and(eq(journal.kind, attendanceKind.name), eq(journal.recordId, row?.id ?? '')))
		.orderBy(desc(journal.at), desc(journal.id))
		.limit(1);
	return line?.actor ?? 'quelqu’un';
}

function modeOf(word: string, { key }: RollLine): AttendanceMode {
	const mode = fromWord(attendanceModes, word);
	if (!mode || mode === 'proxy')
		throw new Refused('invalid', [
			{ code: 'mode', field: key, message: 'Choisissez l’une des réponses proposées.' }
		]);
	return mode;
}

/** One answer for one person: noted twice, what says less goes. */
async function noteOne(
	ctx: Context,
	meetingId: string,
	key: string,
	{ mode, noted: [known, ...others] }: { mode: AttendanceMode; noted: Noted[] }
): Promise<void> {
	if (others.length > 0) await removeRecords(ctx, anyKind(attendanceKind), others);
	const [personId = '', organisationId = ''] = (known ? keyOf(known) : key).split('.');
	await saveRecord(ctx, attendanceKind, {
		meetingId,
		personId: personId || null,
		organisationId: organisationId || null,
		capacity: known?.capacity ?? 'unknown',
		mode,
		proxyToId: null,
		remark: known?.remark ?? null,
		audience: known?.audience ?? (await readersOf(ctx, meetingId)),
		source: known?.source ?? null
	});
}

/** Who came to a meeting is read by its own readers. */
async function readersOf(ctx: Context, meetingId: string) {
	const [own] = await ctx.db
		.select({ audience: meeting.audience })
		.from(meeting)
		.where(eq(meeting.id, meetingId));
	return own?.audience ?? 'team';
}
