import type { Block } from '#core/blocks.ts';
import { counted } from '#core/words.ts';
import { answersPath } from '../paths.ts';
import { choicesOf, countAnswers, typeWords } from '../rules.ts';
import type { Questionnaire, SheetRead } from './queries.ts';

/** Texts shown of a question that is answered in words; the page of answers has them all. */
const SHOWN = 10;

/** What a promise without names is worth, to who answers. */
const UNNAMED =
	'Les réponses ne portent pas de nom : Fanal retient que vous avez répondu, pour que chacun réponde une fois, et garde la réponse à part, sans heure ni ordre ; personne n’est averti. Si vous êtes peu à répondre, ou si votre texte vous trahit, on peut pourtant vous reconnaître.';

/** What people read before they answer. */
export function introductionBlocks(of: Questionnaire): Block[] {
	return [
		...(of.introduction ? [{ kind: 'prose' as const, text: of.introduction }] : []),
		{
			kind: 'notice',
			tone: 'neutral',
			text: of.unnamed
				? UNNAMED
				: 'L’équipe, et qui pilote le groupe, lit votre réponse avec votre nom.'
		}
	];
}

/** The questions, as they will be asked. */
export function questionBlocks(of: Questionnaire): Block[] {
	if (of.questions.length === 0) return [];
	return [
		{ kind: 'heading', level: 2, text: 'Les questions', id: 'questions' },
		{
			kind: 'list',
			items: of.questions.map((one) => ({
				content: [
					{ text: one.wording, strong: true },
					` (${typeWords(one)}${one.required ? ', obligatoire' : ''})`,
					{ record: { kind: 'question', id: one.id, name: one.wording } }
				],
				...(one.type === 'choice' || one.type === 'several' ? { children: choicesOf(one) } : {})
			}))
		}
	];
}

/** What was answered, question by question: how many for each choice, the words of the others. */
export function resultBlocks(of: Questionnaire, sheets: SheetRead[]): Block[] {
	if (sheets.length === 0) return [];
	return [
		{ kind: 'heading', level: 2, text: 'Les réponses', id: 'reponses' },
		...of.questions.flatMap((one): Block[] => {
			const values = sheets.flatMap((sheet) => sheet.answers.get(one.id) ?? []);
			const title: Block = {
				kind: 'heading',
				level: 3,
				text: one.wording,
				id: `question-${one.code}`
			};
			if (values.length === 0)
				return [title, { kind: 'paragraph', runs: ['Personne n’a encore répondu.'] }];
			return [
				title,
				...(choicesOf(one).length > 0 ? [countsOf(of, one, values)] : textsOf(values))
			];
		}),
		{
			kind: 'paragraph',
			runs: [{ text: 'Toutes les réponses, une à une', href: answersPath(of.code) }, '.']
		}
	];
}

function countsOf(
	of: Questionnaire,
	one: Questionnaire['questions'][number],
	values: string[]
): Block {
	const counts = countAnswers(one, values);
	const most = Math.max(...counts.map(({ count }) => count));
	const [first, ...equals] = counts.filter(({ count }) => count === most);
	return {
		kind: 'chart',
		chart: 'bars',
		title:
			equals.length === 0
				? `« ${first?.choice ?? ''} » revient le plus`
				: 'Plusieurs réponses sont à égalité',
		caption: `${counted(values.length, 'réponse')} à cette question${one.type === 'several' ? ', plusieurs choix possibles' : ''}`,
		series: ['Réponses'],
		unit: 'réponses',
		rows: counts.map(({ choice, count }) => ({
			label: choice,
			values: [count],
			href: answersPath(of.code, { question: one.code, answer: choice })
		}))
	};
}

function textsOf(values: string[]): Block[] {
	return [
		{ kind: 'list', items: values.slice(0, SHOWN).map((value) => ({ content: value })) },
		...(values.length > SHOWN
			? [
					{
						kind: 'paragraph' as const,
						runs: [`Les ${String(SHOWN)} premières, sur ${String(values.length)}.`]
					}
				]
			: [])
	];
}
