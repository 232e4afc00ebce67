import type { Palette } from './colours.ts';

/** Attributes of an SVG element; absent values are left out. */
export type Attributes = Record<string, string | number | undefined>;

/**
 * Where a picture is shown. On a page, shapes carry classes that `publishing.css` paints, so that light and
 * dark themes work; in a file (PDF, PNG) colours and font are written in.
 */
export type Theme =
	| { kind: 'screen'; width: number; font: number }
	| { kind: 'print'; width: number; font: number; palette: Palette };

/** What a shape or a text is for: its class on a page (`p-bar`), its paint in a file. */
export type Role = keyof typeof PRINTED;

export const SCREEN: Theme = { kind: 'screen', width: 400, font: 13 };
export const SCREEN_MAP: Theme = { kind: 'screen', width: 720, font: 13 };

/** Font of the pictures in files; the TTFs come with the package. */
export const FONT = 'Atkinson Hyperlegible Next';

// Fill and stroke differ enough to be told apart in black and white.
const PRINTED = {
	text: ({ ink }: Palette) => ({ fill: ink }),
	strong: ({ ink }: Palette) => ({ fill: ink, 'font-weight': 700 }),
	soft: ({ soft }: Palette) => ({ fill: soft }),
	bar: ({ mainText }: Palette) => ({ fill: mainText }),
	bar2: ({ shade, mainText }: Palette) => ({ fill: shade, stroke: mainText, 'stroke-width': 1 }),
	bar3: ({ mainText }: Palette) => ({ fill: '#ffffff', stroke: mainText, 'stroke-width': 1 }),
	axis: ({ line }: Palette) => ({ stroke: line, 'stroke-width': 1, fill: 'none' }),
	curve: ({ mainText }: Palette) => ({ stroke: mainText, 'stroke-width': 2, fill: 'none' }),
	land: ({ tint }: Palette) => ({ fill: tint }),
	land2: ({ shade }: Palette) => ({ fill: shade }),
	land3: () => ({ fill: '#ffffff' }),
	border: ({ soft }: Palette) => ({
		stroke: soft,
		'stroke-width': 1,
		'stroke-dasharray': '4 3',
		fill: 'none'
	}),
	frontier: ({ ink }: Palette) => ({ stroke: ink, 'stroke-width': 2.4, fill: 'none' }),
	shore: ({ soft }: Palette) => ({ stroke: soft, 'stroke-width': 1.2, fill: 'none' }),
	place: ({ soft }: Palette) => ({
		fill: soft,
		stroke: '#ffffff',
		'stroke-width': 3,
		'stroke-linejoin': 'round',
		'paint-order': 'stroke',
		'font-style': 'italic'
	}),
	region: ({ ink }: Palette) => ({
		fill: ink,
		stroke: '#ffffff',
		'stroke-width': 3,
		'stroke-linejoin': 'round',
		'paint-order': 'stroke',
		'letter-spacing': 0.6
	}),
	dot: ({ mainText }: Palette) => ({ fill: mainText, stroke: '#ffffff', 'stroke-width': 1.5 }),
	count: () => ({ fill: '#ffffff', 'font-weight': 700 }),
	leader: ({ mainText }: Palette) => ({ stroke: mainText, 'stroke-width': 0.8, fill: 'none' })
} as const;

/** The attributes that paint a role in a theme. */
export function paint(theme: Theme, role: Role): Attributes {
	return theme.kind === 'screen' ? { class: `p-${role}` } : PRINTED[role](theme.palette);
}

/** An element; the children are markup already. */
export function element(name: string, attributes: Attributes, children = ''): string {
	const written = Object.entries(attributes)
		.filter(([, value]) => value !== undefined)
		.map(
			([key, value]) =>
				` ${key}="${typeof value === 'number' ? short(value) : escapeXml(value ?? '')}"`
		)
		.join('');
	return children === '' ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}

/** A line of text. The font of a file has no narrow no-break space: the ordinary one takes its place. */
export function textElement(attributes: Attributes, text: string): string {
	return element('text', attributes, escapeXml(text.replaceAll('\u202f', '\u00a0')));
}

/** The whole picture, named for those who do not see it. */
export function picture(theme: Theme, height: number, label: string, children: string): string {
	const font = theme.kind === 'screen' ? {} : { 'font-family': FONT };
	return element(
		'svg',
		{
			...(theme.kind === 'screen' ? { role: 'img', 'aria-label': label } : {}),
			xmlns: theme.kind === 'screen' ? undefined : 'http://www.w3.org/2000/svg',
			viewBox: `0 0 ${short(theme.width)} ${short(height)}`,
			...(theme.kind === 'screen' ? {} : { width: theme.width, height }),
			'font-size': theme.font,
			...font
		},
		children
	);
}

/** At most two decimals: enough for the eye, light for the page. */
export function short(value: number): string {
	return String(Math.round(value * 100) / 100);
}

/** Text inside an element or an attribute, of XML and of HTML. */
export function escapeXml(text: string): string {
	return printable(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

/** The text where what no document may hold is a blank, so that no words are glued: controls, lone surrogates (XML 1.0, 2.2). */
export function printable(text: string): string {
	return text.replace(UNPRINTABLE, ' ');
}

const UNPRINTABLE =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu;
