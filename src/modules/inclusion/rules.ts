import type { Refusal } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';

export interface Aggregates {
	from: PartialDate;
	until: PartialDate | null;
	participants: number | null;
	women: number | null;
	men: number | null;
	jobExits: number | null;
	trainingExits: number | null;
}

/** Counts must hold together: none negative, women and men make the total, exits do not exceed it. */
export function aggregateRefusals(input: Aggregates): Refusal[] {
	const refusals: Refusal[] = [];
	for (const field of ['participants', 'women', 'men', 'jobExits', 'trainingExits'] as const) {
		if ((input[field] ?? 0) < 0)
			refusals.push({
				code: 'negative',
				field,
				message: 'Un nombre de personnes ne peut pas être négatif.'
			});
	}
	const { participants, women, men } = input;
	if (participants !== null && women !== null && men !== null && women + men !== participants) {
		refusals.push({
			code: 'sum',
			field: 'participants',
			message: `Les femmes (${String(women)}) et les hommes (${String(men)}) ne font pas le total (${String(participants)}).`
		});
	}
	const exits = (input.jobExits ?? 0) + (input.trainingExits ?? 0);
	if (participants !== null && exits > participants) {
		refusals.push({
			code: 'exits',
			field: 'jobExits',
			message: `Il y a plus de sorties (${String(exits)}) que de participants (${String(participants)}).`
		});
	}
	if (input.until && boundsOf(input.until).last < boundsOf(input.from).first) {
		refusals.push({
			code: 'period-reversed',
			field: 'until',
			message: 'La période finit avant de commencer : corrigez l’une des deux dates.'
		});
	}
	return refusals;
}

/** Whether a period touches a year. An open end lasts. */
export function touchesYear(
	period: { from: PartialDate; until: PartialDate | null },
	year: number
): boolean {
	const starts = boundsOf(period.from).first <= `${String(year)}-12-31`;
	return (
		starts && (period.until === null || boundsOf(period.until).last >= `${String(year)}-01-01`)
	);
}
