// Makes a module and its page, ready to be filled in (docs/add-a-module.md).
//   npm run new-module -- tool-loans "Prêts d’outils" prets-outils
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from './prepare/places.mjs';

/**
 * @typedef {object} Names
 * @property {string} id folder and prefix: `tool-loans`
 * @property {string} title French name: "Prêts d’outils"
 * @property {string} inSentence the same inside a sentence: "prêts d’outils"
 * @property {string} path of its page, without a slash: `prets-outils`
 * @property {string} noun kind of rows: `toolLoan`
 * @property {string} Noun `ToolLoan`
 * @property {string} table `tool_loans_tool_loan`
 * @property {string} file `prets-outils.csv`
 */

/** Chapters that the annual report has without any module (src/core/annual-report.ts). */
const CHAPTERS =
	/^(editorial|bureau|collectif|actions|gouvernance|equipe|ptce|gouvernance-ptce|calendrier|points-ouverts)$/;

/**
 * Every word of the new module, made from the three of the command line.
 * @param {string} id
 * @param {string} title
 * @param {string} path
 * @returns {Names}
 */
function namesOf(id, title, path) {
	const camel = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
	const noun = /[^s]s$/.test(camel) ? camel.slice(0, -1) : camel;
	const snake = (/** @type {string} */ word) =>
		word.replace(/-/g, '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	const typed = title.trim().replaceAll("'", '’');
	return {
		id,
		title: typed,
		inSentence: typed.charAt(0).toLowerCase() + typed.slice(1),
		path,
		noun,
		Noun: noun.charAt(0).toUpperCase() + noun.slice(1),
		table: `${snake(id)}_${snake(noun)}`,
		file: `${path}.csv`
	};
}

/**
 * Why the module cannot be made, in French; empty when it can.
 * @param {string[]} words
 * @returns {string[]}
 */
function refusalsOf([id = '', title = '', path = '', ...others]) {
	const refusals = [];
	if (others.length > 0)
		refusals.push('Trois mots sont attendus : mettez le nom français entre guillemets.');
	if (!/^[a-z]+(-[a-z]+)*$/.test(id))
		refusals.push(
			`« ${id} » n’est pas un nom de module : un mot anglais au pluriel, en minuscules et tirets (tool-loans).`
		);
	if (!/^\p{Lu}[\p{L}\p{N} ,'’()-]{1,59}$/u.test(title.trim()))
		refusals.push(
			`« ${title} » n’est pas un nom français : une majuscule, puis des lettres, 60 signes au plus (« Prêts d’outils »).`
		);
	if (!/^[a-z]+(-[a-z0-9]+)*$/.test(path))
		refusals.push(
			`« ${path} » n’est pas un chemin : minuscules sans accent et tirets, sans barre (prets-outils).`
		);
	return refusals.length > 0 ? refusals : takenBy(namesOf(id, title, path));
}

/**
 * @param {Names} names
 * @returns {string[]}
 */
function takenBy({ id, path, noun, file }) {
	const refusals = [];
	if (existsSync(inRoot('src/modules', id))) refusals.push(`Le module « ${id} » existe déjà.`);
	if (existsSync(inRoot('src/routes', path))) refusals.push(`La page « /${path} » existe déjà.`);
	if (CHAPTERS.test(path)) refusals.push(`« ${path} » est déjà un chapitre du rapport.`);
	for (const other of readdirSync(inRoot('src/modules'))) {
		const exchange = inRoot('src/modules', other, 'server/exchange.ts');
		const source = existsSync(exchange) ? readFileSync(exchange, 'utf8') : '';
		if (source.includes(`name: '${noun}',`))
			refusals.push(`Le module « ${other} » a déjà des lignes nommées « ${noun} ».`);
		if (source.includes(`file: '${file}'`))
			refusals.push(`Le module « ${other} » a déjà un fichier « ${file} ».`);
	}
	return refusals;
}

/** @param {Names} names */
async function make(names) {
	const files = {
		...placed(join('src/modules', names.id), sourceFiles(names)),
		...placed(join('src/routes', names.path), pageFiles(names))
	};
	const prettier = await import('prettier');
	for (const [file, text] of Object.entries(files)) {
		const target = inRoot(file);
		const options = await prettier.resolveConfig(target);
		mkdirSync(dirname(target), { recursive: true });
		writeFileSync(target, await prettier.format(text, { ...options, filepath: target }));
		console.log(`  ${file}`);
	}
}

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function placed(folder, files) {
	return Object.fromEntries(
		Object.entries(files).map(([name, text]) => [join(folder, name), text])
	);
}

/**
 * Files of the module, by their place in its folder.
 * @param {Names} names
 * @returns {Record<string, string>}
 */
function sourceFiles(names) {
	return {
		'module.ts': moduleFile(names),
		'index.ts': indexFile(names),
		'paths.ts': pathsFile(names),
		'labels.ts': labelsFile(names),
		'rules.ts': RULES,
		'rules.test.ts': RULES_TEST,
		'README.md': readmeFile(names),
		'server/tables.ts': tablesFile(names),
		'server/exchange.ts': exchangeFile(names),
		'server/queries.ts': queriesFile(names),
		'server/objects.ts': objectsFile(names),
		'server/metrics.ts': metricsFile(names),
		'server/report.ts': reportFile(names)
	};
}

/**
 * Files of its page, by their place in the folder of the route.
 * @param {Names} names
 * @returns {Record<string, string>}
 */
function pageFiles(names) {
	return { '+page.server.ts': loadFile(names), '+page.svelte': PAGE };
}

/** @param {Names} names */
const moduleFile = ({ id, title, inSentence, path, noun }) => `
import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { ${noun}Kind } from './server/exchange.ts';
import { metrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';

export const module: FanalModule = {
	id: '${id}',
	name: '${title}',
	sentence: 'Ce que le collectif tient sous le nom « ${inSentence} ».',
	path: '/${path}',
	dependsOn: [],
	objects,
	permissions: [
		{ id: '${id}.read', label: 'lire : ${inSentence}', roles: ['public'] },
		{ id: '${id}.write', label: 'tenir à jour : ${inSentence}', roles: ['team'] }
	],
	navigation: [{ label: '${title}', path: '/${path}', order: 90, permission: '${id}.read' }],
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: { none: 'parce que ces fiches ne nomment personne' },
	metrics,
	documents: [annualReport],
	exchange: [anyKind(${noun}Kind)]
};
`;

/** @param {Names} names */
const indexFile = ({ id, noun }) => `
/** What other modules may use of ${id}. */
export { ${noun}Path } from './paths.ts';
`;

/** @param {Names} names */
const pathsFile = ({ path, noun }) => `
/** Place of a record in the list. */
export function ${noun}Path(code: string): string {
	return \`/${path}#\${code}\`;
}
`;

/** @param {Names} names */
const labelsFile = ({ noun }) => `
import { vocabulary } from '#core/vocabulary.ts';

export const ${noun}States = vocabulary({
	open: { word: 'ouvert', label: 'Ouvert' },
	closed: { word: 'clos', label: 'Clos' }
});
`;

const RULES = `
import type { Refusal } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';

export interface OpenPeriod {
	from: PartialDate | null;
	until: PartialDate | null;
}

/** A period does not end before it starts. Vague dates that overlap are taken as they are. */
export function periodRefusals({ from, until }: OpenPeriod): Refusal[] {
	if (!from || !until || boundsOf(until).last >= boundsOf(from).first) return [];
	return [
		{
			code: 'period-reversed',
			field: 'until',
			message: 'La date de fin précède la date de début : corrigez l’une des deux.'
		}
	];
}

/** Whether a period touches a year. An unknown start or end does not exclude it. */
export function touchesYear({ from, until }: OpenPeriod, year: number): boolean {
	return (
		(from === null || boundsOf(from).first <= \`\${String(year)}-12-31\`) &&
		(until === null || boundsOf(until).last >= \`\${String(year)}-01-01\`)
	);
}
`;

const RULES_TEST = `
import { describe, expect, it } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { periodRefusals, touchesYear } from './rules.ts';

const period = (from: string | null, until: string | null) => ({
	from: from === null ? null : partialDate(from),
	until: until === null ? null : partialDate(until)
});

describe('a period', () => {
	it('may start and end the same day', () => {
		expect(periodRefusals(period('2023-05-02', '2023-05-02'))).toEqual([]);
	});
	it('does not end before it starts', () => {
		expect(periodRefusals(period('2023-05-02', '2023-04')).map(({ code }) => code)).toEqual([
			'period-reversed'
		]);
	});
	it('without an end lasts', () => {
		expect(touchesYear(period('2019', null), 2023)).toBe(true);
	});
	it('of the year before does not touch this one', () => {
		expect(touchesYear(period('2022-01', '2022-12-31'), 2023)).toBe(false);
	});
});
`;

/** @param {Names} names */
const readmeFile = ({ id, title, path, file }) => `
# ${id} — ${title}

What it holds, in the words of the trade; where each rule comes from (law, statutes, decision, date).

Screens: \`/${path}\`. Metrics: \`${id}.count\`. Files: \`${file}\`.
`;

/** @param {Names} names */
const tablesFile = ({ noun, table }) => `
import { pgTable, text } from 'drizzle-orm/pg-core';
import { partialDateColumn, recordColumns, richTextColumn } from '#core/server/columns.ts';
import type { ${noun}States } from '../labels.ts';

export const ${noun} = pgTable('${table}', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	title: text('title').notNull(),
	state: text('state').$type<keyof typeof ${noun}States>().notNull(),
	from: partialDateColumn('from_on'),
	until: partialDateColumn('until_on'),
	text: richTextColumn('text')
});
`;

/** @param {Names} names */
const exchangeFile = ({ id, noun, inSentence, file }) => `
import { choiceCell, codeCell, dateCell, longCell, may, must, textCell } from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { ${noun}States } from '../labels.ts';
import { periodRefusals } from '../rules.ts';
import { ${noun} } from './tables.ts';

export const ${noun}Kind = defineKind({
	name: '${noun}',
	file: '${file}',
	singular: 'fiche (${inSentence})',
	plural: 'fiches (${inSentence})',
	feminine: true,
	table: ${noun},
	key: ['code'],
	codeField: 'code',
	permission: '${id}.write',
	asks: ['title', 'state', 'from'],
	firstReaders: { of: [], else: 'members' },
	columns: {
		code: must('code', codeCell),
		title: must('intitule', textCell),
		state: must('etat', choiceCell(${noun}States)),
		from: may('du', dateCell),
		until: may('au', dateCell),
		text: may('texte', longCell),
		...commonColumns
	},
	check: periodRefusals
});
`;

/** @param {Names} names */
const queriesFile = ({ noun, Noun }) => `
import { asc } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { ${noun}Path } from '../paths.ts';
import { ${noun} } from './tables.ts';

export type ${Noun}Line = Awaited<ReturnType<typeof list${Noun}Lines>>[number];

/** Records that the actor may read, by title. */
export async function list${Noun}Lines(ctx: Context) {
	const rows = await ctx.db
		.select()
		.from(${noun})
		.where(visible(ctx, ${noun}))
		.orderBy(asc(${noun}.title), ${noun}.id)
		.limit(500);
	return rows.map((row) => ({ ...row, path: ${noun}Path(row.code) }));
}
`;

/** @param {Names} names */
const objectsFile = ({ noun, inSentence }) => `
import { inArray } from 'drizzle-orm';
import { toPlainText } from '#core/rich-text.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { ${noun}States } from '../labels.ts';
import { ${noun}Path } from '../paths.ts';
import { ${noun} } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: '${noun}',
		label: 'fiche (${inSentence})',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(${noun}).where(inArray(${noun}.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.title,
				line: labelOf(${noun}States, row.state),
				path: ${noun}Path(row.code),
				text: row.text ? toPlainText(row.text) : '',
				audience: row.audience
			}));
		}
	}
];
`;

/** @param {Names} names */
const metricsFile = ({ id, title, noun }) => `
import { and, asc } from 'drizzle-orm';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, relation } from '#core/server/relation.ts';
import { mayTouchYear } from '#core/server/spans.ts';
import { ${noun}Path } from '../paths.ts';
import { ${noun} } from './tables.ts';

export const metrics: Metric[] = [
	counting(
		{
			id: '${id}.count',
			label: '${title}',
			unit: 'fiches',
			rule: 'Fiches dont la période touche l’année, chacune comptée une fois ; une date absente n’exclut pas.'
		},
		(ctx, { year }) =>
			relation({
				kind: '${noun}',
				id: ${noun}.id,
				audience: ${noun}.audience,
				select: (narrower) =>
					ctx.db
						.select({
							id: ${noun}.id,
							code: ${noun}.code,
							title: ${noun}.title,
							audience: ${noun}.audience
						})
						.from(${noun})
						.where(and(mayTouchYear(${noun}, year), nameable(ctx, ${noun}), narrower))
						.$dynamic(),
				order: [asc(${noun}.title), ${noun}.id],
				tell: ({ code, title }) => ({ label: title, path: ${noun}Path(code) })
			})
	)
];
`;

/** @param {Names} names */
const reportFile = ({ id, title, path, Noun }) => `
import type { Block, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { DocumentContribution } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { ${lower(Noun)}States } from '../labels.ts';
import { touchesYear } from '../rules.ts';
import { list${Noun}Lines, type ${Noun}Line } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;

/** A chapter of its own: the figure and the list of the year. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const lines = (await list${Noun}Lines(ctx)).filter((line) => touchesYear(line, writer.year));
		if (lines.length === 0) return [];
		return [
			{
				chapter: '${path}',
				opens: { position: 1350, title: '${title}' },
				order: 10,
				figures: [await writer.figure('${id}.count')],
				blocks: ${lower(Noun)}Blocks(lines)
			}
		];
	}
};

/** What the report and the page tell. */
export function ${lower(Noun)}Blocks(lines: ${Noun}Line[]): Block[] {
	return lines.flatMap((line): Block[] => [
		{ kind: 'heading', level: 2, text: line.title, id: line.code },
		{
			kind: 'facts',
			title: 'En bref',
			entries: [
				{ label: 'État', value: labelOf(${lower(Noun)}States, line.state) },
				{ label: 'Début', value: dated(line.from) },
				{ label: 'Fin', value: dated(line.until) }
			]
		},
		...(line.text ? [{ kind: 'prose' as const, text: line.text }] : [])
	]);
}

function dated(date: ${Noun}Line['from']): Inlines {
	return date ? formatPartialDate(date) : MISSING;
}
`;

/** @param {Names} names */
const loadFile = ({ id, title, file, Noun }) => `
import { list${Noun}Lines } from '#modules/${id}/server/queries.ts';
import { ${lower(Noun)}Blocks } from '#modules/${id}/server/report.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: '${id}.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const lines = await list${Noun}Lines(ctx);
		return {
			title: '${title}',
			trail: [],
			html: showBlocks(
				lines.length === 0
					? [{ kind: 'notice', tone: 'waiting', text: 'Aucune fiche. Importez ${file}.' }]
					: ${lower(Noun)}Blocks(lines)
			)
		};
	});
`;

const PAGE = `
<script lang="ts">
	import type { PageProps } from './$types';
	import BlockPage from '#ui/BlockPage.svelte';

	const { data }: PageProps = $props();
</script>

<BlockPage title={data.title} trail={data.trail} html={data.html} />
`;

/** @param {string} word */
function lower(word) {
	return word.charAt(0).toLowerCase() + word.slice(1);
}

const words = process.argv.slice(2);
const refusals = refusalsOf(words);
if (refusals.length > 0) {
	for (const refusal of refusals) console.error(refusal);
	console.error('→ npm run new-module -- nom-anglais "Nom français" chemin');
	process.exit(2);
}
const [id = '', title = '', path = ''] = words;
const names = namesOf(id, title, path);
await make(names);
console.log(`
Ensuite (docs/add-a-module.md) :
  1. vos colonnes : src/modules/${id}/server/tables.ts, puis exchange.ts et labels.ts
  2. npm run migration -- ${names.table}
  3. npm test`);
