import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ precompress: true }),
			inlineStyleThreshold: 0,
			csp: {
				mode: 'auto',
				directives: {
					'default-src': ['self'],
					'script-src': ['self'],
					'style-src': ['self'],
					'img-src': ['self', 'data:'],
					'font-src': ['self'],
					'connect-src': ['self'],
					'object-src': ['none'],
					'base-uri': ['none'],
					'form-action': ['self'],
					'frame-ancestors': ['none']
				}
			}
		})
	],
	build: { assetsInlineLimit: 0 },
	environments: {
		ssr: {
			build: {
				rolldownOptions: {
					// The command line shares its modules with the pages: one build, one instance of the kernel.
					// The thread that makes files is told by its place, so it has a name of its own.
					input: { cli: 'src/cli/main.ts', press: 'src/publishing/press/thread.ts' }
				}
			}
		}
	}
});
