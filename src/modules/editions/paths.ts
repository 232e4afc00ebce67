/** Page of the report of a year. */
export function editionPath(year: number): string {
	return `/rapports/${String(year)}`;
}
