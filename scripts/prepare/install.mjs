import { createHash } from 'node:crypto';
import {
	chmodSync,
	copyFileSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { dirname, join } from 'node:path';
import { npm, withHome } from './npm.mjs';
import { inRoot, PINNED_NODE, pinnedVersion, readJson, ROOT } from './places.mjs';
import { Trouble } from './progress.mjs';
import { runProgram } from './run-program.mjs';

const STAMP = inRoot('node_modules/.fanal-lock');
const MACHINE = `${process.platform}-${process.arch}`;

/** True when node_modules holds what package-lock.json says, for this machine. */
export function isInstalled() {
	return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp();
}

/** Installs what package-lock.json says, unless somebody just did it by hand. */
export async function install() {
	if (!isInstalledByHand()) await withHome(runNpm);
	writeFileSync(STAMP, stamp());
}

/** True when `node` in npm’s scripts is the version that package.json pins, and it runs. */
export async function isNodeReady() {
	const { code, output } = await runProgram(PINNED_NODE, ['--version']);
	return code === 0 && output.trim() === `v${pinnedVersion()}`;
}

/**
 * Puts the pinned Node in place. The package `node` brings none: an install script of its own does it, which
 * npm may be told not to run; the binary comes from the same package here, without any script.
 */
export async function installNode() {
	await withHome(async (env) => {
		const name = `node-${process.platform}-${process.arch}`;
		const staging = mkdtempSync(inRoot('node_modules/.fanal-node-'));
		try {
			// Named, or npm would go up to the first package.json.
			const place = ['--prefix', staging, '--no-save', '--no-package-lock'];
			await npm(env, ['install', ...place, `${name}@${pinnedVersion()}`], staging);
			placeNode(join(staging, 'node_modules', name, 'bin/node'));
		} finally {
			rmSync(staging, { recursive: true, force: true });
		}
	});
	if (await isNodeReady()) return;
	const { output } = await runProgram(PINNED_NODE, ['--version']);
	throw new Trouble(
		`Le Node ${pinnedVersion()} que Fanal apporte ne tourne pas sur cette machine (il y faut Linux et la glibc 2.28 ou plus).\n${output}`
	);
}

/** @param {string} binary */
function placeNode(binary) {
	const target = inRoot('node_modules/node/bin/node');
	mkdirSync(dirname(target), { recursive: true });
	mkdirSync(dirname(PINNED_NODE), { recursive: true });
	copyFileSync(binary, `${target}.new`);
	chmodSync(`${target}.new`, 0o755);
	renameSync(`${target}.new`, target);
	if (lstatSync(PINNED_NODE, { throwIfNoEntry: false })) rmSync(PINNED_NODE);
	symlinkSync('../node/bin/node', PINNED_NODE);
}

function stamp() {
	const hash = createHash('sha256')
		.update(readFileSync(inRoot('package-lock.json')))
		.digest('hex');
	return `${hash} ${MACHINE}\n`;
}

/** Compares package-lock.json with the account that npm keeps of what it installed. */
function isInstalledByHand() {
	const account = inRoot('node_modules/.package-lock.json');
	if (!existsSync(account)) return false;
	const installed = readJson(account).packages;
	return Object.entries(readJson(inRoot('package-lock.json')).packages).every(
		([path, wanted]) =>
			path === '' ||
			(wanted.optional && !installed[path] && !isMeantForThisMachine(wanted)) ||
			installed[path]?.version === wanted.version
	);
}

/**
 * True for a package of binaries for this machine; the others that are optional serve machines of other kinds.
 * @param {{ os?: string | string[], cpu?: string | string[], libc?: string | string[] }} wanted
 */
function isMeantForThisMachine({ os, cpu, libc }) {
	const names = (/** @type {string | string[] | undefined} */ list, /** @type {string} */ one) =>
		!list || [list].flat().includes(one);
	if (!os && !cpu) return false;
	return names(os, process.platform) && names(cpu, process.arch) && names(libc, 'glibc');
}

/** @param {NodeJS.ProcessEnv} env */
async function runNpm(env) {
	try {
		await npm(env, ['ci', '--include=dev'], ROOT);
	} catch (error) {
		// npm 11 wants in the lock file even the packages of other machines that a registry does not have.
		if (!(error instanceof Trouble && error.message.includes('EUSAGE'))) throw error;
		// Unlike `npm ci`, this one would trust what an interrupted installation left.
		rmSync(inRoot('node_modules'), { recursive: true, force: true });
		await npm(env, ['install', '--no-save', '--include=dev'], ROOT);
	}
}
