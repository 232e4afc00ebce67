/** How exact a number is: the words of the document are kept, never rounded into a false precision. */
export type Qualifier = 'exact' | 'about' | 'atLeast' | 'range';

/** A number with its precision. `upTo` is given for a range only. */
export interface Quantity {
	value: number;
	qualifier: Qualifier;
	upTo?: number;
}

/** Characters of the longest quantity that people write. */
const LONGEST = 200;
const NUMBER = '\\d[\\d\\s\\u00a0\\u202f]*(?:[.,]\\d+)?';

/** Words that people put before a number, and the sign that says the same. */
const WORDS: [RegExp, string][] = [
	[/^(?:pr[eè]s\s+de|environ|à\s+peu\s+pr[eè]s)\s+/i, '~'],
	[/^(?:plus\s+de|au\s+moins)\s+/i, '>='],
	[/^de\s+(?=.*\sà\s)/i, '']
];

/**
 * Reads `20`, `~80`, `>=150`, `150+`, `+30` or `5..10`, and the words of `formatQuantity`: "près de 80".
 * Returns `null` when the text is no quantity.
 */
export function parseQuantity(text: string): Quantity | null {
	if (text.length > LONGEST) return null;
	const raw = WORDS.reduce((rest, [words, sign]) => rest.replace(words, sign), text.trim()).replace(
		/(?<=\S)\s+à\s+/,
		'..'
	);
	const range = raw.match(new RegExp(`^(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})$`));
	if (range) {
		const value = toNumber(range[1] ?? '');
		const upTo = toNumber(range[2] ?? '');
		return upTo > value ? { value, qualifier: 'range', upTo } : null;
	}
	const match = raw.match(new RegExp(`^(~|>=|\\+)?\\s*(${NUMBER})(\\+)?$`));
	if (!match) return null;
	const [, prefix, digits, suffix] = match;
	if (prefix && suffix) return null;
	const value = toNumber(digits ?? '');
	if (prefix === '~') return { value, qualifier: 'about' };
	if (prefix || suffix) return { value, qualifier: 'atLeast' };
	return { value, qualifier: 'exact' };
}

/** The text that `parseQuantity` reads back to the same quantity. */
export function writeQuantity(quantity: Quantity): string {
	const value = String(quantity.value);
	if (quantity.qualifier === 'about') return `~${value}`;
	if (quantity.qualifier === 'atLeast') return `>=${value}`;
	if (quantity.qualifier === 'range') return `${value}..${String(quantity.upTo)}`;
	return value;
}

/** The same in words that people read and write, no digit lost: "près de 80", "de 5 à 10", "12,5". */
export function spellQuantity({ value, qualifier, upTo }: Quantity): string {
	const digits = (one: number) => String(one).replace('.', ',');
	if (qualifier === 'about') return `près de ${digits(value)}`;
	if (qualifier === 'atLeast') return `plus de ${digits(value)}`;
	return qualifier === 'range' ? `de ${digits(value)} à ${digits(upTo ?? 0)}` : digits(value);
}

/** French digits: narrow no-break space between thousands, decimal comma. */
export function formatNumber(value: number, decimals = 0): string {
	const known = formats.get(decimals);
	const format =
		known ??
		new Intl.NumberFormat('fr-FR', {
			minimumFractionDigits: decimals,
			maximumFractionDigits: Math.max(decimals, 2)
		});
	if (!known) formats.set(decimals, format);
	return format.format(value);
}

/** By number of decimals: making one costs a hundred times its use. */
const formats = new Map<number, Intl.NumberFormat>();

/** "près de 80", "plus de 150", "de 5 à 10", "20". */
export function formatQuantity(quantity: Quantity, decimals = 0): string {
	const value = formatNumber(quantity.value, decimals);
	if (quantity.qualifier === 'about') return `près de ${value}`;
	if (quantity.qualifier === 'atLeast') return `plus de ${value}`;
	if (quantity.qualifier === 'range')
		return `de ${value} à ${formatNumber(quantity.upTo ?? 0, decimals)}`;
	return value;
}

function toNumber(text: string): number {
	return Number(text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'));
}
