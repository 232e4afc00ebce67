import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, READABLE } from '../colours.ts';
import { sampleDocument } from '../testing/sample-document.ts';
import { renderHtmlDocument } from './document.ts';

const colour = fc
	.integer({ min: 0, max: 0xffffff })
	.map((value) => `#${value.toString(16).padStart(6, '0')}`);

const PAIRS = [
	['ink', 'paper'],
	['ink', 'paper-raised'],
	['ink-soft', 'paper'],
	['ink-soft', 'paper-raised'],
	['brand', 'paper'],
	['brand', 'paper-raised'],
	['brand-ink', 'brand'],
	['cover-ink', 'cover']
] as const;

/** Custom properties of the two themes of the file, the night over the day. */
function themesOf(html: string): Map<string, string>[] {
	const [day = '', night = ''] = html.split('@media screen and (prefers-color-scheme:dark)');
	const read = (css: string) =>
		[...css.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})/g)].map(
			([, name = '', value = '']) => [name, long(value)] as const
		);
	const first = read(day.slice(day.lastIndexOf(':root{')));
	return [new Map(first), new Map([...first, ...read(night.slice(0, night.indexOf('}}')))])];
}

/** `#fff` → `#ffffff`. */
function long(value: string): string {
	return value.length === 4 ? value.replace(/[0-9a-f]/g, '$&$&') : value;
}

const bare = sampleDocument([]);

test('the report on screen can be read by day and by night, whatever colours a collective chose', () => {
	fc.assert(
		fc.property(colour, colour, (main, accent) => {
			const identity = { ...bare.identity, colours: { main, accent } };
			const html = renderHtmlDocument({ ...bare, identity });
			for (const theme of themesOf(html))
				for (const [drawn, ground] of PAIRS)
					expect(
						contrast(theme.get(drawn) ?? '', theme.get(ground) ?? ''),
						`${drawn} on ${ground}`
					).toBeGreaterThanOrEqual(READABLE);
		})
	);
});
