import { vocabulary } from './vocabulary.ts';

/** What somebody may ask about their own data (GDPR, articles 15 to 21). */
export const rights = vocabulary({
	access: { word: 'acces', label: 'Obtenir une copie de mes données (article 15)' },
	rectification: { word: 'rectification', label: 'Faire corriger (article 16)' },
	erasure: { word: 'effacement', label: 'Faire effacer (article 17)' },
	restriction: { word: 'limitation', label: 'Faire geler, sans effacer (article 18)' },
	objection: { word: 'opposition', label: 'M’opposer à un usage (article 21)' }
});
export type Right = keyof typeof rights;

export const requestStates = vocabulary({
	received: { word: 'recue', label: 'Reçue' },
	granted: { word: 'accordee', label: 'Accordée' },
	partly: { word: 'accordee-en-partie', label: 'Accordée en partie' },
	refused: { word: 'refusee', label: 'Refusée' },
	withdrawn: { word: 'retiree', label: 'Retirée par la personne' }
});
export type RequestState = keyof typeof requestStates;

/**
 * Last day to answer a request: one month after its receipt (GDPR, article 12.3), on the same day number or the last day of the
 * month; put off to the next working day when it falls on a Saturday, a Sunday or a public holiday (Regulation
 * 1182/71, article 3). Days are `YYYY-MM-DD`.
 */
export function answerDueOn(receivedOn: string): string {
	const [year = 0, month = 0, day = 0] = receivedOn.split('-').map(Number);
	const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	const due = new Date(Date.UTC(year, month, Math.min(day, lastDay)));
	while (isOff(due)) due.setUTCDate(due.getUTCDate() + 1);
	return dayOf(due);
}

function isOff(date: Date): boolean {
	const weekDay = date.getUTCDay();
	return weekDay === 0 || weekDay === 6 || isPublicHoliday(date);
}

/** Code du travail, article L. 3133-1. */
function isPublicHoliday(date: Date): boolean {
	const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
	if (fixed.includes(dayOf(date).slice(5))) return true;
	// Easter Monday, Ascension, Whit Monday.
	const easter = easterOf(date.getUTCFullYear()).getTime();
	return [1, 39, 50].some((days) => easter + days * 86_400_000 === date.getTime());
}

/** Sunday of Easter in the Gregorian calendar (Meeus, Jones, Butcher). */
function easterOf(year: number): Date {
	const a = year % 19;
	const b = Math.floor(year / 100);
	const c = year % 100;
	const d = b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
	const h = (19 * a + d + 15) % 30;
	const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
	const m = Math.floor((a + 11 * h + 22 * l) / 451);
	const sum = h + l - 7 * m + 114;
	return new Date(Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1));
}

function dayOf(date: Date): string {
	return date.toISOString().slice(0, 10);
}
