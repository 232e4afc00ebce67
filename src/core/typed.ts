/**
 * The one cleaning of what comes in by a form, the API, an import folder or the console. Each step goes over the text
 * once: what it costs grows as its length.
 */

/** What Word and Excel write for a bullet, an arrow or a tick: places of the fonts Symbol and Wingdings, seen by nobody else. */
const OFFICE_SIGNS: Record<string, string> = {
	'\uf0b7': '•',
	'\uf0a7': '▪',
	'\uf0a8': '□',
	'\uf06c': '•',
	'\uf06e': '▪',
	'\uf06f': '□',
	'\uf0d8': '➢',
	'\uf0e0': '→',
	'\uf0e8': '→',
	'\uf0fc': '✓',
	'\uf0fe': '☑',
	'\uf04a': '☺'
};

/** Signs of Windows-1252 read as Latin-1: the table of WHATWG Encoding, U+0080 to U+009F; a blank where it has none. */
const WINDOWS_SIGNS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Line ends of all systems: also the vertical tab of a slide, the form feed and the separators of Unicode. */
const LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
/** Controls, and the places that Unicode promises to leave empty: no XML, font or calendar may hold them. */
const NO_SIGNS = /[\u0000-\u0008\u000e-\u001f\u007f]|\p{Noncharacter_Code_Point}/gu;
/**
 * What nobody sees in a name: marks that turn writing round or hide inside a word, fillers of Hangul, the empty sign of Braille
 * (Unicode, Default_Ignorable_Code_Point). Those that join letters or choose how one is drawn stay.
 */
const HIDDEN_SIGNS =
	/(?![\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
/** Drawn as a blank. */
const BLANK_SIGNS = /[\u2800]/g;

/**
 * A typed or pasted text as it is kept: halves of a character marked, controls turned into a blank so that no words are
 * glued, line ends of one sort, signs of Word and Windows as everybody sees them, no blank around.
 * @param isLong keeps its lines; another text becomes one line
 */
export function cleanText(typed: string, isLong: boolean): string {
	const whole = typed
		.toWellFormed()
		.replace(LINE_ENDS, '\n')
		.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_SIGNS[sign.charCodeAt(0) - 0x80] ?? ' ')
		.replace(/[\uf000-\uf0ff]/g, (sign) => OFFICE_SIGNS[sign] ?? sign)
		.replace(NO_SIGNS, ' ');
	return isLong ? whole.trim() : onOneLine(whole);
}

/** The name of somebody or something, on one line, without any mark that cannot be seen. */
export function cleanName(typed: string): string {
	return cleanText(typed, false)
		.normalize('NFC')
		.replace(HIDDEN_SIGNS, '')
		.replace(BLANK_SIGNS, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

function onOneLine(text: string): string {
	return text
		.split(/[\n\t]/)
		.map((line) => line.trim())
		.filter(Boolean)
		.join(' ');
}
