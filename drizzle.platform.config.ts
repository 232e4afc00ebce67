import { defineConfig } from 'drizzle-kit';

/** Tables of the installation itself. */
export default defineConfig({
	dialect: 'postgresql',
	schema: ['./src/core/server/platform-tables.ts'],
	out: './migrations/platform',
	migrations: { prefix: 'timestamp' }
});
