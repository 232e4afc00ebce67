import { pageNumber } from '#core/page-number.ts';
import type { Context } from '#core/server/context.ts';
import { fromWord, labelOf, type Vocabulary } from '#core/vocabulary.ts';
import { needSenses, needStates, needThemes, needVoices, stateTones } from '../labels.ts';
import { getNeed, listNeeds, type NeedLine } from './queries.ts';

/** A page of the list narrowed by the words of the address: `theme`, `sens`, `etat`, `page`. */
export async function getNeedsPage(ctx: Context, query: URLSearchParams) {
	const theme = fromWord(needThemes, query.get('theme') ?? '');
	const sense = fromWord(needSenses, query.get('sens') ?? '');
	const state = fromWord(needStates, query.get('etat') ?? '');
	const page = pageNumber(query);
	const list = await listNeeds(
		ctx,
		{ ...(theme && { theme }), ...(sense && { sense }), ...(state && { state }) },
		page
	);
	return {
		...list,
		rows: list.rows.map(inWords),
		narrowed: Boolean(theme ?? sense ?? state),
		filters: [
			filter('theme', 'Thème', needThemes, theme),
			filter('sens', 'Besoin ou offre', needSenses, sense),
			filter('etat', 'État', needStates, state)
		]
	};
}

/** One need as its page shows it. Refuses (404) when it is absent or not for the actor. */
export async function getNeedSheet(ctx: Context, code: string) {
	return inWords(await getNeed(ctx, code));
}

/** A need with the French words of its choices. */
function inWords(one: NeedLine) {
	return {
		title: one.title,
		path: one.path,
		words: one.words,
		sense: labelOf(needSenses, one.sense),
		theme: labelOf(needThemes, one.theme),
		voice: labelOf(needVoices, one.voice),
		state: labelOf(needStates, one.state),
		tone: stateTones[one.state],
		date: one.date,
		answer: one.answer,
		source: one.source,
		organisations: one.organisations.map(({ name, path }) => ({ name, path })),
		origins: [one.visit, one.meeting, one.group].flatMap((link) => (link ? [link] : []))
	};
}

function filter(name: string, label: string, words: Vocabulary, chosen: string | undefined) {
	return {
		name,
		label,
		value: chosen ? (words[chosen]?.word ?? '') : '',
		options: Object.values(words).map((entry) => ({ value: entry.word, label: entry.label }))
	};
}
