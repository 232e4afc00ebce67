import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { AnyKind } from '#core/server/kinds.ts';
import type { Audience } from '#core/vocabulary.ts';
import { slugOf } from '#core/words.ts';
import { kinds } from '#modules/all.ts';

type Line = Record<string, string>;

/** Somebody of the directory who holds one role, and nothing else. */
export interface RoleHolder {
	code: string;
	/** Lines of the files that give the role. */
	files: Record<string, Line[]>;
}

/** A word that stands in records kept to one audience, and nowhere else. */
export interface Canary {
	word: string;
	/** As the files write it. */
	cell: string;
	audience: Audience;
}

/** Records planted at most of each kind, for each audience. */
const MODELS = 6;
/** Group whose participants, and person whose eyes, the narrowest canaries are kept to. */
const GROUP = 'gt5';
export const NAMED_PERSON = 'role-nomme';

/** The words that are planted, each for one circle of readers. */
export const CANARIES: readonly Canary[] = [
	{ word: 'canarimembres', cell: 'membres', audience: 'members' },
	{ word: 'canaribureau', cell: 'bureau', audience: 'board' },
	{ word: 'canariequipe', cell: 'equipe', audience: 'team' },
	{ word: 'canarigroupe', cell: `groupe:${GROUP}`, audience: `group:${GROUP}` },
	{
		word: 'canaripersonne',
		cell: `personnes:${NAMED_PERSON}`,
		audience: `people:${NAMED_PERSON}`
	}
];

/** Lists that the report of the demonstration tells nothing of. */
const UNTOLD: Record<string, Line[]> = {
	'documents.csv': [
		{
			code: 'statuts',
			titre: 'Statuts',
			nature: 'autre',
			adresse_web: 'https://phare.example.org/statuts',
			groupe: GROUP,
			audience: 'public'
		}
	],
	'questionnaires.csv': [
		{
			code: 'horaires',
			titre: 'Vos horaires',
			introduction: '',
			groupe: GROUP,
			sans_nom: 'non',
			audience: 'public'
		}
	],
	'questions.csv': [
		{
			code: 'quand',
			questionnaire: 'horaires',
			rang: '1',
			intitule: 'Quand ?',
			forme: 'texte',
			audience: 'public'
		}
	]
};

/** The demonstration in a folder of its own, with one person per role and, in each kind that can be, one record per audience. */
export function guardedFolder(holders: RoleHolder[]): {
	folder: string;
	canaries: readonly Canary[];
} {
	const folder = mkdtempSync(join(tmpdir(), 'fanal-guarded-'));
	cpSync('data/phare-2023', folder, { recursive: true });
	for (const [file, lines] of Object.entries(UNTOLD))
		writeFileSync(join(folder, file), stringify(lines, { header: true, delimiter: ';' }));
	for (const { code, files } of holders) {
		append(folder, 'personnes.csv', [{ code, prenom: 'Rôle', nom: code }]);
		for (const [file, lines] of Object.entries(files)) append(folder, file, lines);
	}
	for (const kind of kinds)
		if (existsSync(join(folder, kind.file)) && hasOwnWord(kind)) plant(folder, kind);
	for (const { word, audience } of CANARIES)
		if (audience === 'team' || audience.startsWith('people:')) mention(folder, `${word}0`);
	return { folder, canaries: CANARIES };
}

/** Can a second record be told from the first by a word of ours? */
function hasOwnWord(kind: AnyKind): boolean {
	return (
		'audience' in kind.columns &&
		kind.key.some((field) => ['code', 'texte'].includes(kind.columns[field]?.type.name ?? ''))
	);
}

function plant(folder: string, kind: AnyKind): void {
	const models = varied(kind, linesOf(join(folder, kind.file)));
	const planted = models.flatMap((model, index) =>
		CANARIES.map(({ word, cell }) => {
			const line: Line = { ...model, audience: cell };
			for (const [field, { header, type }] of Object.entries(kind.columns)) {
				const isFree = ['texte', 'long', 'code'].includes(type.name) && header !== 'siret';
				// Half of them leave empty what their model leaves empty: what is missing is told too.
				const isFilled = index % 2 === 0 || Boolean(line[header]) || kind.key.includes(field);
				if (isFree && isFilled)
					line[header] = `${word}${String(index)}${type.name === 'code' ? '' : ` ${kind.name}`}`;
				if (type.file) line[header] = aFile(folder, word);
			}
			return line;
		})
	);
	append(folder, kind.file, planted);
}

/** Rows that everybody reads, each naming in one of its columns a record of that code, which few may read. */
function mention(folder: string, code: string): void {
	for (const kind of kinds) {
		if (!('audience' in kind.columns) || !existsSync(join(folder, kind.file))) continue;
		const [model = {}] = linesOf(join(folder, kind.file));
		const own = kind.columns[kind.codeField ?? ''];
		const naming = Object.entries(kind.columns).filter(
			([field, { type }]) =>
				isPlanted(folder, type.target, code) &&
				(own?.type.name === 'code' || kind.key.includes(field))
		);
		append(
			folder,
			kind.file,
			naming.map(([field, { header }]) => ({
				...model,
				...(own ? { [own.header]: `citation-${String(code.length)}-${slugOf(field)}` } : {}),
				[header]: code,
				audience: 'public'
			}))
		);
	}
}

/** Is there a record of that kind under that code? */
function isPlanted(folder: string, target: string | undefined, code: string): boolean {
	const kind = kinds.find((one) => one.name === target);
	const header = kind?.columns[kind.codeField ?? '']?.header ?? '';
	return (
		kind !== undefined &&
		existsSync(join(folder, kind.file)) &&
		linesOf(join(folder, kind.file)).some((line) => line[header] === code)
	);
}

/** A file of the folder that holds a canary, and is named after it. */
function aFile(folder: string, word: string): string {
	const path = join('fichiers', `${word}.txt`);
	mkdirSync(join(folder, 'fichiers'), { recursive: true });
	writeFileSync(join(folder, path), word);
	return path;
}

/** Few lines that show between them every value of the closed lists: planned and held, heard and answered. */
function varied(kind: AnyKind, lines: Line[]): Line[] {
	const seen = new Set<string>();
	return lines
		.filter((line) => {
			const fresh = Object.values(kind.columns)
				.filter(({ type, header }) => type.words && header !== 'audience')
				.map(({ header }) => `${header} ${line[header] ?? ''}`)
				.filter((value) => !seen.has(value));
			for (const value of fresh) seen.add(value);
			return fresh.length > 0 || line === lines[0];
		})
		.slice(0, MODELS);
}

function linesOf(path: string): Line[] {
	// csv-parse with `columns: true` gives one object of texts per line.
	return parse(readFileSync(path), { columns: true, delimiter: ';', bom: true }) as Line[];
}

/** Adds lines to a file, with the columns that they need. */
function append(folder: string, file: string, added: Line[]): void {
	const path = join(folder, file);
	const all = [...linesOf(path), ...added];
	const columns = [...new Set(all.flatMap((line) => Object.keys(line)))];
	writeFileSync(path, stringify(all, { header: true, delimiter: ';', columns }));
}
