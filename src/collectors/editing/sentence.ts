import { isAsWide } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { readersField, type AnyKind } from '#core/server/kinds.ts';
import { withReaders, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { withGuests } from '../lent-readers.ts';
import { resolveChoice } from './choices.ts';
import { kindOf, rowOf } from './home.ts';
import { NAMED } from './named.ts';
import { readersInWords } from './readers.ts';

/**
 * Who will read a row once it is saved, in words that end "Sera lu par : …": those whom it names already, else those whom its kind
 * proposes for what the form knows of it; first those who write it, while it is held back.
 */
export async function willBeReadBy(ctx: Context, kind: AnyKind, row: Row): Promise<string> {
	const readers = await withGuests(ctx, kind, row, await readersOnceSaved(ctx, kind, row));
	return [readers, ...(await narrowerAnswers(ctx, kind, row))].join(' ; ');
}

/**
 * Answers that would keep the row to fewer than the sentence says, whatever the form is told besides: « Excusé », « Accord refusé ». A
 * page without script tells them before they are chosen.
 */
async function narrowerAnswers(ctx: Context, kind: AnyKind, row: Row): Promise<string[]> {
	if (!kind.heldBack && !kind.firstReaders.unlessAway) return [];
	const others = Object.entries(kind.columns).flatMap(([field, { type }]) =>
		field === readersField(kind) || type.many
			? []
			: Object.entries(type.words ?? {})
					.filter(([value]) => value !== row[field])
					.map(([value, { label }]) => ({ label, row: { ...row, [field]: value } }))
	);
	const asked = [row, ...others.map((one) => one.row)];
	const standing = asked.map((one) => (one['id'] === undefined ? undefined : row));
	const [own, ...settled] = await withReaders(ctx, kind, asked, standing);
	const said = own?.['audience'] as Audience; // just settled
	const narrower = others.flatMap(({ label }, index) => {
		const audience = settled[index]?.['audience'] as Audience; // as above
		return audience !== said && isAsWide(said, audience) ? [{ label, audience }] : [];
	});
	const told: string[] = [];
	for (const [audience, answers] of Map.groupBy(narrower, (one) => one.audience))
		told.push(
			`${answers.map(({ label }) => `« ${label} »`).join(', ')} : ${await readersInWords(ctx, audience)} seulement`
		);
	return told;
}

/**
 * Who would first read a new row for each answer that decides it, the sort of a meeting: "Le bureau : Bureau". For a page without script,
 * which tells it before one chooses; nothing once the row says it.
 */
export async function readersBySort(ctx: Context, kind: AnyKind, row: Row): Promise<string[]> {
	const { else: last } = kind.firstReaders;
	if (typeof last !== 'function' || row['id'] !== undefined || row[readersField(kind)]) return [];
	for (const [field, { type }] of Object.entries(kind.columns)) {
		if (row[field] || type.many || !type.words || last({ ...row }) !== undefined) continue;
		const answers = Object.entries(type.words).map(([value, { label }]) => ({ value, label }));
		const asked = answers.map(({ value }) => ({ ...row, [field]: value }));
		const settled = await withReaders(
			ctx,
			kind,
			asked,
			asked.map(() => undefined)
		);
		const said = answers.map(({ label }, index) => ({
			label,
			audience: settled[index]?.['audience'] as Audience // just settled
		}));
		const circles = Map.groupBy(said, ({ audience }) => audience);
		if (circles.size < 2) continue;
		const lines: string[] = [];
		for (const [audience, own] of circles)
			lines.push(
				`${await readersInWords(ctx, audience)} : ${own.map(({ label }) => label).join(', ')}`
			);
		return lines;
	}
	return [];
}

async function readersOnceSaved(ctx: Context, kind: AnyKind, row: Row): Promise<string> {
	const field = readersField(kind);
	const [settled = {}] = await withReaders(
		ctx,
		kind,
		[row],
		[row['id'] === undefined ? undefined : row]
	);
	const named = await readersInWords(ctx, settled[field] as Audience); // just settled
	const own = row[field] ? named : proposed(kind, row, named);
	const isHeld =
		settled[field] !== settled['audience'] ||
		// What the form is still told may name wider readers than those who write.
		(own !== named && kind.heldBack?.when(row) === true);
	if (!kind.heldBack || !isHeld) return own;
	const writers = await readersInWords(ctx, settled['audience'] as Audience); // just settled
	return `${writers} seulement ; puis, une fois ${kind.heldBack.until}, par ${own}`;
}

/** The same for what was typed in a form that comes back, of the record of this identifier or of a new one. */
export async function typedReadBy(
	ctx: Context,
	kindName: string,
	texts: Record<string, string>,
	id?: string
): Promise<string> {
	const kind = kindOf(kindName);
	if (texts[readersField(kind)] === NAMED) return 'les personnes que vous nommez';
	const stored = id === undefined ? {} : await rowOf(ctx, kind, id);
	const typed = await typedRow(ctx, kind, texts);
	return willBeReadBy(ctx, kind, { ...stored, ...typed });
}

/** What was typed and can be read, by field; what a reader may not name says nothing. */
export async function typedRow(
	ctx: Context,
	kind: AnyKind,
	texts: Record<string, string>
): Promise<Row> {
	const row: Row = {};
	for (const [field, { type }] of Object.entries(kind.columns)) {
		const text = texts[field];
		if (!text || type.many) continue;
		if (type.target) {
			const found = await resolveChoice(ctx, type.target, text);
			if ('id' in found) row[field] = found.id;
			continue;
		}
		const read = type.read(text);
		if ('value' in read) row[field] = read.value;
	}
	return row;
}

/** Those whom the kind proposes, and what the form may still be told that would propose others. */
function proposed(kind: AnyKind, row: Row, named: string): string {
	const { of, else: last } = kind.firstReaders;
	const isBySort = typeof last === 'function' && last(row) === undefined;
	const isSaid = of.some((field) => row[field]);
	if (isBySort && isSaid) return `${named}, sauf si son type en désigne d’autres (${SORT})`;
	return [
		isBySort ? 'ceux que son type concerne' : named,
		...openSources(kind, row).map((source) => `ou ceux ${source}`)
	].join(', ');
}

const SORT = 'le bureau pour un bureau';

/** "du groupe", "de la réunion", "de l’organisation". */
function ofThe({ singular, feminine }: AnyKind): string {
	if (/^[aeiouyéèêh]/i.test(singular)) return `de l’${singular}`;
	return feminine ? `de la ${singular}` : `du ${singular}`;
}

/** What the form may still be told and would change who first reads: "la réunion choisie". */
function openSources(kind: AnyKind, row: Row): string[] {
	const asked = kind.firstReaders.of.filter((field) => kind.asks.includes(field));
	if (asked.some((field) => row[field])) return [];
	return asked.map((field) => {
		const target = kindOf(kind.columns[field]?.type.target ?? '');
		return `${ofThe(target)} que vous choisissez`;
	});
}
