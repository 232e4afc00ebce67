import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Folders made by the tools, never written by hand. */
const MADE = new Set(['node_modules', 'build', '.svelte-kit', '.git', '.fanal', 'test-results']);

/**
 * Files of a folder and of those below, in order, whose path ends as asked.
 * @param {string} folder
 * @param {RegExp} ending
 * @returns {string[]}
 */
export function filesUnder(folder, ending) {
	return readdirSync(folder, { withFileTypes: true })
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return MADE.has(entry.name) ? [] : filesUnder(path, ending);
			return ending.test(path) ? [path] : [];
		});
}

/**
 * The syntax of a file; of a Svelte component, that of its scripts, at the lines where they are.
 * @param {string} path
 * @returns {ts.SourceFile}
 */
export function programOf(path) {
	const text = readFileSync(path, 'utf8');
	return ts.createSourceFile(
		path.replace(/\.svelte$/, '.ts'),
		path.endsWith('.svelte') ? onlyScripts(text) : text,
		ts.ScriptTarget.Latest,
		true
	);
}

/** @param {string} component */
function onlyScripts(component) {
	let end = 0;
	let result = '';
	const blank = (/** @type {string} */ text) => text.replace(/[^\n]/g, ' ');
	for (const match of component.matchAll(/(<script\b[^>]*>)([^]*?)<\/script>/g)) {
		const start = match.index + (match[1]?.length ?? 0);
		result += blank(component.slice(end, start)) + (match[2] ?? '');
		end = start + (match[2]?.length ?? 0);
	}
	return result + blank(component.slice(end));
}
