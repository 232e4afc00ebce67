import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesUnder, programOf } from '../../scripts/sources/files.mjs';
import { identifiersOf } from '../../scripts/sources/functions.mjs';

const ROOMS = ['src', 'tests', 'scripts', 'bench'];
const sources = ROOMS.flatMap((room) => filesUnder(room, /\.(ts|js|mjs|svelte)$/));
const texts = [
	...sources,
	...['docs', '.ci', 'data', ...ROOMS].flatMap((room) =>
		filesUnder(room, /\.(md|css|html|sh|json|csv|typ)$/)
	),
	...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'package.json', '.npmrc', '.ci/run']
];

/** Lines of these files that match, as "file:line". */
function linesWith(paths: string[], pattern: RegExp): string[] {
	return paths.flatMap((path) =>
		readFileSync(path, 'utf8')
			.split('\n')
			.flatMap((line, index) => (pattern.test(line) ? [`${path}:${String(index + 1)}`] : []))
	);
}

test('identifiers are written without accents', () => {
	const accented = sources.flatMap((path) =>
		identifiersOf(programOf(path))
			.filter(({ name }) => /[^\x20-\x7e]/.test(name))
			.map(({ name, line }) => `${path}:${String(line)} ${name}`)
	);
	expect(accented).toEqual([]);
});

test('file names are plain ASCII, without space', () => {
	expect(texts.filter((path) => !/^[A-Za-z0-9_.+()[\]/-]+$/.test(path))).toEqual([]);
});

test('nothing is left to do in a comment', () => {
	const mark = new RegExp(
		`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`
	);
	expect(linesWith(texts, mark)).toEqual([]);
});

test('no words of a page stick to those of a block: a page drops the blanks that a block begins with', () => {
	const stuck = filesUnder('src', /\.svelte$/).flatMap((path) => {
		const page = readFileSync(path, 'utf8').replaceAll(/<(script|style)[^]*?<\/\1>/g, '');
		const found = page.match(/[^\s}]\{#(?:if|each) [^{}\n]*\}\n\s*[^\s{]\S*/g) ?? [];
		return found.map((words) => `${path}: ${words}`);
	});
	expect(stuck).toEqual([]);
});

test('no folder is a drawer for everything', () => {
	expect(
		sources.filter((path) => /\/(utils?|helpers?|common|misc|shared)(\/|\.)/.test(path))
	).toEqual([]);
});

test('no address of a package registry is written down', () => {
	const host = new RegExp(
		['registry', 'npmjs', 'yarnpkg', 'artifactory'].map((one) => `${one}\\.`).join('|')
	);
	expect(
		linesWith(
			[...texts.filter((path) => !path.endsWith('words.test.ts')), 'package-lock.json'],
			host
		)
	).toEqual([]);
});

test('the demonstration and the tests hold no address and no telephone number of anybody', () => {
	const held = [...filesUnder('data', /./), ...filesUnder('tests', /./)].filter((path) =>
		/\.(csv|md|json|ts)$/.test(path)
	);
	const address =
		/[\w.+-]+@(?!(?:[\w-]+\.)*(?:example\.(?:org|com|net)|example|test)\b)[\w-]+\.[a-z]{2,}/i;
	// Numbers that end in 00 00 00 are nobody's.
	const telephone =
		/(?<![\d.,-])(?:\+33\s?|0)[1-9][ .]?\d{2}(?!(?:[ .]?00){3})(?:[ .]?\d{2}){3}(?!\d)/;
	expect(linesWith(held, address)).toEqual([]);
	expect(linesWith(held, telephone)).toEqual([]);
});
