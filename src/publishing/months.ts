import { monthName } from '#core/partial-date.ts';

/** "septembre" and "septembre 2023" become "sept.": twelve months stand side by side. */
export function shortMonth(label: string): string {
	const word = label.toLowerCase().split(/\s/)[0] ?? '';
	const month = Array.from({ length: 12 }, (_, index) => monthName(index + 1)).indexOf(word) + 1;
	if (month === 0) return label;
	return SHORT_MONTHS[month - 1] ?? label;
}

const SHORT_MONTHS = 'janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.'.split(',');
