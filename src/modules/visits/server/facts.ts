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

const FOUNDING = /^(?:creation|fondation|fondee?|creee?|annee de (?:creation|fondation))$/;

/** Whether a fact tells when the structure was founded. */
export function isFounding(fact: { label: string }): boolean {
	return FOUNDING.test(plainText(fact.label));
}

/** Year of foundation told by a fact: "1990, par Gérard Dechy" → 1990; null when it tells none. */
export function foundingYear(fact: { label: string; text: string | null }): string | null {
	return isFounding(fact) ? (fact.text?.match(/\b(1[5-9]|20)\d{2}\b/)?.[0] ?? null) : null;
}
