import type { Identity } from '#core/blocks.ts';

/** Colours of a printed document, `#rrggbb`, all derived from the two colours of the identity. */
export interface Palette {
	/** Ground of the cover and of the bands, and its text. */
	main: string;
	onMain: string;
	/** Accent, and the accent as a text on the main colour. */
	accent: string;
	accentOnMain: string;
	/** Main colour as a text or a bar on white or on the tint: at least 4.5:1. */
	mainText: string;
	/** Grounds: of boxes and header rows; of the second series of a chart. */
	tint: string;
	shade: string;
	ink: string;
	soft: string;
	line: string;
}

const WHITE = '#ffffff';
const INK = '#1b2430';
const DEFAULTS: Identity['colours'] = { main: '#1d3557', accent: '#f2b134' };

/** Contrast for text: WCAG 2.2, success criterion 1.4.3 (level AA). */
export const READABLE = 4.5;

/** Readable colours whatever two colours the collective chose; an unreadable code gives the default. */
export function paletteOf(colours: Identity['colours']): Palette {
	const main = readableGround(hexOr(colours.main, DEFAULTS.main));
	const accent = hexOr(colours.accent, DEFAULTS.accent);
	const onMain = contrast(main, WHITE) >= READABLE ? WHITE : INK;
	const tint = mix(main, WHITE, 0.07);
	return {
		main,
		onMain,
		accent,
		accentOnMain: readableOn(accent, main, onMain),
		mainText: readableOn(main, tint, INK),
		tint,
		shade: mix(main, WHITE, 0.24),
		ink: INK,
		soft: '#4d5866',
		line: mix(main, WHITE, 0.22)
	};
}

/** A middling colour bears neither white nor dark text: it is darkened as little as needed. */
function readableGround(colour: string): string {
	return contrast(colour, INK) >= READABLE ? colour : readableOn(colour, WHITE, '#000000');
}

/** The colour, moved towards `pole` as little as needed to be read on `ground`. */
export function readableOn(colour: string, ground: string, pole: string, ratio = READABLE): string {
	for (let step = 0; step < 20; step += 1) {
		const candidate = mix(pole, colour, step / 20);
		if (contrast(candidate, ground) >= ratio) return candidate;
	}
	return pole;
}

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(a: string, b: string): number {
	const [x, y] = [luminance(a), luminance(b)];
	return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** `share` of the first colour (0 to 1), the rest of the second. */
export function mix(first: string, second: string, share: number): string {
	const [a, b] = [channels(first), channels(second)];
	const mixed = a.map((value, index) => Math.round(value * share + (b[index] ?? 0) * (1 - share)));
	return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: string): number {
	const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
		const share = value / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(colour: string): number[] {
	return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function hexOr(colour: string, fallback: string): string {
	return /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : fallback;
}
