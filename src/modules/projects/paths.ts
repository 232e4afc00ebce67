/** Page of a cooperation project. */
export function projectPath(code: string): string {
	return `/projets/${code}`;
}
