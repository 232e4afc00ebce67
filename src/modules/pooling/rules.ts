import type { Refusal } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';
import { formatNumber } from '#core/quantity.ts';
import type { FrequencyPeriod } from './labels.ts';

/** How often a structure is served. */
export interface Frequency {
	period: FrequencyPeriod;
	frequencyMin: number | null;
	frequencyMax: number | null;
	frequencyWords: string | null;
}

/** Weeks of a month, on the average of a year. */
const WEEKS_PER_MONTH = 52 / 12;

/** Times per month, the middle of a range; null when the frequency is irregular or not known. */
export function timesPerMonth(frequency: Frequency): number | null {
	const { frequencyMin: low, frequencyMax: high, period } = frequency;
	if (period === 'irregular' || (low === null && high === null)) return null;
	const middle = ((low ?? high ?? 0) + (high ?? low ?? 0)) / 2;
	const perMonth = period === 'week' ? middle * WEEKS_PER_MONTH : middle;
	return Math.round(perMonth * 10) / 10;
}

/** The words of the document, or words made of the numbers: "2 à 3 fois par mois". */
export function frequencyText(frequency: Frequency): string | null {
	if (frequency.frequencyWords) return frequency.frequencyWords;
	const { frequencyMin: low, frequencyMax: high, period } = frequency;
	if (period === 'irregular') return 'fréquence irrégulière';
	const least = low ?? high;
	if (least === null) return null;
	const most = high ?? least;
	const times =
		most > least ? `${formatNumber(least)} à ${formatNumber(most)}` : formatNumber(least);
	return `${times} fois par ${period === 'week' ? 'semaine' : 'mois'}`;
}

/** A highest frequency below the lowest one is a slip of the pen. */
export function frequencyRefusals(frequency: Frequency): Refusal[] {
	const { frequencyMin: low, frequencyMax: high } = frequency;
	if (low === null || high === null || high >= low) return [];
	return [
		{
			code: 'frequency-reversed',
			field: 'frequencyMax',
			message:
				'La fréquence au plus est moindre que la fréquence au moins : corrigez l’une des deux.'
		}
	];
}

/** A period cannot end before it starts. */
export function periodRefusals(period: {
	from: PartialDate | null;
	until: PartialDate | null;
}): Refusal[] {
	if (!period.from || !period.until) return [];
	if (boundsOf(period.until).last >= boundsOf(period.from).first) return [];
	return [
		{
			code: 'period-reversed',
			field: 'until',
			message: 'La date de fin précède la date de début : corrigez l’une des deux.'
		}
	];
}

/** A survey whose results were told has results to show. */
export function surveyRefusals(survey: { feedback: string | null; result: unknown }): Refusal[] {
	if (survey.feedback !== 'given' || survey.result) return [];
	return [
		{
			code: 'result-missing',
			field: 'result',
			message:
				'Une enquête restituée a un résultat : remplissez la colonne resultat, ou écrivez « non-restituee ».'
		}
	];
}

/** Whether something with these dates took place in a year. Unknown dates do not exclude. */
export function tookPlaceIn(
	dates: { signedOn?: PartialDate | null; from: PartialDate | null; until: PartialDate | null },
	year: number
): boolean {
	const start = dates.from ?? dates.signedOn ?? null;
	const begun = !start || boundsOf(start).first <= `${String(year)}-12-31`;
	const over = dates.until !== null && boundsOf(dates.until).last < `${String(year)}-01-01`;
	return begun && !over;
}

/** Whether a structure certainly joined after the support was signed: it could not have asked for it. */
export function joinedAfter(joined: PartialDate | null, signed: PartialDate | null): boolean {
	return joined !== null && signed !== null && boundsOf(joined).first > boundsOf(signed).last;
}

/** Structures that one printed line names: "Espoir Avenir - Espoir" names two legal bodies. */
export function namesIn(label: string): string[] {
	return label
		.split(/(?<!\s)\s+[-–—/]\s+/)
		.map((name) => name.trim())
		.filter(Boolean);
}
