import type { Refusal } from '#core/errors.ts';
import type { Field } from './fields.ts';

/** The fields as the person left them: what they typed, what is wrong with it, what another wrote meanwhile. */
export function asTyped(
	fields: Field[],
	typed: Record<string, string>,
	refusals: Refusal[],
	isStale: boolean
): Field[] {
	return fields.map((field) => {
		const mine = typed[field.name] ?? '';
		const stored = field.control === 'several' ? field.values.join(' | ') : field.value;
		return {
			...field,
			value: mine,
			values: mine.split(' | ').filter(Boolean),
			refusal: refusals.find((one) => one.field === field.name)?.message ?? null,
			theirs: isStale && stored !== mine ? stored || 'rien' : null
		};
	});
}
