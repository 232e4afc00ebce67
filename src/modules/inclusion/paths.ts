/** Page of an inclusion workshop. */
export function workshopPath(code: string): string {
	return `/ateliers/${code}`;
}
