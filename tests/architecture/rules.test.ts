import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Rows of the table of the twenty-one rules: number, rule, where, tests, still to come. */
const rows = readFileSync('docs/regles.md', 'utf8')
	.split('\n')
	.filter((line) => /^\| \d+ +\|/.test(line))
	.map((line) => line.split('|').map((cell) => cell.trim()));

const pathsIn = (cell = '') =>
	[...cell.matchAll(/`([\w./-]+\/[\w./-]+)`/g)].map((match) => match[1] ?? '');

test('the twenty-one rules of the product are each told', () => {
	expect(rows.map((cells) => cells[1])).toEqual(
		Array.from({ length: 21 }, (_, index) => String(index + 1))
	);
});

test('what a rule names exists', () => {
	const named = rows.flatMap((cells) => [...pathsIn(cells[3]), ...pathsIn(cells[4])]);
	expect(named.filter((path) => !existsSync(path))).toEqual([]);
	expect(named.length).toBeGreaterThan(30);
});

test('a rule has its test, or says that it is still to come', () => {
	const mute = rows.filter(
		(cells) => pathsIn(cells[4]).filter((path) => path.endsWith('.test.ts')).length === 0
	);
	expect(mute.map((cells) => cells[5]).filter((missing) => !missing || missing === '—')).toEqual(
		[]
	);
});
