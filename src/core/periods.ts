import { Temporal } from 'temporal-polyfill';
import { vocabulary } from './vocabulary.ts';

/** How often regular work is done. */
export const frequencies = vocabulary({
	tenMinutes: { word: 'dix-minutes', label: 'toutes les dix minutes' },
	hour: { word: 'heure', label: 'chaque heure' },
	day: { word: 'jour', label: 'chaque jour' },
	week: { word: 'semaine', label: 'chaque semaine, le lundi' },
	month: { word: 'mois', label: 'chaque mois, le 1er' }
});
export type Frequency = keyof typeof frequencies;

/**
 * The period that an instant is in, as a text that changes when the next one begins: days, weeks (from Monday) and months
 * of Europe/Paris, that begin at the hour `from` (`HH:MM`). Minutes and hours are told in universal time: the
 * hour that comes twice in autumn is two hours.
 */
export function periodOf(every: Frequency, instant: Date, from = '00:00'): string {
	if (every === 'tenMinutes') return `${instant.toISOString().slice(0, 15)}0Z`;
	if (every === 'hour') return `${instant.toISOString().slice(0, 13)}Z`;
	const [hours = 0, minutes = 0] = from.split(':').map(Number);
	const day = Temporal.Instant.fromEpochMilliseconds(instant.getTime())
		.toZonedDateTimeISO('Europe/Paris')
		.toPlainDateTime()
		.subtract({ hours, minutes })
		.toPlainDate();
	if (every === 'day') return day.toString();
	if (every === 'month') return day.toPlainYearMonth().toString();
	return `${String(day.yearOfWeek)}-W${String(day.weekOfYear).padStart(2, '0')}`;
}
