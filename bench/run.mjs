// Measures the built program on a fresh installation in a temporary folder. Not a test: nothing fails here.
//   node scripts/run.mjs bench/run.mjs            prints the tables
//   node scripts/run.mjs bench/run.mjs --save     also writes bench/results.json
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../scripts/prepare.mjs';
import { inRoot, readJson, ROOT } from '../scripts/prepare/places.mjs';
import { ecoIndex } from './eco-index.mjs';
import { memoryOf, watchPeak } from './memory-of.mjs';
import { get, visit } from './visit.mjs';

const DATA = inRoot('data/phare-2023');
const YEAR = readJson(join(DATA, 'manifeste.json')).annee;
const PAGES = [
	'/',
	'/membres',
	'/agenda',
	'/groupes',
	'/reunions',
	'/visites',
	'/besoins',
	'/territoire',
	'/chiffres',
	'/recherche?q=mobilite',
	`/rapports/${YEAR}`,
	`/rapports/${YEAR}/membres`
];
const ROUNDS = 15;

/** @typedef {{ name: string, value: number | null, unit: string }} Measure */
/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

await prepare({ build: true });
const home = mkdtempSync(join(tmpdir(), 'fanal-bench-'));
// When root measures, the account of PostgreSQL must be able to enter.
chmodSync(home, 0o711);
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
/** @type {ChildProcess | undefined} */
let server;
try {
	const works = await measureWorks();
	const pages = await measurePages();
	await stop();
	console.log(
		table(
			['Mesure', 'Valeur'],
			works.map(({ name, value, unit }) => [name, value === null ? 'échec' : `${value} ${unit}`])
		)
	);
	console.log(
		table(
			['Page', 'État', '1er octet', 'Éléments', 'Requêtes', 'Ko', 'EcoIndex'],
			pages.map((page) => [
				page.path,
				String(page.status),
				`${page.firstByteMs} ms`,
				String(page.elements),
				String(page.requests),
				(page.bytes / 1000).toFixed(1),
				`${page.ecoIndex.score.toFixed(1)} ${page.ecoIndex.grade}`
			])
		)
	);
	if (process.argv.includes('--save')) {
		const machine = {
			processors: cpus().length,
			model: cpus()[0]?.model,
			memoryBytes: totalmem(),
			node: process.version
		};
		const results = { at: new Date().toISOString(), machine, works, pages };
		writeFileSync(inRoot('bench/results.json'), `${JSON.stringify(results, null, '\t')}\n`);
		console.log('Écrit : bench/results.json');
	}
} finally {
	await stop();
	rmSync(home, { recursive: true, force: true });
}

/** Starts, imports and reports; the server is left running. */
async function measureWorks() {
	/** @type {Measure[]} */
	const measures = [];
	const add = (/** @type {string} */ name, /** @type {number | null} */ value, unit = 'ms') =>
		measures.push({ name, value, unit });
	add('Premier démarrage', await start());
	await stop();
	add('Second démarrage', await start());
	await stop();
	add('Import', await command('import', DATA, '--quiet'));
	add('Même import une seconde fois', await command('import', DATA, '--quiet'));
	const pdf = join(home, 'rapport.pdf');
	add('Rapport PDF, commande', await command('report', String(YEAR), '-o', pdf, '--quiet'));
	add('Démarrage avec les données', await start());
	add('Rapport PDF servi, à froid', await download(`/rapports/${YEAR}/fichier/pdf`));
	add('Rapport PDF servi, à chaud', await download(`/rapports/${YEAR}/fichier/pdf`));
	for (const [name, bytes] of await measureMemory()) add(name, Math.round(bytes / 1_048_576), 'Mo');
	return measures;
}

/** Memory of the server and its press, before, while and after every report is asked for at once in every format. */
async function measureMemory() {
	const pid = server?.pid ?? 0;
	const list = await get(`${url}/rapports`);
	const years = [...list.text.matchAll(/href="\/rapports\/(\d{4})"/g)].map(([, year]) => year);
	const files = years.flatMap((year) =>
		['pdf', 'docx', 'html', 'md'].map((format) => `/rapports/${year}/fichier/${format}`)
	);
	const before = memoryOf(pid).bytes;
	const peak = watchPeak(pid);
	const made = async (/** @type {string} */ file) => {
		while ((await download(file)) === null) await pause(500);
	};
	await Promise.all(files.map(made));
	const most = peak();
	while (memoryOf(pid).presses > 0) await pause(500);
	/** @type {[string, number][]} */
	const measures = [
		['Mémoire, avant', before],
		[`Mémoire, au plus, ${files.length} rapports à la fois`, most],
		['Mémoire, une fois la presse partie', memoryOf(pid).bytes]
	];
	return measures;
}

/** @param {number} ms */
function pause(ms) {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

async function measurePages() {
	const pages = [];
	for (const path of PAGES) {
		const { status, elements, requests, bytes } = await visit(url, path);
		const times = [];
		for (let round = 0; round < ROUNDS; round++) times.push((await get(url + path)).firstByteMs);
		const firstByteMs = Math.round(median(times) * 10) / 10;
		const score = ecoIndex({ elements, requests, kilobytes: bytes / 1000 });
		pages.push({ path, status, firstByteMs, elements, requests, bytes, ecoIndex: score });
	}
	return pages;
}

/** Starts the server and waits for its first answer, whatever it is. Milliseconds. */
async function start() {
	const began = performance.now();
	const child = launch('serve', '--quiet');
	server = child;
	while (child.exitCode === null) {
		const answer = await get(`${url}/robots.txt`).catch(() => null);
		if (answer) return Math.round(performance.now() - began);
		await pause(10);
	}
	throw new Error('the server ended before it answered');
}

/** Asks the server to end, and waits until it has. */
async function stop() {
	const child = server;
	server = undefined;
	if (!child || child.exitCode !== null) return;
	await new Promise((resolve) => {
		child.once('exit', resolve);
		child.kill('SIGTERM');
	});
}

/**
 * Milliseconds of a command from end to end; null when it did not succeed.
 * @param {string[]} args
 * @returns {Promise<number | null>}
 */
function command(...args) {
	const began = performance.now();
	return new Promise((resolve) => {
		launch(...args).once('exit', (code) => {
			resolve(code === 0 ? Math.round(performance.now() - began) : null);
		});
	});
}

/** @param {string} path */
async function download(path) {
	const { status, totalMs } = await get(url + path);
	return status === 200 ? Math.round(totalMs) : null;
}

/** @param {string[]} args */
function launch(...args) {
	const { DATABASE_URL: _outer, ...environment } = process.env;
	return spawn(process.execPath, [inRoot('build/server/cli.js'), ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
		env: {
			...environment,
			FANAL_HOME: home,
			FANAL_ROOT: ROOT,
			HOST: '127.0.0.1',
			NODE_ENV: 'production',
			PORT: String(port),
			PUBLIC_URL: url
		}
	});
}

/** @returns {Promise<number>} */
function freePort() {
	return new Promise((resolve) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
		});
	});
}

/** @param {number[]} values */
function median(values) {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/**
 * Columns aligned: the first to the left, the others to the right.
 * @param {string[]} headers
 * @param {string[][]} rows
 */
function table(headers, rows) {
	const all = [headers, ...rows];
	const widths = headers.map((_, column) =>
		Math.max(...all.map((row) => row[column]?.length ?? 0))
	);
	const line = (/** @type {string[]} */ row) =>
		row
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
			)
			.join('  ');
	return `\n${all.map(line).join('\n')}\n`;
}
