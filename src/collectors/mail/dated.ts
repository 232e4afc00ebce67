import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import type { Row } from '#core/server/records.ts';

/** Headers of the files that say when a record is, and the words before the date; the first that a row fills. */
const WHEN: Record<string, string> = { date: '', echeance: 'échéance : ' };
/** Headers that say when it begins and ends. */
const SPAN: Record<string, string> = {
	du: 'début : ',
	debut: 'début : ',
	actif_du: 'début : ',
	ouvre_le: 'ouverture : ',
	au: 'fin : ',
	fin: 'fin : ',
	actif_au: 'fin : ',
	ferme_le: 'fermeture : '
};

/** The date of a record in French, as its own file tells it: that of a meeting, the term of an action; null when it has none. */
export function datesOf(kind: AnyKind, row: Row): string | null {
	const told = (words: Record<string, string>) =>
		Object.entries(kind.columns).flatMap(([field, { header }]) => {
			const value = row[field];
			const before = words[header];
			return before === undefined || typeof value !== 'string' || value === ''
				? []
				: [before + formatPartialDate(partialDate(value))];
		});
	return told(WHEN)[0] ?? (told(SPAN).join(', ') || null);
}
