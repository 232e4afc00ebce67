import type pg from 'pg';
import { UNCOUNTED } from './revision.ts';

/** Characters of rows that are kept for one collective, in one process: some tens of megabytes of memory. */
const MOST = 8_000_000;
/** Characters of one answer: what is longer is a whole table, read for an export or an import. */
const MOST_AT_ONCE = 500_000;
/** What a cell and the description of a column weigh beside their characters, in characters. */
const CELL = 12;
const COLUMN = 100;

/** Tables that no write moves the revision of, and all that the server says of itself: asked anew each time. */
const CHANGING = new RegExp(
	`\\b(?:fanal(?!\\.(?:first_day|last_day|in_french|french)\\b)|pg_\\w+|current_\\w+|now|random|nextval|${UNCOUNTED.join('|')})\\b`
);
const READING = /^\s*(?:select|with)\b/i;

/** An answer of the database, rows as arrays or as objects. */
export type Answer = pg.QueryResult<object>;
/** What a query is, as Drizzle asks it. */
interface Asked {
	text: string;
	rowMode?: string;
}
/** A query that may be kept, and under what. */
interface Question {
	text: string;
	rest: string;
}

/**
 * What the database answered to the queries of one collective at one revision. The same words with the same values, asked in a snapshot
 * of the same revision, have the same answer: who reads, the day, the page are among the values. The oldest leaves first.
 */
export class Answers {
	readonly revision: bigint;
	readonly #byText = new Map<string, Map<string, { answer: Answer; size: number }>>();
	readonly #most: number;
	#size = 0;

	/** @param most characters that are kept */
	constructor(revision: bigint, most = MOST) {
		this.revision = revision;
		this.#most = most;
	}

	find({ text, rest }: Question): Answer | undefined {
		const found = this.#byText.get(text)?.get(rest);
		// Rows are frozen; the list of them belongs to who asked.
		return found && { ...found.answer, rows: [...found.answer.rows] };
	}

	keep({ text, rest }: Question, answer: Answer): void {
		const known = this.#byText.get(text);
		if (known?.has(rest)) return;
		const size = sizeOf(answer, MOST_AT_ONCE) + rest.length + (known ? 0 : text.length);
		if (size > MOST_AT_ONCE) return;
		const own = known ?? new Map<string, { answer: Answer; size: number }>();
		own.set(rest, { answer: { ...answer, rows: freeze([...answer.rows]) }, size });
		// Asked lately, it leaves last.
		this.#byText.delete(text);
		this.#byText.set(text, own);
		this.#size += size;
		this.#makeRoom();
	}

	#makeRoom(): void {
		for (const [text, answers] of this.#byText) {
			for (const [rest, { size }] of answers) {
				if (this.#size <= this.#most) return;
				answers.delete(rest);
				this.#size -= size;
			}
			this.#byText.delete(text);
			this.#size -= text.length;
		}
	}
}

/** Of each collective of each database, those of the newest revision that was seen: nobody begins at an older one any more. */
const newest = new Map<string, Answers>();

/**
 * The answers of a revision; for one that is older than what was seen, which a long unit of work still reads, a list that nobody shares.
 * @param of whose answers these are: the address of the database and the schema
 */
export function answersAt(of: string, revision: bigint): Answers {
	const known = newest.get(of);
	if (known?.revision === revision) return known;
	const fresh = new Answers(revision);
	if (!known || known.revision < revision) newest.set(of, fresh);
	return fresh;
}

/** The question that a call of `query` asks, if its answer may be kept. */
export function questionOf([asked, values]: unknown[]): Question | undefined {
	const { text, rowMode = 'object' }: Partial<Asked> =
		typeof asked === 'string' ? { text: asked } : ((asked ?? {}) as Asked); // the forms of `query` of pg
	if (text === undefined || !READING.test(text) || CHANGING.test(text)) return undefined;
	return { text, rest: `${rowMode} ${JSON.stringify(values ?? [])}` };
}

/** About how many characters an answer takes, counted until it is more than is kept. */
function sizeOf({ rows, fields }: Answer, most: number): number {
	let size = fields.length * COLUMN;
	for (const row of rows) {
		for (const cell of Object.values(row)) size += CELL + weight(cell);
		if (size > most) break;
	}
	return size;
}

function weight(cell: unknown): number {
	if (typeof cell === 'string') return cell.length;
	return typeof cell === 'object' && cell !== null ? JSON.stringify(cell).length : 0;
}

/** Nobody changes what others are given: rows, and the lists and values in their cells. */
function freeze<T extends object>(value: T): T {
	for (const inner of Object.values(value) as unknown[])
		if (typeof inner === 'object' && inner !== null && !ArrayBuffer.isView(inner)) freeze(inner);
	return Object.freeze(value);
}
