// Everything that must be true before a change is merged; the same here and in continuous integration.
//   npm test                      all steps
//   npm test -- --only=lint       one step
// Progress and the slowest tests go to standard error. Standard output has one line: "N passed, N failed".
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { prepare } from './prepare.mjs';
import { commandOf, PINNED_NODE, readJson, ROOT } from './prepare/places.mjs';
import { Trouble } from './prepare/progress.mjs';
import { runProgram } from './prepare/run-program.mjs';

/** @typedef {{ name: string, seconds: number }} Timed */
/** @typedef {{ passed: number, failed: number, output: string, timed?: Timed[] }} Outcome */
/** @typedef {{ fullName: string, status: string, duration?: number | null }} Told one test, as Vitest tells it */
/** @typedef {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { name: string, status: string, assertionResults: Told[] }[] }} Results */
/** @typedef {{ name: string, label: string, run: () => Promise<Outcome> }} Step */

/** Checks of the text of the code: each one counts as one test. */
const CHECKS = [
	check('format', 'Mise en forme', 'prettier', '--check', '--log-level=warn', '.'),
	check('lint', 'Règles d’écriture', 'eslint', '.'),
	check('types', 'Types', 'svelte-check'),
	check('imports', 'Sens des imports', 'dependency-cruiser:depcruise', 'src'),
	check('dead-code', 'Code mort', 'knip')
];

/** Tests proper, each with both cores to itself. */
const TESTS = [
	{ name: 'tests', label: 'Tests', run: () => vitest('!journeys') },
	{ name: 'journeys', label: 'Parcours dans le navigateur', run: journeys }
];

/** @type {Results} */
const NO_RESULTS = { numPassedTests: 0, numFailedTests: 0, testResults: [] };

const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7);
const names = [...CHECKS, ...TESTS].map(({ name }) => name);
if (only && !names.includes(only)) {
	console.error(`L’étape « ${only} » n’existe pas. Étapes : ${names.join(', ')}.`);
	process.exit(2);
}
const wanted = (/** @type {Step} */ { name }) => !only || name === only;

const outcomes = [
	...(await inTurn(CHECKS.filter(wanted), 2)),
	...(await inTurn(TESTS.filter(wanted), 1))
];
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
tellSlowest(outcomes.flatMap((outcome) => outcome.timed ?? []));
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed} failed\n`);

/**
 * @param {string} name
 * @param {string} label
 * @param {string} tool name of the package, then of its command if it has another one
 * @param {string[]} args
 * @returns {Step}
 */
function check(name, label, tool, ...args) {
	const [packageName = tool, command] = tool.split(':');
	const run = async () => {
		const { code, output } = await runNode(commandOf(packageName, command), ...args);
		return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
	};
	return { name, label, run };
}

/**
 * Journeys go through the built pages: a build that fails is their failure.
 * @returns {Promise<Outcome>}
 */
async function journeys() {
	try {
		await prepare({ quiet: true });
	} catch (error) {
		if (!(error instanceof Trouble)) throw error;
		return { passed: 0, failed: 1, output: error.message };
	}
	return vitest('journeys');
}

/**
 * @param {string} project of the Vitest configuration
 * @returns {Promise<Outcome>}
 */
async function vitest(project) {
	const folder = mkdtempSync(join(tmpdir(), 'fanal-results-'));
	const file = join(folder, 'results.json');
	try {
		const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
		const args = ['run', `--project=${project}`, ...reporters];
		const { code, output } = await runNode(commandOf('vitest'), ...args);
		/** @type {Results} */
		const results = existsSync(file) ? readJson(file) : NO_RESULTS;
		const counts = countTests(results);
		// No test found, an error outside the tests, a crash: none of them is in the counts.
		const failed = counts.failed || (code === 0 ? 0 : 1);
		return { passed: counts.passed, failed, output, timed: timesOf(results) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * A file that could not be loaded has no test; it counts as one that failed.
 * @param {Results} results
 */
function countTests({ numPassedTests, numFailedTests, testResults }) {
	const broken = testResults.filter(
		({ status, assertionResults }) =>
			status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
	);
	return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/**
 * @param {Results} results
 * @returns {Timed[]} each test with the file it is in
 */
function timesOf({ testResults }) {
	return testResults.flatMap(({ name, assertionResults }) =>
		assertionResults.map(({ fullName, duration }) => ({
			name: `${relative(ROOT, name)} — ${fullName}`,
			seconds: (duration ?? 0) / 1000
		}))
	);
}

/**
 * Names the ten slowest tests: what makes the whole run long is seen before it hurts.
 * @param {Timed[]} timed
 */
function tellSlowest(timed) {
	const slowest = timed.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10);
	if (slowest.length === 0) return;
	process.stderr.write('\nLes dix tests les plus lents :\n');
	for (const { name, seconds } of slowest)
		process.stderr.write(`${seconds.toFixed(1).padStart(7)} s  ${name}\n`);
}

/** @param {string[]} args */
function runNode(...args) {
	const colours = process.stderr.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
	return runProgram(PINNED_NODE, args, { cwd: ROOT, env: { ...process.env, ...colours } });
}

/**
 * Runs steps, so many side by side, and tells each one when it is over.
 * @param {Step[]} steps
 * @param {number} width
 */
async function inTurn(steps, width) {
	const left = [...steps];
	/** @type {Outcome[]} */
	const done = [];
	const worker = async () => {
		for (let step = left.shift(); step; step = left.shift()) {
			const start = Date.now();
			const outcome = await step.run();
			tell(step, outcome, Math.round((Date.now() - start) / 1000));
			done.push(outcome);
		}
	};
	await Promise.all(Array.from({ length: width }, worker));
	return done;
}

/**
 * @param {Step} step
 * @param {Outcome} outcome
 * @param {number} seconds
 */
function tell({ label }, { passed: good, failed: bad, output }, seconds) {
	const isGood = bad === 0 && good > 0;
	const count = good + bad > 1 ? ` (${good} sur ${good + bad})` : '';
	const verdict = isGood ? 'bien ' : 'ÉCHEC';
	process.stderr.write(`${verdict}  ${label}${count}, ${seconds} s\n`);
	if (!isGood) process.stderr.write(`\n${output.trim()}\n\n`);
}
