/** One reason why something cannot be done: a code of the module's closed list, where, and with what. */
export interface Refusal {
	code: string;
	/** Name of the field of the input, when one is at fault. */
	field?: string;
	/** French sentence: what is wrong and what to do. */
	message: string;
	/** Page of the record that it speaks of. */
	path?: string;
}

/**
 * The expected no: the person may not (`forbidden`), the thing is absent (`absent`) or the data does not
 * fit (`invalid`). `src/web` turns it into a 403, a 404 or the form as typed with a 422.
 */
export class Refused extends Error {
	readonly kind: 'forbidden' | 'absent' | 'invalid';
	readonly refusals: Refusal[];

	constructor(kind: 'forbidden' | 'absent' | 'invalid', refusals: Refusal[]) {
		super(refusals.map((refusal) => refusal.message).join(' '));
		this.name = 'Refused';
		this.kind = kind;
		this.refusals = refusals;
	}
}

/** Shorthand for a record that does not exist, or that the reader may not know of. */
export function absent(message: string): Refused {
	return new Refused('absent', [{ code: 'absent', message }]);
}

/** A trouble the person at the console can settle. The message is French: what, where, what to do. */
export class OperatorError extends Error {
	readonly hint: string | undefined;

	constructor(message: string, hint?: string) {
		super(message);
		this.name = 'OperatorError';
		this.hint = hint;
	}
}
