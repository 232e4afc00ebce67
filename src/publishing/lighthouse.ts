import { mix, type Palette } from './colours.ts';

/**
 * The picture of the cover, an A4 page in millimetres: a lighthouse on the sea at dusk, its beam, in the
 * colours of the identity. Flat grounds are left at the top and at the bottom for the words.
 */
export function coverSvg(palette: Palette): string {
	return svg(0, 0, 210, 297, sky(palette) + beam(palette) + sea(palette, 297) + tower(palette));
}

/** The same scene as a band, for a format that cannot lay words over a picture. */
export function bannerSvg(palette: Palette): string {
	return svg(0, 104, 210, 150, sky(palette) + beam(palette) + sea(palette, 297) + tower(palette));
}

function svg(x: number, y: number, width: number, height: number, children: string): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[x, y, width, height].join(' ')}" width="${String(width * 2)}" height="${String(height * 2)}">${children}</svg>`;
}

function sky({ main, onMain }: Palette): string {
	const stars = [
		[30, 200, 0.5],
		[58, 214, 0.35],
		[88, 196, 0.45],
		[112, 218, 0.3],
		[190, 100, 0.5],
		[176, 84, 0.35],
		[198, 176, 0.4],
		[20, 226, 0.3],
		[184, 206, 0.3]
	].map(([x, y, r]) => `<circle cx="${String(x)}" cy="${String(y)}" r="${String(r)}"/>`);
	return `<rect width="210" height="297" fill="${main}"/><g fill="${onMain}" fill-opacity=".6">${stars.join('')}</g>`;
}

/** Light that fades with the distance, in two directions as a rotating lamp throws it. */
function beam({ accent }: Palette): string {
	const stops = (near: number, far: number) =>
		`<stop offset="0" stop-color="${accent}" stop-opacity="${String(far)}"/><stop offset="1" stop-color="${accent}" stop-opacity="${String(near)}"/>`;
	return (
		`<defs><linearGradient id="left" x1="0" x2="1">${stops(0.85, 0.08)}</linearGradient>` +
		`<linearGradient id="right" x1="1" x2="0">${stops(0.7, 0.15)}</linearGradient></defs>` +
		`<path d="M156 140L0 112V182Z" fill="url(#left)"/><path d="M156 140L0 128V164Z" fill="url(#left)" fill-opacity=".7"/>` +
		`<path d="M156 140L210 128V154Z" fill="url(#right)"/>` +
		`<circle cx="156" cy="140" r="11" fill="${accent}" fill-opacity=".25"/>`
	);
}

function sea({ main, accent, onMain }: Palette, bottom: number): string {
	const deep = mix(main, '#000000', 0.78);
	const middle = mix(main, '#000000', 0.88);
	const wave = (y: number, fill: string) =>
		`<path d="M0 ${String(y)}q13-5 26 0t26 0 26 0 26 0 26 0 26 0 26 0 28 0V${String(bottom)}H0z" fill="${fill}"/>`;
	const glints = `<path d="M24 251h34M70 256h22M8 259h18M104 250h14" stroke="${accent}" stroke-opacity=".55" stroke-width=".8" stroke-linecap="round"/>`;
	const foam = `<path d="M168 253h20M120 258h12" stroke="${onMain}" stroke-opacity=".35" stroke-width=".6" stroke-linecap="round"/>`;
	return wave(241, middle) + wave(247, deep) + glints + foam;
}

function tower({ main, accent, onMain }: Palette): string {
	const stone = mix(onMain, main, 0.94);
	const dark = mix(main, '#000000', 0.5);
	// Edges of the tower at a height: it narrows upwards.
	const half = (y: number) => 6.4 + ((y - 150) / 94) * 6;
	const band = (from: number, to: number, fill: string) =>
		`<path d="M${String(156 - half(from))} ${String(from)}H${String(156 + half(from))}L${String(156 + half(to))} ${String(to)}H${String(156 - half(to))}z" fill="${fill}"/>`;
	const stripes = [150, 168.8, 187.6, 206.4, 225.2].map((top, index) =>
		band(top, top + 18.8, index % 2 === 0 ? stone : accent)
	);
	const shade = `<path d="M${String(156 + half(150) * 0.35)} 150H${String(156 + half(150))}L${String(156 + half(244))} 244H${String(156 + half(244) * 0.35)}z" fill="${dark}" fill-opacity=".2"/>`;
	const windows = [158, 196, 215].map(
		(y) => `<rect x="154.6" y="${String(y)}" width="2.8" height="5.2" rx="1.4" fill="${dark}"/>`
	);
	const lantern =
		`<path d="M147 150h18v-2.4h-18zM149.4 146h13.2v1.6h-13.2z" fill="${dark}"/>` +
		`<rect x="150.6" y="134" width="10.8" height="12" fill="${accent}"/>` +
		`<path d="M150.6 134v12M154.2 134v12M157.8 134v12M161.4 134v12" stroke="${dark}" stroke-width=".7"/>` +
		`<path d="M149 134.4q7-9.4 14 0z" fill="${dark}"/><path d="M156 129.6v-4" stroke="${dark}" stroke-width="1"/>` +
		`<circle cx="156" cy="140" r="3.4" fill="${stone}"/>`;
	const door = `<path d="M153.6 244v-6.4a2.4 2.4 0 0 1 4.8 0V244z" fill="${dark}"/>`;
	const rock = `<path d="M128 252q4-9 13-9 5-4 15-3 9-2 15 3 9 0 14 9z" fill="${dark}"/>`;
	return stripes.join('') + shade + windows.join('') + door + rock + lantern;
}
