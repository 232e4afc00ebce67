import type { Consent } from './labels.ts';

/** A text waits for the agreement of who signs it when somebody wrote that it has to be asked, or was refused. */
export function isTextHeldBack({ consent }: { consent: Consent | null }): boolean {
	return consent === 'toAsk' || consent === 'refused';
}

/** The words of somebody are told to others once they agreed, and not before: nothing noted is no agreement. */
export function isQuotationHeldBack({ consent }: { consent: Consent | null }): boolean {
	return consent !== 'granted';
}
