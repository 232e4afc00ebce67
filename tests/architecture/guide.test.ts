import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kinds, modules } from '#modules/all.ts';
import { emptyFiles } from '../../scripts/guide/empty-files.mjs';
import { guideWith, unexplained } from '../../scripts/guide/tables.mjs';

const EMPTY = 'docs/guide/dossier-vide';
const guide = readFileSync('docs/guide/dossier-d-import.md', 'utf8');

test('the guide of the import tells the files and columns as they are: else run « npm run guide »', () => {
	expect(guideWith(guide, modules, kinds)).toBe(guide);
});

test('every column is explained', () => {
	expect(unexplained(guide)).toEqual([]);
});

test('the empty folder holds the files to fill, and no other: else run « npm run guide »', () => {
	const files = emptyFiles(kinds);
	expect(readdirSync(EMPTY).sort()).toEqual(files.map(([name]) => name).sort());
	for (const [name, content] of files)
		expect(readFileSync(join(EMPTY, name), 'utf8'), name).toBe(content);
});
