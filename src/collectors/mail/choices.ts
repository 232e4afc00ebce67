import type { PersonActor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { rhythms, type Rhythm } from '#core/rhythms.ts';
import type { Context } from '#core/server/context.ts';
import { readRhythms, setRhythm, type List } from '#core/server/mail/rhythms.ts';
import { fromWord } from '#core/vocabulary.ts';

/** What somebody may be told of, and the rhythm at which they are. */
export interface RhythmChoice {
	list: List;
	label: string;
	/** What the list holds. */
	help: string;
	/** Word of the rhythm; empty for a group that follows the others. */
	rhythm: string;
	/** Only a group may follow the others. */
	mayFollow: boolean;
}

/** The lists of a reader: what bears their name, everything, and each of their groups. */
export async function listRhythms(ctx: Context, actor: PersonActor): Promise<RhythmChoice[]> {
	const kept = await readRhythms(ctx, actor.account);
	const groups = new Map(
		actor.grants.flatMap(({ scope }) => (scope?.kind === 'group' ? [[scope.code, scope.name]] : []))
	);
	const wordOf = (list: List) => rhythms[kept.of(list)].word;
	return [
		{
			list: 'named',
			label: 'Ce qui me nomme',
			help: 'Une action à faire, une fonction, une invitation où se trouve votre nom.',
			rhythm: wordOf('named'),
			mayFollow: false
		},
		{
			list: 'all',
			label: 'Tout le reste',
			help: 'Réunions, comptes rendus, visites, besoins : ce que vous avez le droit de lire.',
			rhythm: wordOf('all'),
			mayFollow: false
		},
		...[...groups].map(([code, name]): RhythmChoice => {
			const list: List = `group:${code}`;
			const isChosen = kept.ruling(list) === list;
			return {
				list,
				label: name,
				help: 'Ce que fait ce groupe.',
				rhythm: isChosen ? wordOf(list) : '',
				mayFollow: true
			};
		})
	];
}

/**
 * Keeps the rhythms that a form says, list by list; nothing is kept of a list that is not the reader's. Refuses (422) a rhythm that
 * does not exist.
 */
export async function saveRhythms(
	ctx: Context,
	actor: PersonActor,
	typed: Record<string, string>
): Promise<void> {
	for (const { list, rhythm: before, mayFollow } of await listRhythms(ctx, actor)) {
		const word = typed[list] ?? '';
		if (word === before) continue;
		const rhythm: Rhythm | undefined = fromWord(rhythms, word);
		if (!rhythm && !(word === '' && mayFollow))
			throw new Refused('invalid', [
				{ code: 'rhythm', field: list, message: 'Choisissez l’un des rythmes proposés.' }
			]);
		await setRhythm(ctx, actor.account, list, rhythm ?? null);
	}
}
