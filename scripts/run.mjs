// Prepares the program, then runs one of its entries with the Node it pins.
//   node scripts/run.mjs cli demo
//   node scripts/run.mjs test --only=lint
//   node scripts/run.mjs scripts/anything.mjs
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endWith, prepare } from './prepare.mjs';
import { inRoot, PINNED_NODE, pinnedVersion, ROOT } from './prepare/places.mjs';

/** Signals of who asks us to end: the terminal, npm, a service manager. */
const ENDINGS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** The terminal and npm both send the same Ctrl-C; a person who insists presses again later than this. */
const ECHO_MS = 1000;

const [name = 'cli', ...args] = process.argv.slice(2);
const isCli = name === 'cli';
const target = isCli
	? inRoot('build/server/cli.js')
	: name === 'test'
		? inRoot('scripts/test.mjs')
		: resolve(name);

process.env['FANAL_ROOT'] ??= ROOT;
await prepare({ build: isCli, quiet: args.includes('--quiet') }).catch(endWith);
if (process.version === `v${pinnedVersion()}`) await runHere();
else runInPinnedNode();

/** This process has the right Node: the target runs in it, which spares a process and a copy of each signal. */
async function runHere() {
	if (isCli) process.env['NODE_ENV'] ??= 'production';
	process.argv = [process.execPath, target, ...args];
	for (const signal of ENDINGS) endOnce(signal);
	await import(pathToFileURL(target).href);
}

/**
 * Lets the target close things at the first signal and shields it from the echo of that signal. A target that
 * does not listen ends at once, through `process.exit`, so that what must be released at exit is.
 * @param {NodeJS.Signals} signal
 */
function endOnce(signal) {
	let first = 0;
	process.on(signal, () => {
		const isAlone = process.listenerCount(signal) === 1;
		if (isAlone && (first === 0 || Date.now() - first > ECHO_MS)) {
			process.exit(128 + constants.signals[signal]);
		}
		first ||= Date.now();
	});
}

/** The machine’s Node started us, before the right one was there: the latter starts over. */
function runInPinnedNode() {
	// A session of its own: the Ctrl-C of the terminal reaches us alone, and goes on once.
	const child = spawn(PINNED_NODE, [fileURLToPath(import.meta.url), name, ...args], {
		stdio: 'inherit',
		detached: true
	});
	for (const signal of ENDINGS) {
		let last = 0;
		process.on(signal, () => {
			if (Date.now() - last > ECHO_MS) child.kill(signal);
			last = Date.now();
		});
	}
	child.once('error', endWith);
	child.once('exit', (code, signal) => {
		process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1));
	});
}
