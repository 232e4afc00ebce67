import { defineConfig } from 'drizzle-kit';

/** Tables of a collective: unqualified names, created in each collective's schema. */
export default defineConfig({
	dialect: 'postgresql',
	schema: [
		'./src/core/server/tables.ts',
		'./src/core/server/*/tables.ts',
		'./src/modules/*/server/tables.ts'
	],
	out: './migrations/collective',
	migrations: { prefix: 'timestamp' }
});
