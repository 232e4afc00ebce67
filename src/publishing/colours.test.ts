import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, paletteOf, READABLE } from './colours.ts';

const colour = fc
	.integer({ min: 0, max: 0xffffff })
	.map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('whatever colours a collective chose, its texts can be read', () => {
	fc.assert(
		fc.property(colour, colour, (main, accent) => {
			const palette = paletteOf({ main, accent });
			expect(contrast(palette.mainText, '#ffffff')).toBeGreaterThanOrEqual(READABLE);
			expect(contrast(palette.mainText, palette.tint)).toBeGreaterThanOrEqual(READABLE);
			expect(contrast(palette.accentOnMain, palette.main)).toBeGreaterThanOrEqual(READABLE);
			expect(contrast(palette.onMain, palette.main)).toBeGreaterThanOrEqual(READABLE);
			expect(contrast(palette.ink, palette.tint)).toBeGreaterThanOrEqual(READABLE);
			expect(contrast(palette.soft, palette.tint)).toBeGreaterThanOrEqual(READABLE);
		})
	);
});

test('a colour that is none gives the default', () => {
	expect(paletteOf({ main: 'red;}', accent: '' })).toEqual(
		paletteOf({ main: '#1d3557', accent: '#f2b134' })
	);
});
