import { FILE_ENDINGS, parseFileName } from './files.ts';
import { fromMarkdown, toMarkdown, type RichText } from './rich-text.ts';
import { parsePartialDate, type PartialDate } from './partial-date.ts';
import { parseQuantity, writeQuantity, type Quantity } from './quantity.ts';
import { cleanName, cleanText } from './typed.ts';
import { hidesHost } from './web-address.ts';
import { audiences, fromWord, isAudience, type Audience, type Vocabulary } from './vocabulary.ts';

/**
 * How one cell of a spreadsheet is read and written. `read` returns the value or a French reason that ends
 * the sentence « la valeur “x” … ». References are read as codes here and resolved by the import.
 */
export interface CellType<T> {
	/** Word of the guide: "date", "entier"… */
	name: string;
	/** French explanation for the guide and for refusals. */
	expects: string;
	read(text: string): { value: T } | { refusal: string };
	write(value: T): string;
	/** Kind whose code is expected. */
	target?: string;
	/** Several codes separated by ` | `. */
	many?: boolean;
	/** Characters that it holds at most; `longestOf` says it for a cell that does not. */
	longest?: number;
	/** Long text: `@textes/x.md` is replaced by the file before reading. */
	long?: boolean;
	words?: Vocabulary;
	/** Name of a file: its bytes are read in the import folder, or handed in by a form. */
	file?: boolean;
	/** What a workbook holds for it when the text says one: a number, a real day. */
	workbook?: 'number' | 'day';
}

/** One column of an import file: its French header, its type, whether it must be filled. */
export interface Column<T = unknown, Required extends boolean = boolean> {
	header: string;
	type: CellType<T>;
	required: Required;
	/** A date that tells no activity of the collective in its year: `aside`. */
	aside?: true;
}

/** A column that must be filled. */
export function must<T>(header: string, type: CellType<T>): Column<T, true> {
	return { header, type, required: true };
}

/** A column that may stay empty: the fact is then "non renseigné", stored as null. */
export function may<T>(header: string, type: CellType<T>): Column<T, false> {
	return { header, type, required: false };
}

/**
 * A date in whose year the collective did nothing: the foundation of an organisation, a term that is planned, the perimeter of a
 * territory. No year has a report for it.
 */
export function aside<T, R extends boolean>(column: Column<T, R>): Column<T, R> {
	return { ...column, aside: true };
}

/** Characters of a text on one line: a title, an address, a sentence of a grant. */
const ONE_LINE = 2_000;
/** Characters of a long text: some eighty printed pages, longer than any minutes. */
const PAGES = 200_000;
/** Characters of what says one fact: a date, an hour, a number, a word of a list. */
const ONE_FACT = 100;
/** Records that one cell refers to at most: more than any roll-call. */
export const MOST_REFERENCES = 1_000;

/** Characters that a cell holds at most, line ends counted once. */
export function longestOf(type: CellType<unknown>): number {
	return type.longest ?? (type.long ? PAGES : ONE_LINE);
}

/**
 * A typed text as every door takes it before reading it: refused when it is longer than its cell, in the words of a
 * cell (« la valeur “x” … »), else cleaned. Nothing else looks at a text first.
 */
export function takeText(
	type: CellType<unknown>,
	typed: string
): { text: string } | { refusal: string } {
	const [length, longest] = [lengthOf(typed), longestOf(type)];
	if (length > longest) return no(tooLong(length, longest));
	const text = cleanText(typed, type.long === true);
	const named = type.many ? text.split('|').length : 0;
	return named > MOST_REFERENCES
		? no(
				`nomme ${String(named)} fiches : ${String(MOST_REFERENCES)} au plus, mettez les autres sur une autre fiche`
			)
		: { text };
}

/** "a 250 000 caractères : 200 000 au plus, raccourcissez ce texte". */
function tooLong(length: number, longest: number): string {
	return `a ${DIGITS.format(length)}\u00a0caractères : ${DIGITS.format(longest)} au plus, raccourcissez ce texte`;
}

const DIGITS = new Intl.NumberFormat('fr-FR');

/** Characters of a text; a browser sends two for each line end. */
function lengthOf(typed: string): number {
	let length = typed.length;
	for (let at = typed.indexOf('\r\n'); at >= 0; at = typed.indexOf('\r\n', at + 2)) length -= 1;
	return length;
}

const ok = <T>(value: T) => ({ value });
const no = (refusal: string) => ({ refusal });
const same = (value: string) => value;

