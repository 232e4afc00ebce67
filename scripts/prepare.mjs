// Makes the program ready to run on a machine that has nothing but Node 20 or later and npm: installs what
// package-lock.json says, puts the pinned Node in place, builds. What is up to date is left alone.
//   node scripts/prepare.mjs                   all of it
//   node scripts/prepare.mjs --install-only    without the build (tests, development)
//   --quiet                                    says nothing but troubles
import { pathToFileURL } from 'node:url';
import { build, isBuilt, isSynchronised, synchronise } from './prepare/build.mjs';
import { install, installNode, isInstalled, isNodeReady } from './prepare/install.mjs';
import { alone } from './prepare/lock.mjs';
import { createProgress, Trouble } from './prepare/progress.mjs';

/**
 * @param {{ build?: boolean, quiet?: boolean }} [options]
 * @throws {Trouble} told in French
 */
export async function prepare({ build: withBuild = true, quiet = false } = {}) {
	const progress = createProgress({ quiet });
	const steps = withBuild ? [...INSTALLATION, CONSTRUCTION] : [...INSTALLATION, TYPES];
	const isReady = async () => {
		for (const step of steps) if (!(await step.isDone())) return false;
		return true;
	};
	if (await isReady()) return;
	await alone(progress, async () => {
		for (const { label, isDone, work } of steps) {
			if (!(await isDone())) await progress.during(label, work);
		}
	});
}

const INSTALLATION = [
	{ label: 'Installation des dépendances', isDone: async () => isInstalled(), work: install },
	{ label: 'Installation de Node', isDone: isNodeReady, work: installNode }
];
const TYPES = {
	label: 'Préparation des types',
	isDone: async () => isSynchronised(),
	work: synchronise
};
const CONSTRUCTION = { label: 'Construction', isDone: async () => isBuilt(), work: build };

/**
 * Says a trouble in French and ends; anything else is a bug, shown with its stack.
 * @param {unknown} error
 * @returns {never}
 */
export function endWith(error) {
	console.error(error instanceof Trouble ? `\n${error.message}` : error);
	process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const options = process.argv.slice(2);
	await prepare({
		build: !options.includes('--install-only'),
		quiet: options.includes('--quiet')
	}).catch(endWith);
}
