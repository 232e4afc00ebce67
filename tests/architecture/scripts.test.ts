import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// The shape is npm’s own.
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
	scripts: Record<string, string>;
};

test('an order to stop given to npm reaches Fanal: no shell stands between them', () => {
	const served = Object.entries(scripts).filter(([, command]) => command.includes('run.mjs cli'));
	expect(served.map(([name]) => name)).toEqual(['demo', 'start', 'fanal']);
	for (const [name, command] of served) expect(command, name).toMatch(/^exec node /);
});

test('every npm script is told to somebody', () => {
	const texts = ['README.md', 'CONTRIBUTING.md']
		.map((path) => readFileSync(path, 'utf8'))
		.join('\n');
	const untold = Object.keys(scripts).filter(
		(name) => !new RegExp(`npm (run )?${name}\\b`).test(texts)
	);
	expect(untold).toEqual([]);
});
