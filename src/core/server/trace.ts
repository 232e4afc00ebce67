/** Frames of a stack that are kept: where it happened, and who asked. */
const FRAMES = 12;

/**
 * An unexpected failure as the console may keep it: what failed, where in the program and in the database; nothing of what people
 * typed. The values of a query, and the sentences in which PostgreSQL repeats them, are left out.
 * @returns several lines
 */
export function traceOf(failure: unknown): string {
	const lines: string[] = [];
	for (let error = failure; error instanceof Error; error = error.cause)
		lines.push(`${lines.length > 0 ? 'caused by ' : ''}${nameOf(error)}`, ...framesOf(error));
	return lines.length > 0 ? lines.join('\n') : `thrown: ${typeof failure}`;
}

type Added = Partial<
	Record<'query' | 'code' | 'severity' | 'table' | 'constraint' | 'routine', unknown>
>;

function nameOf(error: Error): string {
	// What drizzle and pg add to their errors.
	const { query, code, severity, table, constraint, routine } = error as Error & Added;
	if (typeof query === 'string') return `${error.name}, failed query: ${query}`;
	if (typeof severity !== 'string') return `${error.name}: ${error.message}`;
	const known = { code, table, constraint, routine };
	const told = Object.entries(known).filter(([, value]) => typeof value === 'string');
	return ['DatabaseError', ...told.map(([name, value]) => `${name} ${String(value)}`)].join(', ');
}

function framesOf({ stack = '' }: Error): string[] {
	return stack
		.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.slice(0, FRAMES);
}
