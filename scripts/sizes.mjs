// Lists the functions and files past the sizes where a reader may ask why. A report: nothing fails.
//   npm run sizes
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inRoot, ROOT } from './prepare/places.mjs';
import { filesUnder, programOf } from './sources/files.mjs';
import { longFunctions } from './sources/functions.mjs';

/** Lines past which one asks why, by the end of the path: the first that fits holds. */
const LIMITS = /** @type {const} */ ([
	[/\.test\.ts$/, 300],
	[/\+(page|layout)\.server\.ts$/, 100],
	[/\+(page|layout)\.svelte$/, 150],
	[/\.svelte$/, 120],
	[/\.(ts|js|mjs)$/, 200]
]);
const FUNCTION_LINES = 60;

const paths = ['src', 'tests', 'scripts', 'bench'].flatMap((folder) =>
	filesUnder(inRoot(folder), /\.(ts|js|mjs|svelte)$/)
);
const long = paths.flatMap((path) => {
	const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length;
	const limit = LIMITS.find(([ending]) => ending.test(path))?.[1] ?? 200;
	return lines > limit ? [{ what: relative(ROOT, path), lines, limit }] : [];
});
const functions = paths.flatMap((path) =>
	longFunctions(programOf(path), FUNCTION_LINES).map(({ name, line, lines }) => ({
		what: `${relative(ROOT, path)}:${String(line)} ${name}`,
		lines,
		limit: FUNCTION_LINES
	}))
);

tell(`Fichiers (${String(paths.length)} lus)`, long);
tell('Fonctions', functions);

/**
 * @param {string} title
 * @param {{ what: string, lines: number, limit: number }[]} rows
 */
function tell(title, rows) {
	console.log(`\n${title} : ${rows.length === 0 ? 'rien à demander' : String(rows.length)}`);
	for (const { what, lines, limit } of rows.sort((a, b) => b.lines / b.limit - a.lines / a.limit))
		console.log(`  ${String(lines).padStart(4)} lignes (au-delà de ${String(limit)})  ${what}`);
}
