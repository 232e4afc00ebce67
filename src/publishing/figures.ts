import type { Figure } from '#core/blocks.ts';
import { formatNumber } from '#core/quantity.ts';
import { plainText } from '#core/words.ts';
import { french, NO_BREAK } from './typography.ts';

/** What is said when a value was never recorded. */
export const MISSING = 'non renseigné';

/** A figure cut for a tile: a word of precision, the number, its unit, what it counts. */
export interface FigureWords {
	/** "près de", "plus de", "de" or nothing. */
	prefix: string;
	/** "80", "5 à 10", "25 M€" or "non renseigné". */
	number: string;
	/** Unit said beside the number, empty when the label already says it. */
	unit: string;
	label: string;
	source: string;
	missing: boolean;
}

const SYMBOL = /^(?:[^\p{L}]+|[kM]?€|[kc]?m[²³]?|kg|t|ha|h|kWh|ETP)$/u;
const MINUS = '−';
const PREFIXES = { exact: '', about: 'près de', atLeast: 'plus de', range: 'de' } as const;

/** Cuts a figure into the words of a tile. */
export function figureWords(figure: Figure): FigureWords {
	const { value, qualifier, upTo, unit, decimals } = figure;
	const label = french(figure.label);
	const source = figure.source ? french(figure.source) : '';
	if (value === null)
		return { prefix: '', number: MISSING, unit: '', label, source, missing: true };
	const digits =
		qualifier === 'range' && upTo !== undefined
			? `${formatNumber(value, decimals)} à ${formatNumber(upTo, decimals)}`
			: formatNumber(value, decimals);
	const isSymbol = isSign(unit);
	return {
		prefix: PREFIXES[qualifier],
		number: isSymbol ? `${digits}${NO_BREAK}${unit}` : digits,
		unit: isSymbol || says(figure.label, unit) ? '' : unit,
		label,
		source,
		missing: false
	};
}

/** "près de 80 participants", "25 M€", "non renseigné". */
export function figureText(figure: Figure): string {
	const { prefix, number, missing } = figureWords(figure);
	const unit = missing || isSign(figure.unit) ? '' : figure.unit;
	return [prefix, number, unit].filter(Boolean).join(NO_BREAK);
}

/** A number with its unit when the unit is a sign: "20,3 %", "15". `null` is said, never drawn as 0. */
export function valueText(value: number | null, unit = '', decimals?: number): string {
	if (value === null) return MISSING;
	const digits = formatNumber(value, decimals).replace('-', MINUS);
	return isSign(unit) ? `${digits}${NO_BREAK}${unit}` : digits;
}

/** Whether a unit is a sign stuck to its number ("%", "M€", "km") rather than a word. */
export function isSign(unit: string): boolean {
	return SYMBOL.test(unit);
}

/** Whether the label already holds the unit: "Visites tenues" says "visites". */
function says(label: string, unit: string): boolean {
	const stem = plainText(unit).replace(/(?:s|x)$/, '');
	return stem !== '' && plainText(label).includes(stem);
}
