import { formatPartialDate, precisionOf, type PartialDate } from '#core/partial-date.ts';

/** A dated thing as lists show it. */
export interface DatedLine {
	id: string;
	title: string;
	path: string;
	date: PartialDate;
	/** Words of the document when the date is vague. */
	note?: string;
	/** `HH:MM`. */
	startTime?: string;
	series?: string;
	place?: string;
	cancelled?: boolean;
	planned?: boolean;
}

const weekday = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', timeZone: 'UTC' });

/** "jeudi 30 novembre 2023", "novembre 2023": the day of the week only when the day is known. */
export function spokenDate(date: PartialDate): string {
	const words = formatPartialDate(date);
	return precisionOf(date) === 'day'
		? `${weekday.format(new Date(`${date}T00:00:00Z`))} ${words}`
		: words;
}

/** "13 h 30", "14 h". */
export function spokenHour(time: string): string {
	const [hours, minutes] = time.split(':');
	return `${String(Number(hours))} h${minutes && minutes !== '00' ? ` ${minutes}` : ''}`;
}

const instant = new Intl.DateTimeFormat('fr-FR', {
	dateStyle: 'long',
	timeStyle: 'short',
	timeZone: 'Europe/Paris'
});

/** "20 novembre 2023 à 09:12", in Paris. */
export function spokenInstant(iso: string): string {
	return instant.format(new Date(iso));
}
