import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** The measures that need the sources: `npm run bench:texts`. One at a time, since time is counted. */
export default defineConfig({
	plugins: [sveltekit()],
	test: {
		include: ['bench/**/*.bench.ts'],
		environment: 'node',
		globalSetup: ['tests/setup/database.ts'],
		setupFiles: ['tests/setup/own-database.ts'],
		maxWorkers: 1,
		testTimeout: 3_600_000,
		hookTimeout: 600_000
	}
});
