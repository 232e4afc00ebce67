import { desc } from 'drizzle-orm';
import { readableAudiences, readsAll, type Actor } from '#core/actor.ts';
import type { PublishedDocument } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { addReads, copyReads, type Reads } from '#core/server/privacy/reads.ts';
import { journal } from '#core/server/tables.ts';
import { contextOf, writeAnnualReport, type Publication } from './annual-report.ts';
import { refuseEmptyYear } from './cut-off.ts';

/** Reports kept at once: a few years, of the public edition and of those reserved to the circles of those signed in. */
const KEPT = 12;

/** A report, and the records kept to few that it was written from: whoever is given it reads them. */
interface Kept {
	report: PublishedDocument;
	reads: Reads;
}
const shelf = new Map<string, Kept>();
/** Reports being written: who asks for the same one meanwhile waits for it. */
const written = new Map<string, Promise<Kept>>();
let last: Promise<unknown> = Promise.resolve();

/** Opens a unit of work of who reads, and gives back what it found. */
export type Reading = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;

/**
 * The annual report as `writeAnnualReport` writes it, kept from one page to the next: written again as soon as
 * anything is written in the collective and for another day. The public edition is one for all; the reserved ones are kept apart by circles
 * of readers. Refuses (404) a year that has nothing in that edition, (403) the reserved one to who reads no more than the public.
 * One is written at a time, and who waits for it holds no connection to the database meanwhile: the other pages need them.
 */
export async function readAnnualReport(
	read: Reading,
	publication: Publication
): Promise<PublishedDocument> {
	const { key, kept, reader } = await read(async (asked) => {
		const ctx = contextOf(asked, publication);
		const key = await keyOf(ctx, publication);
		const kept = shelf.get(key);
		if (!kept) await refuseEmptyYear(ctx, publication.year);
		return { key, kept, reader: asked.actor };
	});
	const found =
		kept ??
		(await writeOnce(key, () =>
			read(async (ctx) => ({
				report: await writeAnnualReport(ctx, publication),
				reads: copyReads(contextOf(ctx, publication).actor)
			}))
		));
	addReads(reader, found.reads);
	// Set again: the last one read is the last one thrown away.
	shelf.delete(key);
	shelf.set(key, found);
	for (const oldest of shelf.keys()) {
		if (shelf.size <= KEPT) break;
		shelf.delete(oldest);
	}
	return found.report;
}

function writeOnce(key: string, write: () => Promise<Kept>): Promise<Kept> {
	const begun = written.get(key);
	if (begun) return begun;
	const kept = last.then(write).finally(() => written.delete(key));
	last = kept.catch(() => undefined);
	written.set(key, kept);
	return kept;
}

/** All that a report depends on: every act is in the journal, in the transaction of its change. */
async function keyOf(ctx: Context, publication: Publication): Promise<string> {
	const [last] = await ctx.db
		.select({ id: journal.id })
		.from(journal)
		.orderBy(desc(journal.at), desc(journal.id))
		.limit(1);
	return JSON.stringify([
		ctx.collective.id,
		ctx.collective.settings,
		publication,
		ctx.today,
		last?.id ?? null,
		circlesOf(ctx.actor)
	]);
}

/** Two readers with the same circles read the same report; whoever may be named on a record reads their own. */
function circlesOf(actor: Actor): unknown {
	return [
		readableAudiences(actor).toSorted(),
		readsAll(actor, 'groups'),
		readsAll(actor, 'people'),
		actor.kind === 'person' ? actor.person : null
	];
}
