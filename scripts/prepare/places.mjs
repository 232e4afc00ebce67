import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the program, wherever it is started from. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {string[]} path */
export const inRoot = (...path) => join(ROOT, ...path);

/** The Node of the program: the name `node` in every script that npm runs, once installed. */
export const PINNED_NODE = inRoot('node_modules/.bin/node');

/** "24.21.0", as package.json pins it. */
export function pinnedVersion() {
	return readJson(inRoot('package.json')).dependencies.node;
}

/** @param {string} file */
export function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * File that a package of node_modules runs under the name of one of its commands.
 * @param {string} name of the package
 * @param {string} [command] the name of the package by default
 */
export function commandOf(name, command = name.replace(/^.*\//, '')) {
	const { bin } = readJson(inRoot('node_modules', name, 'package.json'));
	return inRoot('node_modules', name, typeof bin === 'string' ? bin : bin[command]);
}
