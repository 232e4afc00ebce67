import fc from 'fast-check';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { collectiveTable } from './platform-tables.ts';
import { inTestCollective } from './testing.ts';
import { traceOf } from './trace.ts';

/** Words as people type them, told from those of the program by their beginning. */
const typed = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `motdeclaire${text}`);

test('whatever was typed, the trace of a failed query says where, and nothing of it', async () => {
	await fc.assert(
		fc.asyncProperty(typed, async (word) => {
			const clean = word.replaceAll('\0', '');
			const queries = [
				() =>
					inTestCollective((ctx) =>
						ctx.db.select().from(collectiveTable).where(eq(collectiveTable.id, clean))
					),
				() => inTestCollective((ctx) => ctx.db.execute(sql`SELECT ${clean}::date`)),
				() =>
					inTestCollective((ctx) =>
						ctx.db.execute(
							sql`INSERT INTO core_openness_question (kind) VALUES (${clean}), (${clean})`
						)
					)
			];
			for (const query of queries) {
				const trace = traceOf(await query().catch((failure: unknown) => failure));
				expect(trace).toMatch(/failed query/);
				expect(trace).toMatch(/caused by DatabaseError, code \w{5}/);
				expect(trace).toContain('    at ');
				expect(trace).not.toContain('motdeclaire');
			}
		}),
		{ numRuns: 15 }
	);
});

test('a fault of the program keeps its words and its place', () => {
	expect(traceOf(new TypeError('x is not a function'))).toMatch(
		/^TypeError: x is not a function\n +at /
	);
	expect(traceOf('a text')).toBe('thrown: string');
});