export const textCell: CellType<string> = {
	name: 'texte',
	expects: 'un texte sur une ligne',
	read: ok,
	write: same
};

/** What somebody, a structure or a guest is called: without the signs that change how what follows is read. */
export const nameCell: CellType<string> = {
	name: 'texte',
	expects: 'un nom, sur une ligne',
	read: (text) => {
		const name = cleanName(text);
		return name === '' ? no('n’est pas un nom qui se lise') : ok(name);
	},
	write: same
};

export const codeCell: CellType<string> = {
	name: 'code',
	longest: 200,
	expects: 'des lettres minuscules sans accent, des chiffres et des tirets',
	read: (text) =>
		/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)
			? ok(text)
			: no('n’est pas un code (lettres minuscules sans accent, chiffres, tirets)'),
	write: same
};

export const longCell: CellType<RichText> = {
	name: 'long',
	expects: 'un texte en Markdown, ou @textes/fichier.md',
	long: true,
	read: (text) => ok(fromMarkdown(text)),
	write: toMarkdown
};

/** A file handed in, kept beside the records: `fichiers/<sha256>/<name>` once it is there. */
export const fileCell: CellType<string> = {
	name: 'fichier',
	longest: 600,
	expects: `le chemin d’un fichier du dossier (${FILE_ENDINGS})`,
	file: true,
	read: (text) => (parseFileName(text) ? ok(text) : no('n’est pas un fichier gardé par Fanal')),
	write: same
};

/** The address of a page elsewhere. */
export const webCell: CellType<string> = {
	name: 'adresse',
	expects: 'l’adresse d’une page : https://…',
	read: (text) => {
		const url = URL.canParse(text) ? new URL(text) : null;
		return url && ['https:', 'http:'].includes(url.protocol) && !hidesHost(text)
			? ok(text)
			: no('n’est pas l’adresse d’une page (attendu : https://…)');
	},
	write: same
};

export const dateCell: CellType<PartialDate> = {
	name: 'date',
	longest: ONE_FACT,
	workbook: 'day',
	expects: '18/09/2023, 2023-09-18, 2023-09, janv-23, 2023-T2, 2023-S1 ou 2023',
	read: (text) => {
		const date = parsePartialDate(text);
		return date
			? ok(date)
			: no(
					'n’est pas une date qui existe : écrivez 18/09/2023, septembre 2023, 2e trimestre 2023, 1er semestre 2023 ou 2023'
				);
	},
	write: same
};

/** A civil day, no less precise. */
export const dayCell: CellType<PartialDate> = {
	name: 'jour',
	longest: ONE_FACT,
	workbook: 'day',
	expects: '18/09/2023 ou 2023-09-18',
	read: (text) => {
		const date = parsePartialDate(text);
		return date && date.length === 10
			? ok(date)
			: no('n’est pas un jour qui existe (attendu : 18/09/2023 ou 2023-09-18)');
	},
	write: same
};

export const timeCell: CellType<string> = {
	name: 'heure',
	longest: ONE_FACT,
	expects: '13:30, 13 h 30 ou 9 h',
	read: (text) => {
		const match = text.match(/^([01]?\d|2[0-3]) ?(?::|[hH] ?(?=\d|$)|heures?$)([0-5]\d)?$/);
		const [, hour = '', minutes] = match ?? [];
		return match && (minutes || !text.endsWith(':'))
			? ok(`${hour.padStart(2, '0')}:${minutes ?? '00'}`)
			: no('n’est pas une heure (attendu : 13:30 ou 9 h)');
	},
	write: same
};

export const yesNoCell: CellType<boolean> = {
	name: 'oui/non',
	longest: ONE_FACT,
	expects: 'oui ou non',
	read: (text) => {
		const word = text.toLowerCase();
		return word === 'oui' ? ok(true) : word === 'non' ? ok(false) : no('n’est ni oui ni non');
	},
	write: (value) => (value ? 'oui' : 'non')
};

export const integerCell: CellType<number> = {
	name: 'entier',
	longest: ONE_FACT,
	workbook: 'number',
	expects: 'un nombre entier',
	read: (text) => {
		const value = numberFrom(text);
		return value !== null && Number.isSafeInteger(value)
			? ok(value)
			: no('n’est pas un nombre entier');
	},
	write: String
};

