import type { Quantity } from '#core/quantity.ts';
import { plainText } from '#core/words.ts';

export interface FactTold {
	organisationId: string;
	organisation: string;
	organisationCode: string;
	label: string;
	year: string | null;
	value: Quantity | null;
	text: string | null;
}

/** Facts of one organisation, of the same name and year, that were told with different values. */
export function disagreements(facts: FactTold[]): (FactTold & { told: FactTold[] })[] {
	const groups = new Map<string, FactTold[]>();
	for (const fact of facts) {
		const key = [fact.organisationId, plainText(fact.label), fact.year ?? ''].join('|');
		groups.set(key, [...(groups.get(key) ?? []), fact]);
	}
	return [...groups.values()].flatMap((told) => {
		const values = new Set(told.map((one) => one.value?.value ?? one.text));
		const [first] = told;
		return first && values.size > 1 ? [{ ...first, told }] : [];
	});
}
