/**
 * French typography of a printed text: narrow no-break space before `; ! ? »` and after `«`, no-break
 * space before `:`, between a number and its unit, inside a number, after `n°`; apostrophe and ellipsis.
 * Source: Lexique des règles typographiques en usage à l’Imprimerie nationale. Letters are never changed.
 */
export function french(text: string): string {
	return RULES.reduce(
		(result, [pattern, replacement]) => result.replace(pattern, replacement),
		text
	);
}

/** No-break space: before a colon, between a number and its unit. */
export const NO_BREAK = '\u00a0';
/** Narrow no-break space: before `; ! ? »`, after `«`, between thousands. */
const NARROW = '\u202f';

const MONTHS =
	'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';

// Each rule goes over the text once: a run of blanks is tried from its first one only (`(?<![ ])[ ]+`).
const RULES: [RegExp, string][] = [
	[/\.\.\./g, '…'],
	[/(\p{L})'(?=\p{L})/gu, '$1’'],
	[/«[ \u00a0\u202f]*(?=\S)/g, `«${NARROW}`],
	[/(\S)[ \u00a0\u202f]*»/g, `$1${NARROW}»`],
	[/(?<![ \u00a0\u202f])[ \u00a0\u202f]+([;!?])/g, `${NARROW}$1`],
	// Only before a blank or the end: the question mark of an address (`/page?a=b`) stays glued.
	[/([\p{L}\p{N})»])([;!?])(?=\s|$)/gu, `$1${NARROW}$2`],
	[/(?<![ \u202f])[ \u202f]+:(?=\s|$)/g, `${NO_BREAK}:`],
	[/(\p{L}):(?=\s)/gu, `$1${NO_BREAK}:`],
	[/(\d)[ \u00a0]+(?=%)/g, `$1${NARROW}`],
	[/(?<![\d\p{L}])(\d{1,3}) (?=\d{3}(?!\d))/gu, `$1${NARROW}`],
	[/(?<=\u202f\d{3}) (?=\d{3}(?!\d))/g, NARROW],
	[/(\d) (?=(?:[kM]?€|km²?|m²|kg|ha|ETP|h)(?![\p{L}\p{N}]))/gu, `$1${NO_BREAK}`],
	[new RegExp(`(\\d|1er) (?=(?:${MONTHS})(?!\\p{L}))`, 'gu'), `$1${NO_BREAK}`],
	[/(?<!\p{L})(n°|N°|M\.|Mme|art\.) (?=\S)/gu, `$1${NO_BREAK}`]
];

/** "« … »" around a quotation, whatever the quotation marks it came with. */
export function quoted(text: string): string {
	const bare = text
		.trim()
		.replace(/^[«“"]\s*/, '')
		.replace(/[»”"]$/, '')
		.trimEnd();
	return french(`« ${bare} »`);
}
