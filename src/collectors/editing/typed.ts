import type { Refusal } from '#core/errors.ts';
import { formatPartialDate, parsePartialDate } from '#core/partial-date.ts';
import { formatQuantity, parseQuantity } from '#core/quantity.ts';
import type { Field } from './fields.ts';
import { PEOPLE, shownReaders, type NamedReaders } from './named.ts';

/** The fields as the person left them: what they typed, what is wrong with it, what another wrote meanwhile. */
export function asTyped(
	fields: Field[],
	typed: Record<string, string>,
	refusals: Refusal[],
	/** Who will read, for what was typed. */
	readBy?: string
): Field[] {
	return fields.map((field) => {
		const mine = typed[field.name] ?? '';
		const stored = field.control === 'several' ? field.values.join(' | ') : field.value;
		const refusal = refusals.find((one) => one.field === field.name);
		return {
			...field,
			...(field.people
				? {
						people: asNamed(field.people, mine, typed[field.name + PEOPLE]),
						readBy: readBy ?? field.readBy
					}
				: {}),
			value: field.people ? shownReaders(mine).code : mine,
			values: mine.split(' | ').filter(Boolean),
			understood: understood(field.type, mine),
			refusal: refusal?.message ?? null,
			theirs: refusal?.code === 'rival' ? shown(field, stored) : null
		};
	});
}

/** Who is named, as the form was sent. */
function asNamed(people: NamedReaders, text: string, sent = ''): NamedReaders {
	const settled = shownReaders(text).people;
	return {
		...people,
		chosen: settled.length > 0 ? settled : sent.split(' | '),
		typed: sent || settled.join(', ')
	};
}

/** What the program makes of a date or a quantity; nothing of what it cannot read. */
function understood(type: string, text: string): string {
	const date = ['date', 'jour'].includes(type) ? parsePartialDate(text) : null;
	if (date) return formatPartialDate(date);
	const quantity = type === 'quantite' ? parseQuantity(text) : null;
	return quantity ? formatQuantity(quantity) : '';
}

/** A stored text as people read it: the words of a list rather than its codes. */
function shown(field: Field, stored: string): string {
	const words = stored.split(' | ').map((code) => {
		const choice = field.choices.find((one) => one.code === code);
		return choice?.label || code;
	});
	return words.join(', ') || 'rien';
}
