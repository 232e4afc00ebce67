import type { Refusal } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';
import { fundingStates } from './labels.ts';

export type FundingState = keyof typeof fundingStates;

/** In the order in which an application moves. */
export const ORDER = Object.keys(fundingStates) as FundingState[]; // the vocabulary is written in this order
/** Won for good: a laureate, or further; an agreement in principle is a promise, not a grant. */
export const OBTAINED: readonly FundingState[] = ['won', 'notified', 'signed', 'paid', 'justified'];

/** The furthest state that an application has reached; `null` when nothing was recorded. */
export function currentState(states: FundingState[]): FundingState | null {
	return states.reduce<FundingState | null>(
		(best, state) => (best === null || ORDER.indexOf(state) > ORDER.indexOf(best) ? state : best),
		null
	);
}

/** Is this state one of those of what is won? */
export function isObtained(state: FundingState | null): boolean {
	return state !== null && OBTAINED.includes(state);
}

/** An amount granted cannot exceed the amount asked, nor be negative. */
export function amountRefusals(input: {
	askedCents: number | null;
	grantedCents: number | null;
}): Refusal[] {
	const refusals: Refusal[] = [];
	if ((input.askedCents ?? 0) < 0) {
		refusals.push({
			code: 'amount-negative',
			field: 'askedCents',
			message: 'Un montant demandé ne peut pas être négatif.'
		});
	}
	if ((input.grantedCents ?? 0) < 0) {
		refusals.push({
			code: 'amount-negative',
			field: 'grantedCents',
			message: 'Un montant accordé ne peut pas être négatif.'
		});
	}
	if (
		input.askedCents !== null &&
		input.grantedCents !== null &&
		input.grantedCents > input.askedCents
	) {
		refusals.push({
			code: 'granted-over-asked',
			field: 'grantedCents',
			message: 'Le montant accordé dépasse le montant demandé : vérifiez les deux.'
		});
	}
	return refusals;
}

/** An agreement cannot end before it starts. */
export function agreementRefusals(input: {
	from: PartialDate | null;
	until: PartialDate | null;
}): Refusal[] {
	if (!input.from || !input.until || boundsOf(input.until).last >= boundsOf(input.from).first)
		return [];
	return [
		{
			code: 'period-reversed',
			field: 'until',
			message: 'La convention finit avant de commencer : corrigez l’une des deux dates.'
		}
	];
}
