import type { Cell, CellValue } from 'hucre';

type Read = { text: string } | { refusal: string; value: string };

/** Digits that a spreadsheet shows of a number; what comes after is the noise of binary fractions. */
const DIGITS = 15;

/**
 * A cell of a workbook as the text that a CSV would hold. A date says no more than its format shows: a cell that reads
 * "sept-23" is a month, though the spreadsheet keeps its first day. A formula is worth its last result.
 */
export function textOf(value: CellValue, cell: Cell | undefined): Read {
	if (cell?.type === 'error')
		return {
			value: String(value),
			refusal: 'est une erreur de formule : corrigez la formule, ou tapez la valeur.'
		};
	if (cell?.formula !== undefined && (value === null || value === undefined))
		return {
			value: `=${cell.formula}`,
			refusal:
				'est une formule sans résultat : ouvrez et enregistrez le classeur, ou tapez la valeur.'
		};
	if (value instanceof Date) return dateText(value, cell?.style?.numFmt ?? '');
	return { text: plainCell(value) };
}

function plainCell(value: Exclude<CellValue, Date>): string {
	switch (typeof value) {
		case 'number':
			return String(Number(value.toPrecision(DIGITS)));
		case 'boolean':
			return value ? 'oui' : 'non';
		case 'string':
			return value.trim();
		default:
			return '';
	}
}

function dateText(date: Date, format: string): Read {
	if (Number.isNaN(date.getTime()))
		return { value: '', refusal: 'n’est pas une date qui existe : tapez-la comme un texte.' };
	const iso = date.toISOString();
	const time = iso.slice(11, 16);
	const shown = tokensOf(format);
	if (shown.hour && !shown.year && !shown.day) return { text: time };
	if (shown.year && !shown.day) return { text: iso.slice(0, shown.month ? 7 : 4) };
	return { text: time === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}` };
}

/** What a number format shows of a date; quoted words, escaped signs, colours and locales left out. */
function tokensOf(format: string) {
	const bare = format.replace(/"[^"]*"|\\.|\[(?!h)[^\][]*\]/gi, '').toLowerCase();
	return {
		year: /[yae]/.test(bare),
		month: bare.includes('m'),
		day: /[dj]/.test(bare),
		hour: bare.includes('h')
	};
}
