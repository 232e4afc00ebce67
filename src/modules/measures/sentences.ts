import { formatPartialDate, precisionOf, type PartialDate } from '#core/partial-date.ts';
import { formatNumber, formatQuantity, type Quantity } from '#core/quantity.ts';

/** "au 31 décembre 2023", "en décembre 2023", "au 2e trimestre 2023". */
export function atDate(date: PartialDate): string {
	const precision = precisionOf(date);
	return `${precision === 'month' || precision === 'year' ? 'en' : 'au'} ${formatPartialDate(date)}`;
}

/** "1 016 abonnés", "près de 80 participants"; the words of the document when they say something else. */
export function valueText(unit: string, value: Quantity, said: string | null): string {
	const text = `${formatQuantity(value)} ${unit}`;
	return said && value.qualifier !== 'exact' ? `${text} (écrit « ${said} »)` : text;
}

/** "279 de plus qu’au 30 juin 2023", "12 de moins qu’en 2022", "autant qu’au 30 juin 2023". */
export function gainText(gain: Quantity, since: PartialDate): string {
	const than = `qu’${atDate(since)}`;
	if (gain.value === 0) return `autant ${than}`;
	const about = gain.qualifier === 'exact' ? '' : 'près de ';
	const size = formatNumber(Math.abs(gain.value));
	return `${about}${size} de ${gain.value > 0 ? 'plus' : 'moins'} ${than}`;
}
