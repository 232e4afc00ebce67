import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds, modules } from '#modules/all.ts';
import { answers } from '#core/server/contract.ts';
import { filesUnder } from '../../scripts/sources/files.mjs';

const documents = filesUnder('.', /\.md$/)
	.map((path) => relative('.', path))
	// Texts of the demonstration belong to the collective.
	.filter((path) => !path.startsWith('data/'));

/** Targets of the links and pictures of a Markdown text; what stands in code is no link. */
function linksOf(text: string): string[] {
	const prose = text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
	return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** Anchors of the headings of a Markdown text, as forges make them. */
function anchorsOf(text: string): string[] {
	return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
		(match[1] ?? '')
			.toLowerCase()
			.replace(/[^\p{L}\p{N} -]/gu, '')
			.replaceAll(' ', '-')
	);
}

/** What is wrong with a link of a document; nothing when it leads somewhere of ours, or to the web. */
function whereItFails(document: string, link: string): string[] {
	if (/^(https?|mailto):/.test(link)) return [];
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? document : join(dirname(document), path);
	if (!existsSync(target)) return [`${link}: no such file`];
	if (!anchor || anchorsOf(readFileSync(target, 'utf8')).includes(anchor)) return [];
	return [`${link}: no such heading`];
}

test.each(documents)('every link of %s leads somewhere', (document) => {
	const links = linksOf(readFileSync(document, 'utf8'));
	expect(links.flatMap((link) => whereItFails(document, link))).toEqual([]);
});

test('every guide and decision is reached from the README', () => {
	const reached = new Set<string>();
	const visit = (document: string) => {
		if (reached.has(document)) return;
		reached.add(document);
		for (const link of linksOf(readFileSync(document, 'utf8'))) {
			const target = relative('.', resolve(dirname(document), link.split('#')[0] ?? ''));
			if (documents.includes(target)) visit(target);
			else if (target === 'docs/adr')
				documents.filter((one) => one.startsWith('docs/adr/')).forEach(visit);
		}
	};
	visit('README.md');
	const docs = documents.filter((path) => path.startsWith('docs/'));
	expect(docs.filter((path) => !reached.has(path))).toEqual([]);
});

test('every picture of the documents is shown by one of them, and light', () => {
	const shown = documents.flatMap((document) =>
		linksOf(readFileSync(document, 'utf8')).map((link) => join(dirname(document), link))
	);
	const pictures = existsSync('docs/images') ? filesUnder('docs/images', /\./) : [];
	expect(pictures.filter((path) => !shown.includes(path))).toEqual([]);
	const weights = pictures.map((path) => readFileSync(path).length);
	expect(Math.max(0, ...weights)).toBeLessThan(150_000);
	expect(weights.reduce((sum, one) => sum + one, 0)).toBeLessThan(1_500_000);
});

describe.each(modules.map((one) => [one.id, one] as const))('the README of %s', (id, one) => {
	const text = readFileSync(join('src/modules', id, 'README.md'), 'utf8');

	test('fits on a page and tells what it is', () => {
		expect(text).toMatch(new RegExp(`^# ${id} — .+\n\n[^]{40,}`));
		expect(text.split('\n').length).toBeLessThan(60);
	});

	test('names its screens and each of its files', () => {
		expect(text).toMatch(/^Screens?: /m);
		expect(text).toContain(one.path);
		const own = answers(one.exchange).map((kind) => kind.file);
		expect(own.every((file) => kinds.some((kind) => kind.file === file))).toBe(true);
		expect(own.filter((file) => !text.includes(`\`${file}\``))).toEqual([]);
	});

	test('tells its figures when it has some', () => {
		const figures = answers(one.metrics);
		expect(figures.length === 0 || /Metrics?:/.test(text)).toBe(true);
	});
});
