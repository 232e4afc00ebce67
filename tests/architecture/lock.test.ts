import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
	version?: string;
	integrity?: string;
	resolved?: string;
	optional?: boolean;
	dev?: boolean;
	os?: string[];
	libc?: string[];
}

// The shape is npm's own (lockfile version 3).
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
	packages: Record<string, Locked>;
};
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
	'dependencies' | 'devDependencies',
	Record<string, string>
>;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Binaries for machines that Fanal does not run on are never installed. */
function isInstalled({ os, optional = false }: Locked): boolean {
	return !optional || os === undefined || os.includes('linux');
}

test('every package is of a written version, checked by its imprint, from one registry', () => {
	const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
	expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
	const served = packages.filter(([, one]) => isInstalled(one) && one.dev !== true);
	const unchecked = served.filter(
		([path, { integrity = '' }]) => !integrity.startsWith('sha512-') && !ELSEWHERE.test(path)
	);
	expect(unchecked.map(([path]) => path)).toEqual([]);
	expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

/**
 * Linux on 32-bit ARM or with musl: machines that the operator’s guide leaves out. The printer for 64-bit ARM has no imprint either:
 * docs/securite.md says so.
 */
const ELSEWHERE = /(gnueabihf|musl)$|typst-ts-node-compiler-linux-arm64-gnu$/;

test('no package runs a script of its own when it is installed', () => {
	expect(readFileSync('scripts/prepare/npm.mjs', 'utf8')).toContain("'--ignore-scripts'");
});
