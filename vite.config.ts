import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { CONTENT_POLICY } from './src/core/server/safe-headers.ts';

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ precompress: true }),
			inlineStyleThreshold: 0,
			// A refusal is drawn for an address of any depth: its styles are found from the root.
			paths: { relative: false },
			csp: {
				mode: 'auto',
				directives: CONTENT_POLICY
			}
		})
	],
	build: { assetsInlineLimit: 0 },
	environments: {
		ssr: {
			build: {
				rolldownOptions: {
					// The command line shares its modules with the pages: one build, one instance of the kernel.
					// The process that makes files is told by its place, so it has a name of its own.
					input: { cli: 'src/cli/main.ts', press: 'src/publishing/press/process.ts' }
				}
			}
		}
	}
});
