import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { Refused } from '../errors.ts';
import { isRecordId } from '../ids.ts';
import { readClock } from './clock.ts';
import type { Collective, Context } from './context.ts';
import { dependsOn } from './grounds.ts';
import { mark } from './signed.ts';

/** Field of a form that makes something: what it makes is one thing, however often it is sent. */
export const ONCE = 'once';
const CHANCE = /^[\w-]{43}$/;

/** What such a form holds: the identifier of what it will make, and 256 bits of chance that are kept nowhere else. */
export interface Once {
	id: string;
	chance: string;
}

/** Drawn with the page, for its field `ONCE`. */
export function freshOnce(): string {
	dependsOn('chance');
	const chance = randomBytes(32).toString('base64url');
	return `${idOf(chance, readClock().getTime())}.${chance}`;
}

/** The identifier says which chance it goes with: nobody writes a form for what another has made. */
function idOf(chance: string, msecs: number): string {
	const random = Buffer.from(mark('once', '', chance), 'base64url').subarray(0, 16);
	return uuidv7({ msecs, random });
}

/** Reads the field `ONCE`. Refuses (422) a form that has none: what it makes could not be told from what it made before. */
export function onceOf(text: string): Once {
	const [id = '', chance = '', ...more] = text.split('.');
	const isWhole = more.length === 0 && isRecordId(id) && CHANCE.test(chance);
	if (!isWhole || idOf(chance, drawnAt(id)) !== id) throw new Refused('invalid', [INCOMPLETE]);
	return { id, chance };
}

/** Instant of a UUIDv7, in milliseconds (RFC 9562, 5.7). */
function drawnAt(id: string): number {
	return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/**
 * The secret of what a form makes: the same for the same form sent again by the same person with the same words, and no other way to
 * find it: it takes the secret of the installation and the chance of the form (HMAC-SHA-256). 32 bytes, base64url.
 * @param asked who asks, and all that was typed
 */
export function secretMadeOf(
	collective: Collective,
	purpose: string,
	once: Once,
	asked: unknown
): string {
	return mark(purpose, collective.code, JSON.stringify([once.id, once.chance, asked]));
}

/** What recognises a form that has renewed something, without giving its chance: SHA-256, base64url. */
export function fingerprintOfForm({ id, chance }: Once): string {
	return createHash('sha256').update(`${id} ${chance}`).digest('base64url');
}

/** Of the same form sent twice at once, the second waits for the first to be written, until this unit of work is over. */
export async function waitForSameForm(ctx: Context, once: Once): Promise<void> {
	await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`once ${once.id}`}))`);
}

/** The refusal (422) of a form that has already made something else, or something that has ended since. The page draws it anew. */
export function alreadyServed(): Refused {
	return new Refused('invalid', [SERVED]);
}

const INCOMPLETE = {
	code: 'form-incomplete',
	message:
		'Ce formulaire est incomplet : rien n’a été fait. Relisez ce que vous demandez, puis envoyez-le de nouveau.'
};
const SERVED = {
	code: 'form-served',
	message:
		'Ce formulaire a déjà servi, à autre chose ou à ce qui a pris fin depuis : rien de plus n’a été fait. Relisez ce que vous demandez, puis envoyez-le de nouveau.'
};
