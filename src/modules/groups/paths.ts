/** Page of a body, commission or working group. */
export function groupPath(code: string): string {
	return `/groupes/${code}`;
}

/** Chapter of the annual report that a working group opens. */
export function groupChapterId(code: string): string {
	return `groupe-${code}`;
}

/** "GT1 — Cadres juridiques", or the name alone. */
export function groupTitle(group: { number: string | null; name: string }): string {
	return group.number ? `${group.number} — ${group.name}` : group.name;
}

/** Page of all the groups: what is told of a group that the reader may not read leads there. */
export const GROUPS_PATH = '/groupes';
