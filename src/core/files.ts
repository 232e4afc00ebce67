/** Longest file that people may hand in, in bytes: minutes with pictures fit, films do not. */
export const FILE_LIMIT = 20 * 1024 * 1024;

/** What one person may hand in on one day: a year of minutes fits, a disk that fills up does not. */
export const DAY_LIMIT = { bytes: 10 * FILE_LIMIT, files: 200 } as const;

/** Sorts of files that are taken in, by the ending of their name: what the bytes must be, and the French name. */
export const fileSorts: Record<string, { type: string; label: string }> = {
	pdf: { type: 'application/pdf', label: 'PDF' },
	docx: {
		type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		label: 'Word'
	},
	xlsx: {
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		label: 'Excel'
	},
	pptx: {
		type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
		label: 'PowerPoint'
	},
	odt: { type: 'application/vnd.oasis.opendocument.text', label: 'texte OpenDocument' },
	ods: { type: 'application/vnd.oasis.opendocument.spreadsheet', label: 'classeur OpenDocument' },
	odp: {
		type: 'application/vnd.oasis.opendocument.presentation',
		label: 'présentation OpenDocument'
	},
	jpg: { type: 'image/jpeg', label: 'image' },
	jpeg: { type: 'image/jpeg', label: 'image' },
	png: { type: 'image/png', label: 'image' },
	webp: { type: 'image/webp', label: 'image' },
	txt: { type: 'text/plain', label: 'texte' },
	csv: { type: 'text/csv', label: 'tableau CSV' }
};

/** Endings, as a file field of a form and the guide name them: ".pdf, .docx…". */
export const FILE_ENDINGS = Object.keys(fileSorts)
	.map((ending) => `.${ending}`)
	.join(', ');

/** A file that was handed in, as a record names it. */
export interface NamedFile {
	/** Of its bytes, 64 hexadecimal digits. */
	sha256: string;
	name: string;
}

const SHAPE = /^fichiers\/([0-9a-f]{64})\/([^/]+)$/;

/** What a record and an import folder write for a file: `fichiers/<sha256>/<name>`. */
export function writeFileName({ sha256, name }: NamedFile): string {
	return `fichiers/${sha256}/${name}`;
}

/** The file that a record names; null for any other text. */
export function parseFileName(text: string): NamedFile | null {
	const [, sha256, name] = SHAPE.exec(text) ?? [];
	return sha256 && name ? { sha256, name } : null;
}

/** Name of the file as people know it: of a stored text, or of one that a form still carries. */
export function shownFileName(text: string): string {
	return parseFileName(text.replace(/#[\w-]{43}$/, ''))?.name ?? text;
}

/** Ending of a name, lower case, without the dot; empty when it has none. */
export function endingOf(name: string): string {
	return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * A name that every system takes: the last part of a path, without what systems forbid, what hides its ending (marks
 * that turn writing round) or what breaks a line; composed accents (NFC).
 */
export function cleanFileName(name: string): string {
	const last = name.split(/[\\/]/).at(-1) ?? '';
	return last
		.normalize('NFC')
		.replace(/[<>:"|?*#]/g, '-')
		.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, '')
		.replace(/\s+/g, ' ')
		.replace(/^[. ]+|(?<![. ])[. ]+$/g, '');
}

/** Size in French: "340 Ko", "2,4 Mo". */
export function formatSize(bytes: number): string {
	if (bytes < 1024) return `${String(bytes)}\u00a0octets`;
	const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'Ko'] : [bytes / 1024 ** 2, 'Mo'];
	const rounded = new Intl.NumberFormat('fr', { maximumFractionDigits: value < 10 ? 1 : 0 });
	return `${rounded.format(value)}\u00a0${unit}`;
}
