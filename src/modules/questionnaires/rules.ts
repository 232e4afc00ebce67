import type { AskedField } from '#core/asked.ts';
import type { Refusal } from '#core/errors.ts';
import { formatPartialDate, parsePartialDate, type PartialDate } from '#core/partial-date.ts';
import { questionTypes, type QuestionType } from './labels.ts';

/** What the answer to a question is read with. */
export interface Asked {
	id: string;
	wording: string;
	type: QuestionType;
	required: boolean | null;
	choices: string | null;
	unit: string | null;
}

const SCALE = ['1', '2', '3', '4', '5'];
const YES_NO = ['Oui', 'Non'];
const LONGEST = 10_000;
const SHORT = 500;

/** Choices of a question as they are written: `Le matin | Le soir`. */
export function choicesOf({ type, choices }: Pick<Asked, 'type' | 'choices'>): string[] {
	if (type === 'scale') return SCALE;
	if (type === 'yesNo') return YES_NO;
	const written = (choices ?? '').split('|').map((one) => one.trim());
	return [...new Set(written.filter(Boolean))];
}

/** What is wrong with a question: one to choose from has two choices at least. */
export function questionRefusals(input: { type: QuestionType; choices: string | null }): Refusal[] {
	const asksChoice = input.type === 'choice' || input.type === 'several';
	if (!asksChoice || choicesOf(input).length > 1) return [];
	return [
		{
			code: 'choices-missing',
			field: 'choices',
			message: 'Donnez les réponses possibles, deux au moins, séparées par une barre : Oui | Non.'
		}
	];
}

/** What is wrong with the days of a questionnaire. */
export function dayRefusals(input: {
	opensOn: PartialDate | null;
	closesOn: PartialDate | null;
}): Refusal[] {
	if (!input.opensOn || !input.closesOn || input.opensOn <= input.closesOn) return [];
	return [
		{
			code: 'closes-before',
			field: 'closesOn',
			message: 'Le questionnaire se ferme avant de s’ouvrir : corrigez l’un des deux jours.'
		}
	];
}

/** Where a questionnaire stands on a day, `YYYY-MM-DD`; its first and last days are open. */
export function stateOn(
	{ opensOn, closesOn }: { opensOn: PartialDate | null; closesOn: PartialDate | null },
	day: string
): { isOpen: boolean; sentence: string } {
	if (opensOn && day < opensOn)
		return { isOpen: false, sentence: `Il s’ouvre le ${formatPartialDate(opensOn)}.` };
	if (closesOn && day > closesOn)
		return { isOpen: false, sentence: `Il est fermé depuis le ${formatPartialDate(closesOn)}.` };
	return {
		isOpen: true,
		sentence: closesOn ? `Répondez jusqu’au ${formatPartialDate(closesOn)}.` : 'Il est ouvert.'
	};
}

const FIELD = 'q-';

/** The identifier of the question that a field of the form is of. */
export function questionIn(field: string): string {
	return field.slice(FIELD.length);
}

/** A question as its form shows it, with what was answered already. */
export function askedField(question: Asked, value: string): AskedField {
	const { type } = question;
	const help =
		type === 'number'
			? `Un nombre${question.unit ? `, en ${question.unit}` : ''}.`
			: type === 'date'
				? '18/09/2023, septembre 2023 ou 2023.'
				: type === 'scale'
					? 'De 1 (pas du tout) à 5 (tout à fait).'
					: '';
	return {
		name: `${FIELD}${question.id}`,
		label: question.wording,
		help,
		required: question.required === true,
		control:
			type === 'several'
				? 'several'
				: type === 'long'
					? 'long'
					: choicesOf(question).length > 0
						? 'one'
						: 'text',
		choices: choicesOf(question),
		value
	};
}

/**
 * Answers of a form, by question; an empty one is left out. `texts` holds each field as typed. French refusals, one per field
 * at fault.
 */
export function readAnswers(
	questions: Asked[],
	texts: Record<string, string>
): { answers: Map<string, string>; refusals: Refusal[] } {
	const answers = new Map<string, string>();
	const refusals: Refusal[] = [];
	for (const question of questions) {
		const field = `q-${question.id}`;
		const text = (texts[field] ?? '').trim();
		const read = readAnswer(question, text);
		if ('refusal' in read) refusals.push({ code: 'answer-refused', field, message: read.refusal });
		else if (read.value) answers.set(question.id, read.value);
	}
	return { answers, refusals };
}

function readAnswer(question: Asked, text: string): { value: string } | { refusal: string } {
	const longest = question.type === 'long' ? LONGEST : SHORT;
	if (text === '')
		return question.required ? { refusal: 'Cette question attend une réponse.' } : { value: '' };
	if (text.length > longest)
		return { refusal: `Cette réponse est trop longue : ${String(longest)} caractères au plus.` };
	if (question.type === 'number') {
		const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
		return /^[+-]?\d{1,12}(?:\.\d+)?$/.test(plain)
			? { value: plain.replace('.', ',') }
			: { refusal: 'Écrivez un nombre : 12 ou 2,5.' };
	}
	if (question.type === 'date') {
		const date = parsePartialDate(text);
		return date
			? { value: date }
			: { refusal: 'Cette date n’existe pas : 18/09/2023, septembre 2023 ou 2023.' };
	}
	const choices = choicesOf(question);
	if (choices.length === 0) return { value: text };
	const given = question.type === 'several' ? text.split(' | ').map((one) => one.trim()) : [text];
	return given.every((one) => choices.includes(one))
		? { value: [...new Set(given)].join(' | ') }
		: { refusal: 'Choisissez parmi les réponses proposées.' };
}

/** How many gave each answer, in the order of the choices; only for questions that offer choices. */
export function countAnswers(
	question: Pick<Asked, 'type' | 'choices'>,
	values: string[]
): { choice: string; count: number }[] {
	return choicesOf(question).map((choice) => ({
		choice,
		count: values.filter((value) => value.split(' | ').includes(choice)).length
	}));
}

/** French name of the way a question is answered, with its unit. */
export function typeWords({ type, unit }: Pick<Asked, 'type' | 'unit'>): string {
	const words = questionTypes[type].label.toLocaleLowerCase('fr');
	return unit ? `${words}, en ${unit}` : words;
}
