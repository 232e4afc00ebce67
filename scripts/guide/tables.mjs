/**
 * @typedef {import('../../src/core/server/contract.ts').FanalModule} FanalModule
 * @typedef {import('../../src/core/server/kinds.ts').AnyKind} AnyKind
 * @typedef {import('../../src/core/cells.ts').Column} Column
 */

/** Everything between the two is made; the meaning of a column, in its last cell, is kept as people wrote it. */
const START =
	'<!-- feuilles : ces tableaux viennent de « npm run guide », qui garde la colonne « Sens » -->';
const END = '<!-- fin des feuilles -->';

/** Forms of cells as the guide names them, where the program has another name. */
const FORMS = /** @type {Record<string, string>} */ ({
	decimal: 'décimal',
	long: 'texte long',
	quantite: 'quantité'
});

/** Columns that end nearly every file, explained once above the tables. */
const COMMON = ['audience', 'source', 'archive_le'];

/**
 * The guide with the tables that the kinds give now, and the meanings that it already had.
 * @param {string} guide
 * @param {FanalModule[]} modules
 * @param {AnyKind[]} kinds
 * @returns {string}
 */
export function guideWith(guide, modules, kinds) {
	const [before, rest = ''] = guide.split(START);
	const [made = '', after] = rest.split(END);
	if (before === undefined || after === undefined)
		throw new Error('the guide has lost the marks between which its tables go');
	const meanings = meaningsOf(made);
	const fileOf = new Map(kinds.map((kind) => [kind.name, kind]));
	const chapters = modules.flatMap((one) => {
		const own = 'none' in one.exchange ? [] : one.exchange;
		if (own.length === 0) return [];
		const sheets = own.map((kind) => sheetOf(kind, fileOf, meanings));
		return [`### ${one.name}`, one.sentence, ...sheets];
	});
	return [before + START, ...chapters, END + after].join('\n\n');
}

/**
 * Columns of the guide that nobody has explained yet, as "file, column".
 * @param {string} guide
 * @returns {string[]}
 */
export function unexplained(guide) {
	return [...meaningsOf(guide)].filter(([, meaning]) => meaning === '').map(([column]) => column);
}

/**
 * @param {AnyKind} kind
 * @param {Map<string, AnyKind>} kinds by name
 * @param {Map<string, string>} meanings
 */
function sheetOf(kind, kinds, meanings) {
	const columns = Object.values(kind.columns);
	const isCommon = (/** @type {Column} */ column) =>
		COMMON.includes(column.header) && !column.required;
	const key = kind.key.map((field) => `\`${kind.columns[field]?.header ?? field}\``).join(' + ');
	const rows = columns
		.filter((column) => !isCommon(column))
		.map((column) => [
			column.required ? `**${column.header}** \\*` : column.header,
			formOf(column, kinds),
			meanings.get(`${kind.file}, ${column.header}`) ?? ''
		]);
	const words = columns
		.filter((column) => column.type.words && !isCommon(column))
		.map((column) => `- Mots de \`${column.header}\` : ${wordsOf(column)}`);
	const common = columns.filter(isCommon).map((column) => `\`${column.header}\``);
	return [
		`#### ${kind.file} — ${kind.plural}`,
		`Clé : ${key}.${common.length > 0 ? ` Avec ${common.join(', ').replace(/, (?=[^,]*$)/, ' et ')}, comme partout.` : ''}`,
		...(common.includes('`audience`') ? [unnamed(kind)] : []),
		table([['Colonne', 'Forme', 'Sens'], ...rows]),
		...(words.length > 0 ? [words.join('\n')] : [])
	].join('\n\n');
}

const CIRCLES = /** @type {Record<string, string>} */ ({
	public: 'tout le monde',
	members: 'les membres',
	council: 'le conseil d’administration',
	board: 'le bureau',
	team: 'l’équipe'
});

/**
 * Who reads a new row that names nobody.
 * @param {AnyKind} kind
 */
function unnamed({ columns, firstReaders, heldBack }) {
	const sources = firstReaders.of.map((field) => `\`${columns[field]?.header ?? field}\``);
	const last =
		typeof firstReaders.else === 'string'
			? (CIRCLES[firstReaders.else] ?? firstReaders.else)
			: 'ceux que dit son type';
	const said = [
		`Sans \`audience\`, lu par ${sources.length > 0 ? `ceux de ${sources.join(', sinon de ')}, sinon ` : ''}${last}.`,
		...(firstReaders.unlessAway
			? [
					'Une ligne qui dit qui n’était pas là n’est lue ni du public ni de tous les membres, même si `audience` les nomme : qui l’écrit la lit alors.'
				]
			: []),
		...(heldBack && sources.length > 0
			? ['Une fiche publique ne suffit pas à l’ouvrir : qui la publie le dit.']
			: []),
		...(heldBack ? [`Et par qui l’écrit seulement, jusqu’à ce qui suit : ${heldBack.until}.`] : [])
	];
	return said.join(' ');
}

/**
 * @param {Column} column
 * @param {Map<string, AnyKind>} kinds by name
 */
function formOf({ type }, kinds) {
	const target = type.target ? kinds.get(type.target) : undefined;
	if (!target?.codeField) return FORMS[type.name] ?? type.name;
	const header = target.columns[target.codeField]?.header ?? 'code';
	return `${type.many ? 'plusieurs ' : ''}\`${header}\` de ${target.file}`;
}

/** @param {Column} column */
function wordsOf({ type }) {
	return Object.values(type.words ?? {})
		.map(({ word }) => `\`${word}\``)
		.join(' · ');
}

/**
 * A Markdown table with aligned columns, as the formatter lays it out.
 * @param {string[][]} rows
 */
function table(rows) {
	const [head = []] = rows;
	const widths = head.map((_, column) =>
		Math.max(3, ...rows.map((row) => row[column]?.length ?? 0))
	);
	const line = (/** @type {string[]} */ row) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	return [
		line(head),
		line(widths.map((width) => '-'.repeat(width))),
		...rows.slice(1).map(line)
	].join('\n');
}

/**
 * Meaning of each column already written: "file, column" → sentence.
 * @param {string} made
 * @returns {Map<string, string>}
 */
function meaningsOf(made) {
	/** @type {Map<string, string>} */
	const found = new Map();
	let file = '';
	for (const line of made.split('\n')) {
		file = line.match(/^#### (\S+\.csv) — /)?.[1] ?? file;
		const cells = line.match(/^\| (.*?) +\| (.*?) *\| (.*?) *\|$/);
		const header = cells?.[1]?.replace(/[*\\ ]/g, '');
		if (file && header && !/^(Colonne|-+)$/.test(header))
			found.set(`${file}, ${header}`, cells?.[3] ?? '');
	}
	return found;
}
