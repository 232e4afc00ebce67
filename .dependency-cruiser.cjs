/** Who may import whom (ARCHITECTURE.md). Each rule says what to do instead. */
module.exports = {
	forbidden: [
		{
			name: 'no-cycle',
			comment: 'Split the file, or pass what is needed as an argument.',
			severity: 'error',
			from: { pathNot: '^src/ui/RichNodes' },
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'core-knows-nobody',
			comment: 'The kernel asks through the contract.',
			severity: 'error',
			from: { path: '^src/core' },
			to: { path: '^src/(?!core)' }
		},
		{
			name: 'ui-knows-no-domain',
			comment: 'Give the component plain data.',
			severity: 'error',
			from: { path: '^src/ui' },
			to: { path: '^src/(modules|collectors|web|publishing|cli|core/server)' }
		},
		{
			name: 'publishing-knows-blocks',
			comment: 'Publishing turns blocks into files; modules make the blocks.',
			severity: 'error',
			from: { path: '^src/publishing' },
			to: { path: '^src/(modules|collectors|web|cli|ui|core/server)' }
		},
		{
			name: 'module-knows-no-caller',
			comment: 'A module answers; it does not call collectors, pages or the framework.',
			severity: 'error',
			from: { path: '^src/modules/[^/]+/' },
			to: { path: '^src/(collectors|web|routes|cli|publishing)|^node_modules/@sveltejs' }
		},
		{
			name: 'module-by-its-index',
			comment: 'Of another module, import its index.ts only.',
			severity: 'error',
			from: { path: '^src/modules/([^/]+)/' },
			to: {
				path: '^src/modules/([^/]+)/',
				pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$']
			}
		},
		{
			name: 'rules-are-pure',
			comment: 'Rules, labels and paths neither read nor write.',
			severity: 'error',
			from: { path: '^src/modules/[^/]+/(rules|labels|paths)\\.ts$' },
			to: { path: '/server/' }
		},
		{
			name: 'collectors-ask-all',
			comment: 'Ask modules through modules/all.ts.',
			severity: 'error',
			from: { path: '^src/collectors' },
			to: { path: '^src/(modules/(?!all\\.ts)|web|routes|cli)' }
		},
		{
			name: 'web-is-glue',
			comment: 'web ties the kernel to SvelteKit.',
			severity: 'error',
			from: { path: '^src/web' },
			to: { path: '^src/(modules|collectors|ui|publishing|cli|routes)' }
		},
		{
			name: 'pages-write-no-sql',
			comment: 'Put the query in the module.',
			severity: 'error',
			from: { path: '^src/routes' },
			to: { path: '/server/tables\\.ts$|^node_modules/drizzle-orm' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '\\.test\\.ts$|\\$types' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
			extensions: ['.ts', '.js', '.svelte']
		}
	}
};
