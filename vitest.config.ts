import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './tests/setup/patience.ts';

/** Tests of what knows no database: they need none, and share what they load. */
const PURE = [
	'src/core/*.test.ts',
	'src/modules/*/*.test.ts',
	'src/{publishing,ui,web,routes}/**/*.test.ts',
	'tests/architecture/*.test.ts',
	'tests/texts/{bounds,drawn,endless,expressions,linear}.test.ts'
];

/** No test fails because a machine is slow: what hangs is stopped, nothing else. */
const patience = { testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS };

export default defineConfig({
	plugins: [sveltekit()],
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'pure',
					include: PURE,
					environment: 'node',
					// They keep nothing from one to the next: they share what they load.
					isolate: false,
					maxWorkers: 2,
					...patience
				}
			},
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
					exclude: ['tests/journeys/**', ...PURE],
					environment: 'node',
					globalSetup: ['tests/setup/database.ts'],
					setupFiles: ['tests/setup/own-database.ts'],
					// Files share what they load, never a database: what a module keeps, it keeps by address of the database.
					isolate: false,
					// One more than the runner takes on two cores: a test waits for its database half of the time.
					maxWorkers: 2,
					...patience
				}
			},
			{
				extends: true,
				test: {
					name: 'journeys',
					include: ['tests/journeys/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/setup/database.ts'],
					// Each has a site of its own, which waits for the browser as much as it works.
					maxWorkers: 2,
					...patience
				}
			}
		]
	}
});
