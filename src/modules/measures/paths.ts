/** Page of a measure and its readings. */
export function measurePath(code: string): string {
	return `/mesures/${code}`;
}
