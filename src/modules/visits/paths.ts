/** Page of one visit. */
export function visitPath(code: string): string {
	return `/visites/${code}`;
}
