/** Page of an EPCI and its communes. */
export function epciPath(siren: string): string {
	return `/territoire/${siren}`;
}
