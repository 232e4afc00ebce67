import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answers } from '#core/server/contract.ts';
import { kinds, modules, objectKinds } from '#modules/all.ts';

const sources = (folder: string): string[] =>
	readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? sources(path) : [path];
	});

describe.each(modules.map((one) => [one.id, one] as const))('%s', (id, one) => {
	test('answers every question, even by a reasoned no', () => {
		for (const question of [
			'objects',
			'permissions',
			'events',
			'personalData',
			'metrics',
			'documents',
			'exchange'
		] as const) {
			const answer: unknown = one[question];
			expect(answer, question).toBeDefined();
			if (!Array.isArray(answer))
				expect((answer as { none: string }).none, question).toMatch(/^parce qu/);
		}
		expect(one.sentence).toMatch(/\.$/);
		expect(existsSync(join('src/modules', id, 'README.md'))).toBe(true);
	});

	test('depends on what it says, and on nothing else', () => {
		const imported = new Set(
			sources(join('src/modules', id))
				.filter((path) => /\.(ts|svelte)$/.test(path) && !path.endsWith('.test.ts'))
				.flatMap((path) =>
					[...readFileSync(path, 'utf8').matchAll(/#modules\/([a-z-]+)\//g)].map(
						(match) => match[1] ?? ''
					)
				)
		);
		imported.delete(id);
		expect([...imported].sort()).toEqual([...one.dependsOn].sort());
	});

	test('each figure has a rule in one sentence and an id of its own', () => {
		for (const metric of answers(one.metrics)) {
			expect(metric.id).toMatch(new RegExp(`^${id}\\.`));
			expect(metric.rule).toMatch(/^[A-ZÉÀ][^]*\.$/);
		}
	});

	test('has a page where it says', () => {
		expect(existsSync(join('src/routes', one.path, '+page.svelte'))).toBe(true);
	});
});

test('no two kinds share a file or a name, and each key is made of columns', () => {
	expect(new Set(kinds.map((kind) => kind.file)).size).toBe(kinds.length);
	expect(new Set(kinds.map((kind) => kind.name)).size).toBe(kinds.length);
	for (const kind of kinds) {
		for (const field of kind.key) expect(Object.keys(kind.columns), kind.name).toContain(field);
		const headers = Object.values(kind.columns).map((column) => column.header);
		expect(new Set(headers).size, kind.name).toBe(headers.length);
		for (const column of Object.values(kind.columns)) {
			if (column.type.target)
				expect(
					kinds.some((other) => other.name === column.type.target && other.codeField),
					`${kind.name}: ${column.type.target}`
				).toBe(true);
		}
	}
});

test('what is indexed has a kind of rows', () => {
	for (const name of objectKinds.keys())
		expect(
			kinds.some((kind) => kind.name === name),
			name
		).toBe(true);
});

test('no permission is asked that nobody declares', () => {
	const declared = new Set(
		modules.flatMap((one) => answers(one.permissions).map((permission) => permission.id))
	);
	for (const kind of kinds) expect(declared.has(kind.permission), kind.permission).toBe(true);
});
