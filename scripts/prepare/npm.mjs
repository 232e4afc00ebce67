import { accessSync, constants, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { inRoot, ROOT } from './places.mjs';
import { Trouble } from './progress.mjs';
import { runProgram } from './run-program.mjs';

/**
 * Runs npm to its end, or tells in French why it failed.
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} args
 * @param {string} cwd
 */
export async function npm(env, args, cwd) {
	const { program, first } = npmCommand();
	// No install script is needed: what they would do is done here, whatever the policy of this npm.
	const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	// By default a machine without network is told so after half an hour.
	const patience = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];
	const options = [...quietly, ...patience];
	const { code, output } = await runProgram(program, [...first, ...args, ...options], { cwd, env });
	if (code === 0) return;
	if (code === 127)
		throw new Trouble('npm est introuvable : installez Node 20 ou plus, qui l’apporte.');
	if (output.includes('ENOSPC')) {
		throw new Trouble(
			`Le disque qui porte « ${ROOT} » est plein : il faut 1,5 Go pour les dépendances.`
		);
	}
	throw new Trouble(
		`L’installation des dépendances a échoué. Vérifiez l’accès au réseau, puis relancez.\n${output.trim()}`
	);
}

/** The npm that started us, or the first one of the PATH, run by a Node that does not sit in node_modules. */
function npmCommand() {
	const started = process.env['npm_execpath'];
	if (started && basename(started) === 'npm-cli.js' && existsSync(started)) {
		return { program: machineNode(), first: [started] };
	}
	return { program: 'npm', first: [] };
}

function machineNode() {
	const found = machinePath()
		.split(delimiter)
		.map((folder) => join(folder, 'node'))
		.find((file) => isRunnable(file));
	return found ?? process.execPath;
}

/** The PATH without what npm puts first: node_modules is about to be emptied. */
function machinePath() {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	return folders.filter((folder) => !folder.startsWith(inRoot('node_modules'))).join(delimiter);
}

/** @param {string} file */
function isRunnable(file) {
	try {
		accessSync(file, constants.X_OK);
		return statSync(file).isFile();
	} catch {
		// Absent or not ours to run: the next folder of the PATH is tried.
		return false;
	}
}

/**
 * Gives npm an environment where it can write its cache: an account may have no home, or a closed one.
 * @param {(env: NodeJS.ProcessEnv) => Promise<void>} work
 */
export async function withHome(work) {
	/** @type {NodeJS.ProcessEnv} */
	const env = { ...process.env, PATH: machinePath() };
	if (env['HOME'] && isWritable(env['HOME'])) return work(env);
	const home = mkdtempSync(join(tmpdir(), 'fanal-npm-'));
	try {
		await work({ ...env, HOME: home, npm_config_cache: join(home, '.npm') });
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

/** @param {string} folder */
function isWritable(folder) {
	try {
		accessSync(folder, constants.W_OK);
		return true;
	} catch {
		// Whatever the reason, npm could not write there either.
		return false;
	}
}
