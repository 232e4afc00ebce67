/** Page of a meeting. */
export function meetingPath(code: string): string {
	return `/reunions/${code}`;
}