export const decimalCell: CellType<number> = {
	name: 'decimal',
	longest: ONE_FACT,
	workbook: 'number',
	expects: 'un nombre, virgule ou point',
	read: (text) => {
		const value = numberFrom(text);
		return value === null ? no('n’est pas un nombre') : ok(value);
	},
	write: (value) => String(value).replace('.', ',')
};

/** Euros in the file, integer cents in the program. */
export const eurosCell: CellType<number> = {
	name: 'euros',
	longest: ONE_FACT,
	workbook: 'number',
	expects: 'un montant en euros, deux décimales au plus',
	read: (text) => {
		const value = numberFrom(text.replace(/€$/, '').trim());
		if (value === null) return no('n’est pas un montant en euros');
		const cents = Math.round(value * 100);
		return Math.abs(cents - value * 100) < 1e-6 ? ok(cents) : no('a plus de deux décimales');
	},
	write: (cents) =>
		cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2).replace('.', ',')
};

export const quantityCell: CellType<Quantity> = {
	name: 'quantite',
	longest: ONE_FACT,
	workbook: 'number',
	expects: '20, ~80 (près de), >=150 (au moins) ou 5..10 (de 5 à 10)',
	read: (text) => {
		const quantity = parseQuantity(text);
		return quantity
			? ok(quantity)
			: no('n’est pas une quantité (attendu : 20, ~80, >=150 ou 5..10)');
	},
	write: writeQuantity
};

/** One word of a closed list; the stored key is returned. */
export function choiceCell<V extends Vocabulary>(words: V): CellType<keyof V & string> {
	const list = Object.values(words).map((entry) => entry.word);
	return {
		name: 'choix',
		longest: ONE_FACT + Math.max(0, ...list.map((word) => word.length)),
		expects: list.join(', '),
		words,
		read: (text) => {
			const value = fromWord(words, text);
			return value ? ok(value) : no(`n’est pas dans la liste : ${list.join(', ')}`);
		},
		write: (value) => words[value]?.word ?? value
	};
}

/** The code of a record of another kind; the program stores its identifier. */
export function refCell(target: string): CellType<string> {
	return {
		name: `code de ${target}`,
		expects: `le code d’une ligne de ${target}`,
		target,
		read: ok,
		write: same
	};
}

/** Several codes of another kind, separated by ` | `. */
export function refsCell(target: string): CellType<string[]> {
	return {
		name: `codes de ${target}`,
		longest: PAGES,
		expects: `des codes de ${target} séparés par |`,
		target,
		many: true,
		read: (text) =>
			ok([
				...new Set(
					text
						.split('|')
						.map((code) => code.trim())
						.filter(Boolean)
				)
			]),
		write: (codes) => codes.join(' | ')
	};
}

const CIRCLES = Object.values(audiences)
	.map((entry) => entry.word)
	.join(', ');

/** What a spreadsheet writes before the codes of a narrow circle. */
const NARROW_WORDS = { group: 'groupe', pilots: 'pilotes', people: 'personnes' } as const;

/** `public`, `membres`, `conseil`, `bureau`, `equipe`, `groupe:gt5`, `pilotes:gt5` or `personnes:ada-martin,zoe-petit`. */
export const audienceCell: CellType<Audience> = {
	name: 'lecteurs',
	longest: 20_000,
	expects: `${CIRCLES}, groupe:code, pilotes:code ou personnes:code,code`,
	words: audiences,
	read: (text) => {
		const circle = fromWord(audiences, text);
		if (circle) return ok(circle);
		const [word, codes = ''] = text.split(':');
		const kept = codes.replace(/\s/g, '');
		const [key = ''] = Object.entries(NARROW_WORDS).find(([, said]) => said === word) ?? [];
		const audience = `${key}:${kept}`;
		return isAudience(audience)
			? ok(audience)
			: no(
					`n’est pas un cercle de lecteurs (attendu : ${CIRCLES}, groupe:code, pilotes:code, personnes:code,code)`
				);
	},
	write: (audience) => {
		const [key = '', codes] = audience.split(':');
		return codes === undefined
			? labelledWord(key)
			: `${NARROW_WORDS[key as keyof typeof NARROW_WORDS]}:${codes}`; // the narrow circles of the type
	}
};

function labelledWord(circle: string): string {
	return audiences[circle as keyof typeof audiences].word; // an audience without codes is a circle
}

function numberFrom(text: string): number | null {
	const raw = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
	return /^[+-]?\d+(?:\.\d+)?$/.test(raw) ? Number(raw) : null;
}
