/** Name of the PostgreSQL schema that holds every table of a collective. */
export function schemaOf(code: string): string {
	return `c_${code.replaceAll('-', '_')}`;
}
