import type { Block, Inline, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { needStates, needThemes, needVoices, type NeedTheme } from '../labels.ts';
import type { NeedLine } from './queries.ts';

/** Names that fit in a cell. */
const MOST_NAMES = 5;

/**
 * Needs of one theme: a row for those that something followed, one sentence for those only heard. The verbatim,
 * the whole origin and the whole answer stay on the page of each need.
 */
export function themeBlocks(theme: NeedTheme, needs: NeedLine[]): Block[] {
	if (needs.length === 0) return [];
	const followed = needs.filter((one) => one.state !== 'heard' || one.answer);
	const heard = needs.filter((one) => !followed.includes(one));
	return [
		{
			kind: 'heading',
			level: 2,
			text: labelOf(needThemes, theme),
			id: `besoins-${needThemes[theme].word}`
		},
		...(followed.length > 0 ? [followedTable(followed)] : []),
		...(heard.length > 0 ? [heardSentence(heard)] : [])
	];
}

/** Needs said by the same, at the same place, and answered alike share a row. */
function followedTable(needs: NeedLine[]): Block {
	const rows = Map.groupBy(needs, (one) =>
		JSON.stringify([one.organisations, one.voice, placeOf(one), one.state, one.answer])
	);
	return {
		kind: 'table',
		caption: counted(needs.length, 'besoin qui a eu une suite', 'besoins qui ont eu une suite'),
		columns: [
			{ label: 'Besoin', width: 3 },
			{ label: 'Dit par, où', width: 2 },
			{ label: 'Suite', width: 3.4 }
		],
		rows: [...rows.values()].flatMap((own): Inlines[][] => {
			const [first] = own;
			return first ? [[separated(own.map(titleLink)), said(first), followUp(first)]] : [];
		})
	};
}

function heardSentence(needs: NeedLine[]): Block {
	const lead = needs.length < 2 ? 'Entendu' : 'Entendus';
	return {
		kind: 'paragraph',
		runs: [
			{ text: `${lead}, sans suite notée : `, strong: true },
			...separated(needs.map((one) => [...titleLink(one), ' (', ...said(one), ')'])),
			'.'
		]
	};
}

/** Offers, organisation by organisation: one line each. */
export function offerBlocks(offers: NeedLine[]): Block[] {
	if (offers.length === 0) return [];
	const byParty = Map.groupBy(offers, (one) => JSON.stringify(askers(one)));
	const parties = [...byParty.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'fr'));
	return [
		{ kind: 'heading', level: 2, text: 'Ce que des membres proposent', id: 'besoins-offres' },
		{
			kind: 'table',
			caption: `${counted(offers.length, 'offre')} de structures aux autres`,
			columns: [{ label: 'Proposé par' }, { label: 'Offres', width: 4 }],
			rows: parties.flatMap((own): Inlines[][] => {
				const [first] = own;
				return first ? [[askers(first), separated(own.map(titleLink))]] : [];
			})
		}
	];
}

function nameOf(offers: NeedLine[]): string {
	return offers[0]?.organisations[0]?.name ?? '';
}

function titleLink(one: NeedLine): Inline[] {
	return [{ text: one.title, href: one.path }];
}

function separated(pieces: Inline[][]): Inline[] {
	return pieces.flatMap((piece, index): Inline[] => [...(index === 0 ? [] : [' ; ']), ...piece]);
}

/** Who asks, then where in a word: the page of the need tells the rest. */
function said(one: NeedLine): Inline[] {
	const where = placeOf(one);
	// The page of the need names them all: many names would hide the need.
	const who: Inline[] =
		one.organisations.length > MOST_NAMES
			? [{ text: counted(one.organisations.length, 'structure'), href: one.path }]
			: askers(one);
	return [...who, ...(where ? [', ', where] : [])];
}

function askers(one: NeedLine): Inline[] {
	if (one.organisations.length === 0) return [labelOf(needVoices, one.voice)];
	return one.organisations.flatMap((link, index): Inline[] => [
		...(index === 0 ? [] : [', ']),
		{ text: link.name, href: link.path }
	]);
}

function placeOf(one: NeedLine): Inline | null {
	if (one.visit) return { text: 'en visite', href: one.visit.path };
	if (one.meeting) return { text: 'en réunion', href: one.meeting.path };
	if (one.group) return { text: one.group.short, href: one.group.path };
	return one.date ? formatPartialDate(one.date) : null;
}

/** The state, then the first clause of the answer. */
function followUp(one: NeedLine): Inline[] {
	const state = { text: labelOf(needStates, one.state), strong: true };
	return one.answer ? [state, ` — ${firstClause(one.answer)}`] : [state];
}

/** "Un espace partagé est prévu ; un intranet est évoqué." → "Un espace partagé est prévu." */
function firstClause(text: string): string {
	const [clause = text] = text.split(/\s?;\s|(?<=[^.A-Z])\.\s(?=\p{Lu})/u);
	return `${clause.replace(/(?<![.\s])[.\s]+$/, '')}.`;
}
