import { escapeXml } from './svg.ts';

const ELEMENTS = new Set(
	'svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient radialGradient stop clipPath'.split(
		' '
	)
);
const ATTRIBUTE = /^(?!on|style$|href$|xmlns|src)[a-zA-Z][\w-]*$/;
const TOKEN =
	/<!--[\s\S]*?-->|<\?xml[^>]*\?>|<(\/?)([a-zA-Z]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;
const PAIR = /(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * The picture rewritten with shapes, texts and gradients only: no script, no style, nothing fetched from
 * elsewhere. `null` when it is not such an SVG: the place of the picture is then shown instead.
 * @param attributes written on the root element, e.g. `role="img"`
 */
export function cleanSvg(svg: string, attributes: Record<string, string>): string | null {
	const source = svg.trim();
	const open: string[] = [];
	let written = '';
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < source.length) {
		const match = TOKEN.exec(source);
		if (!match) return null;
		const [token, slash, name, pairs, isSelfClosed] = match;
		if (name === undefined) {
			if (!token.startsWith('<') && open.length > 0) written += escapeXml(unescapeXml(token));
			continue;
		}
		if (!ELEMENTS.has(name) || (open.length === 0 && (name !== 'svg' || written !== '')))
			return null;
		if (slash) {
			if (open.pop() !== name) return null;
			written += `</${name}>`;
			continue;
		}
		const root = open.length === 0 ? Object.entries(attributes) : [];
		written += `<${name}${[...keptPairs(pairs ?? ''), ...root].map(writePair).join('')}`;
		written += isSelfClosed ? '/>' : '>';
		if (!isSelfClosed) open.push(name);
	}
	return open.length === 0 && written !== '' ? written : null;
}

function keptPairs(pairs: string): [string, string][] {
	return [...pairs.matchAll(PAIR)].flatMap(([, name = '', double, single]): [string, string][] => {
		const value = unescapeXml(double ?? single ?? '');
		const isLocal = !/url\(\s*(?!#)|javascript:/i.test(value);
		return ATTRIBUTE.test(name) && isLocal ? [[name, value]] : [];
	});
}

function writePair([name, value]: [string, string]): string {
	return ` ${name}="${escapeXml(value)}"`;
}

function unescapeXml(text: string): string {
	return text.replace(/&(lt|gt|quot|apos|amp|#39);/g, (_, name: string) => SIGNS[name] ?? '');
}

const SIGNS: Record<string, string> = {
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	amp: '&',
	'#39': "'"
};
