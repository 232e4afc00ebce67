/** Page of an organisation, member or not. */
export function organisationPath(code: string): string {
	return `/organisations/${code}`;
}

export function personPath(code: string): string {
	return `/personnes/${code}`;
}

/** "Gérard Dechy", or what is known of the name. */
export function personName(person: { firstName: string | null; lastName: string | null }): string {
	return [person.firstName, person.lastName].filter(Boolean).join(' ');
}
