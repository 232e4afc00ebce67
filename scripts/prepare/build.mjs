import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, inRoot, PINNED_NODE, ROOT } from './places.mjs';
import { Trouble } from './progress.mjs';
import { runProgram } from './run-program.mjs';

const BUILD_STAMP = inRoot('build/.fanal-stamp');
const SYNC_STAMP = inRoot('node_modules/.fanal-types');
const ALWAYS = ['package-lock.json', 'vite.config.ts'];

/** True when build/ was made from the sources as they are. */
export function isBuilt() {
	return isStamped(BUILD_STAMP, buildStamp());
}

/** Builds the pages and the command line into build/. */
export async function build() {
	// A build that breaks off half-way must not pass for a finished one.
	rmSync(BUILD_STAMP, { force: true });
	const stamp = buildStamp();
	await runNode('La construction', commandOf('vite'), 'build');
	writeFileSync(BUILD_STAMP, stamp);
}

/** True when the types that SvelteKit derives from the routes are up to date, or there is nothing to derive. */
export function isSynchronised() {
	return !existsSync(inRoot('vite.config.ts')) || isStamped(SYNC_STAMP, syncStamp());
}

/** Writes the types that SvelteKit derives from the routes, and the tsconfig.json that ours extends. */
export async function synchronise() {
	await runNode('La préparation des types', commandOf('@sveltejs/kit', 'svelte-kit'), 'sync');
	writeFileSync(SYNC_STAMP, syncStamp());
}

/**
 * @param {string} subject
 * @param {string[]} args
 */
async function runNode(subject, ...args) {
	const { code, output } = await runProgram(PINNED_NODE, args, {
		cwd: ROOT,
		env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }
	});
	if (code === 0) return;
	if (output.includes('ENOSPC')) {
		throw new Trouble(
			`Le disque qui porte « ${ROOT} » est plein : libérez de la place, puis relancez.`
		);
	}
	throw new Trouble(`${subject} a échoué (voir ci-dessous).\n${output.trim()}`);
}

/**
 * @param {string} file
 * @param {string} wanted
 */
function isStamped(file, wanted) {
	return existsSync(file) && readFileSync(file, 'utf8') === wanted;
}

function buildStamp() {
	const files = ['src', 'static', 'migrations'].flatMap((folder) => filesIn(folder));
	return fingerprint([...ALWAYS, ...files.filter((file) => !file.endsWith('.test.ts'))], true);
}

/** Only the names of the routes and what they export matter, which their files alone tell. */
function syncStamp() {
	const routes = filesIn('src/routes').filter((file) => /\/\+[^/]*\.(ts|js|svelte)$/.test(file));
	return fingerprint([...ALWAYS, 'tsconfig.json'], true) + fingerprint(routes, false);
}

/**
 * @param {string} folder
 * @returns {string[]} paths from the root, in a stable order
 */
function filesIn(folder) {
	if (!existsSync(inRoot(folder))) return [];
	return readdirSync(inRoot(folder), { withFileTypes: true })
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			return entry.isDirectory() ? filesIn(path) : [path];
		});
}

/**
 * @param {string[]} files
 * @param {boolean} withContent
 */
function fingerprint(files, withContent) {
	const hash = createHash('sha256');
	for (const file of files) {
		hash.update(`\0${file}\0`);
		if (withContent && existsSync(inRoot(file))) hash.update(readFileSync(inRoot(file)));
	}
	return `${hash.digest('hex')}\n`;
}
