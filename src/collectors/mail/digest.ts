import { isMailAddress, type MailBlock } from '#core/mail.ts';
import type { Rhythm } from '#core/rhythms.ts';
import type { Context } from '#core/server/context.ts';
import type { Recipient } from '#core/server/contract.ts';
import { queueMail } from '#core/server/mail.ts';
import { noteTold, readRhythms, readTold, type List } from '#core/server/mail/rhythms.ts';
import { listStops, stopKey } from '#core/server/mail/stops.ts';
import { counted } from '#core/words.ts';
import { modules } from '#modules/all.ts';
import { sentenceOf } from '../told-events.ts';
import { actorOfRecipient } from '../team.ts';
import { changesFor, type Change, type Reader } from './changes.ts';

export type ToldRhythm = Exclude<Rhythm, 'none'>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How far a list that was never told looks back. */
const SPAN: Record<ToldRhythm, number> = {
	immediate: 10 * MINUTE_MS,
	daily: DAY_MS,
	weekly: 7 * DAY_MS,
	monthly: 31 * DAY_MS
};
/** An act is dated from its beginning and seen at its end: what is younger is left to the next digest. */
const LAG: Record<ToldRhythm, number> = {
	immediate: 2 * MINUTE_MS,
	daily: 15 * MINUTE_MS,
	weekly: 15 * MINUTE_MS,
	monthly: 15 * MINUTE_MS
};
/** Records named under one sentence; the page tells the others. */
const NAMED = 12;

/**
 * Writes to everybody who chose this rhythm what happened since the last time, as far as they may read it, and but what they did
 * themselves; nothing to whom there is nothing to say. Returns what was done, in French.
 */
export async function writeDigests(ctx: Context, rhythm: ToldRhythm): Promise<string> {
	let written = 0;
	const stopped = new Set((await listStops(ctx)).map(({ address }) => address));
	for (const one of modules)
		for (const recipient of (await one.recipients?.(ctx)) ?? [])
			if (isMailAddress(recipient.address) && !stopped.has(stopKey(recipient.address)))
				written += await tellOne(ctx, recipient, rhythm);
	return written === 0
		? 'Rien à dire.'
		: `${counted(written, 'courriel écrit', 'courriels écrits')}.`;
}

/** One letter per choice of the reader: what a group was given its own rhythm for is stopped apart. */
async function tellOne(ctx: Context, recipient: Recipient, rhythm: ToldRhythm): Promise<number> {
	const reader = await readerOf(ctx, recipient);
	const lists = listsOf(reader).filter((list) => reader.rhythms.of(list) === rhythm);
	if (lists.length === 0) return 0;
	const to = new Date(ctx.now.getTime() - LAG[rhythm]);
	const told = await readTold(ctx, recipient.account);
	const since = (list: List) =>
		told.get(list) ?? new Date(Math.max(recipient.since.getTime(), to.getTime() - SPAN[rhythm]));
	const from = new Date(Math.min(...lists.map((list) => since(list).getTime())));
	const changes = (await changesFor(ctx, reader, { from, to })).filter(
		({ list, at }) => lists.includes(list) && at > since(list)
	);
	for (const list of lists) await noteTold(ctx, recipient.account, list, to);
	const letters = Map.groupBy(changes, ({ list }) => reader.rhythms.ruling(list));
	for (const [list, own] of letters) await writeOne(ctx, recipient, { list, rhythm, changes: own });
	return letters.size;
}

async function readerOf(ctx: Context, recipient: Recipient): Promise<Reader> {
	return {
		recipient,
		actor: await actorOfRecipient(ctx, recipient),
		rhythms: await readRhythms(ctx, recipient.account)
	};
}

/** What can be told to the reader: by name, group by group, and the rest. */
function listsOf({ actor }: Reader): List[] {
	const codes = actor.grants.flatMap(({ scope }) => (scope?.kind === 'group' ? [scope.code] : []));
	return ['named', 'all', ...[...new Set(codes)].map((code): List => `group:${code}`)];
}

async function writeOne(
	ctx: Context,
	{ account, address, name, person }: Recipient,
	{ list, rhythm, changes }: { list: List; rhythm: ToldRhythm; changes: Change[] }
): Promise<void> {
	const { name: collective } = ctx.collective.settings;
	await queueMail(ctx, {
		to: { address, name, account, personId: person?.id },
		// Nothing of a record stands in it: who follows mails reads it.
		subject: subjectFor(list, rhythm, collective),
		text: [
			`Bonjour${name ? ` ${name}` : ''},`,
			`${list === 'named' ? 'Votre nom est dans ce qui vient de changer' : 'Voici ce qui a changé'}, hors ce que vous avez fait vous-même.`,
			...paragraphs(changes)
		],
		action: { label: 'Ouvrir mon tableau de bord', path: '/tableau-de-bord' },
		category: 'digest',
		list,
		audience: person ? `people:${person.code}` : 'team'
	});
}

function subjectFor(list: List, rhythm: ToldRhythm, collective: string): string {
	if (list === 'named') return `${collective} : cela vous concerne`;
	const when = {
		immediate: 'du nouveau',
		daily: 'ce qui a changé hier',
		weekly: 'ce qui a changé cette semaine',
		monthly: 'ce qui a changé ce mois-ci'
	};
	return `${collective} : ${when[rhythm]}`;
}

/** One heading per sort of event, with the records it happened to, each with its link. */
function paragraphs(changes: Change[]): MailBlock[] {
	return [...Map.groupBy(changes, ({ event }) => event)].flatMap(([event, own]): MailBlock[] => {
		const lines = own.slice(0, NAMED).map(({ title, path, dates, about }) => ({
			text: dates ? `${title} (${dates})` : title,
			path,
			about
		}));
		const others = own.length - lines.length;
		return [
			{ heading: sentenceOf(event, own.length) },
			{
				list: others > 0 ? [...lines, { text: `et ${counted(others, 'autre')}` }] : lines
			}
		];
	});
}
