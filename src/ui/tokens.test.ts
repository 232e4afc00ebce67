import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast } from '#publishing/colours.ts';

const css = readFileSync('src/ui/tokens.css', 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

/** WCAG 2.2: text (1.4.3), then what must be seen to use the page, such as the ring of the focus (1.4.11). */
const TEXT = 4.5;
const GRAPHIC = 3;

const PAPERS = ['paper', 'paper-raised'];
const TEXTS = ['ink', 'ink-soft', 'link', 'brand', 'good', 'waiting', 'alert'];

/** Every pair of the design system: what is drawn, on what, and how much it must stand out. */
const PAIRS: [string, string, number][] = [
	...PAPERS.flatMap((ground) =>
		TEXTS.map((text): [string, string, number] => [text, ground, TEXT])
	),
	['brand-ink', 'brand', TEXT],
	['band-ink', 'band', TEXT],
	['accent-ink', 'accent', TEXT],
	['accent', 'band', GRAPHIC],
	['focus', 'paper', GRAPHIC],
	['focus', 'paper-raised', GRAPHIC],
	['focus-on-band', 'band', GRAPHIC]
];

function coloursOf(text: string): Map<string, string> {
	return new Map(
		[...text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
			name,
			value
		])
	);
}

describe.each([
	['by day', coloursOf(light)],
	['by night', new Map([...coloursOf(light), ...coloursOf(dark)])]
])('%s', (_, colours) => {
	test.each(PAIRS)('%s can be told from %s', (drawn, ground, ratio) => {
		expect(contrast(colours.get(drawn) ?? '', colours.get(ground) ?? '')).toBeGreaterThanOrEqual(
			ratio
		);
	});
});

test('every colour is tried, and none is left out of the night but on purpose', () => {
	const tried = new Set(PAIRS.flatMap(([drawn, ground]) => [drawn, ground]));
	// Lines only separate what spacing separates already.
	expect([...coloursOf(light).keys()].filter((name) => !tried.has(name))).toEqual(['line']);
	expect([...coloursOf(dark).keys()].filter((name) => !tried.has(name))).toEqual(['line']);
	expect([...coloursOf(dark).keys()]).toEqual([...coloursOf(light).keys()]);
});

test('no style sheet asks for a colour that nobody gives', () => {
	const given = new Set([...css.matchAll(/--([a-z-]+):/g)].map(([, name]) => name));
	const sheets = globSync('src/ui/*.css').map((file) => readFileSync(file, 'utf8'));
	const asked = sheets.flatMap((sheet) => [...sheet.matchAll(/var\(--([a-z-]+)/g)]);
	expect(asked.map(([, name]) => name).filter((name) => !given.has(name))).toEqual([]);
});
