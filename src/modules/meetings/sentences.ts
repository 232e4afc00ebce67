import { formatPartialDate, parsePartialDate, type PartialDate } from '#core/partial-date.ts';
import { formatQuantity, type Quantity } from '#core/quantity.ts';
import { counted } from '#core/words.ts';

/** "13 h 30", "14 h". */
function hour(time: string): string {
	const [hours, minutes] = time.split(':');
	return `${String(Number(hours))} h${minutes && minutes !== '00' ? ` ${minutes}` : ''}`;
}

/** "de 13 h 30 à 17 h 45", "à 14 h", or nothing when no hour is known. */
export function hours(one: { startTime: string | null; endTime: string | null }): string {
	if (!one.startTime) return '';
	return one.endTime
		? `de ${hour(one.startTime)} à ${hour(one.endTime)}`
		: `à ${hour(one.startTime)}`;
}

/** Words of the document on the date, when they say more than the date itself: not "janv-23", nor "en mai 2023". */
export function wordsBeside(one: { on: PartialDate; saidDate: string | null }): string | null {
	const { on, saidDate } = one;
	if (!saidDate || parsePartialDate(saidDate) === on) return null;
	return saidDate.replace(/^(?:en|le|au)\s/i, '') === formatPartialDate(on) ? null : saidDate;
}

/** The date, and the words of the document when they add something: "juillet 2023 (courant juillet)". */
export function dateWords(one: { on: PartialDate; saidDate: string | null }): string {
	const beside = wordsBeside(one);
	return `${formatPartialDate(one.on)}${beside ? ` (${beside})` : ''}`;
}

/** Number of people that the document declares, in its own words when it has some. */
export function declaredPeople(one: {
	participants: Quantity | null;
	saidParticipants: string | null;
}): string | null {
	if (one.saidParticipants) return one.saidParticipants;
	if (!one.participants) return null;
	const { value, qualifier } = one.participants;
	return qualifier === 'exact'
		? counted(value, 'participant')
		: `${formatQuantity(one.participants)} participants`;
}
