import type { Refusal } from '#core/errors.ts';
import type { Field } from './fields.ts';

/** The fields as the person left them: what they typed, what is wrong with it, what another wrote meanwhile. */
export function asTyped(
	fields: Field[],
	typed: Record<string, string>,
	refusals: Refusal[]
): Field[] {
	return fields.map((field) => {
		const mine = typed[field.name] ?? '';
		const stored = field.control === 'several' ? field.values.join(' | ') : field.value;
		const refusal = refusals.find((one) => one.field === field.name);
		return {
			...field,
			value: mine,
			values: mine.split(' | ').filter(Boolean),
			refusal: refusal?.message ?? null,
			theirs: refusal?.code === 'rival' ? shown(field, stored) : null
		};
	});
}

/** A stored text as people read it: the words of a list rather than its codes. */
function shown(field: Field, stored: string): string {
	const words = stored.split(' | ').map((code) => {
		const choice = field.choices.find((one) => one.code === code);
		return choice?.label || code;
	});
	return words.join(', ') || 'rien';
}
