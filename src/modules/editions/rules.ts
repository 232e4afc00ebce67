/** A text or a quotation in somebody's voice is printed only with that person's consent; no consent asked, none needed. */
export function mayPrint(piece: { consent: 'granted' | 'refused' | 'toAsk' | null }): boolean {
	return piece.consent === null || piece.consent === 'granted';
}
