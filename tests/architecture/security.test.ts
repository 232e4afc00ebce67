import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Requirements of levels 1 and 2 in OWASP ASVS 5.0.0, by section. */
const REQUIREMENTS: Record<string, number[]> = {
	'1.1': [1, 2],
	'1.2': [1, 2, 3, 4, 5, 6, 7, 8, 9],
	'1.3': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
	'1.4': [1, 2, 3],
	'1.5': [1, 2],
	'2.1': [1, 2, 3],
	'2.2': [1, 2, 3],
	'2.3': [1, 2, 3, 4],
	'2.4': [1],
	'3.2': [1, 2],
	'3.3': [1, 2, 3, 4],
	'3.4': [1, 2, 3, 4, 5, 6],
	'3.5': [1, 2, 3, 4, 5],
	'3.7': [1, 2],
	'4.1': [1, 2, 3],
	'4.2': [1],
	'4.3': [1, 2],
	'4.4': [1, 2, 3, 4],
	'5.1': [1],
	'5.2': [1, 2, 3],
	'5.3': [1, 2],
	'5.4': [1, 2, 3],
	'6.1': [1, 2, 3],
	'6.2': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
	'6.3': [1, 2, 3, 4],
	'6.4': [1, 2, 3, 4],
	'6.5': [1, 2, 3, 4, 5],
	'6.6': [1, 2, 3],
	'6.8': [1, 2, 3, 4],
	'7.1': [1, 2, 3],
	'7.2': [1, 2, 3, 4],
	'7.3': [1, 2],
	'7.4': [1, 2, 3, 4, 5],
	'7.5': [1, 2],
	'7.6': [1, 2],
	'8.1': [1, 2],
	'8.2': [1, 2, 3],
	'8.3': [1],
	'8.4': [1],
	'9.1': [1, 2, 3],
	'9.2': [1, 2, 3, 4],
	'10.1': [1, 2],
	'10.2': [1, 2],
	'10.3': [1, 2, 3, 4],
	'10.4': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
	'10.5': [1, 2, 3, 4, 5],
	'10.6': [1, 2],
	'10.7': [1, 2, 3],
	'11.1': [1, 2],
	'11.2': [1, 2, 3],
	'11.3': [1, 2, 3],
	'11.4': [1, 2, 3, 4],
	'11.5': [1],
	'11.6': [1],
	'12.1': [1, 2, 3],
	'12.2': [1, 2],
	'12.3': [1, 2, 3, 4],
	'13.1': [1],
	'13.2': [1, 2, 3, 4, 5],
	'13.3': [1, 2],
	'13.4': [1, 2, 3, 4, 5],
	'14.1': [1, 2],
	'14.2': [1, 2, 3, 4],
	'14.3': [1, 2, 3],
	'15.1': [1, 2, 3],
	'15.2': [1, 2, 3],
	'15.3': [1, 2, 3, 4, 5, 6, 7],
	'16.1': [1],
	'16.2': [1, 2, 3, 4, 5],
	'16.3': [1, 2, 3, 4],
	'16.4': [1, 2, 3],
	'16.5': [1, 2, 3],
	'17.1': [1],
	'17.2': [1, 2, 3, 4],
	'17.3': [1, 2]
};
const asked = Object.entries(REQUIREMENTS).flatMap(([section, numbers]) =>
	numbers.map((number) => `${section}.${String(number)}`)
);

/** Rows of the table: one requirement, or a span of them; what Fanal does; its tests. */
const rows = readFileSync('docs/securite.md', 'utf8')
	.split('\n')
	.filter((line) => /^\| \d+\.\d+\.\d+/.test(line))
	.map((line) => {
		const [, span = '', , does = '', tests = ''] = line.split('|').map((cell) => cell.trim());
		const [first = '', last = first] = span.split('–');
		return { span, first: rank(first), last: rank(last), does, tests };
	});

/** `3.4.12` as one number, so that spans can be compared. */
function rank(requirement: string): number {
	const [chapter = 0, section = 0, number = 0] = requirement.split('.').map(Number);
	return chapter * 10_000 + section * 100 + number;
}

describe('the table of security', () => {
	test('tells each requirement of its level once', () => {
		const times = (one: string) =>
			rows.filter(({ first, last }) => first <= rank(one) && rank(one) <= last).length;
		expect(asked.length).toBe(253);
		expect(asked.filter((one) => times(one) !== 1)).toEqual([]);
	});

	test('names tests and files that exist', () => {
		const absent = rows.flatMap(({ span, does, tests }) => [
			...[...tests.matchAll(/`([^`]+)` « (.+?) »/g)]
				.filter(([, path = '', name = '']) => !existsSync(path) || !isTold(path, name))
				.map(([named]) => `${span}: ${named}`),
			...[...does.matchAll(/`(src\/[\w./-]+)`/g)]
				.filter(([, path = '']) => !existsSync(path))
				.map(([named]) => `${span}: ${named}`)
		]);
		expect(absent).toEqual([]);
	});

	test('and those beside it, of hostile cases, name tests that exist', () => {
		const cases = readFileSync('docs/securite.md', 'utf8').split('## Les cas méchants')[1] ?? '';
		const named = [...cases.matchAll(/`([^`]+)` « (.+?) »/g)];
		expect(named.length).toBeGreaterThan(15);
		expect(
			named.filter(([, path = '', name = '']) => !existsSync(path) || !isTold(path, name))
		).toEqual([]);
	});

	test('a line without a test says that it has no object, or is still to come, and why', () => {
		const bare = rows.filter(({ tests }) => !tests.includes('.test.ts'));
		expect(bare.filter(({ does }) => !/^(sans objet, parce qu|pas encore : )/.test(does))).toEqual(
			[]
		);
	});
});

/** Does the file hold a test of that very name? */
function isTold(path: string, name: string): boolean {
	const source = readFileSync(path, 'utf8');
	return ["'", '`', '"'].some((quote) => source.includes(`${quote}${name}${quote}`));
}
