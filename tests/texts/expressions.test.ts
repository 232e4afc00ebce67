import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { isDear } from './cost.ts';

/** Runs that an expression may go over again from each of their signs: blanks of all sorts, digits, letters, marks. */
const RUNS = [
	' ',
	'\u00a0',
	'\u202f',
	'\n',
	' \n',
	'\t',
	'.',
	'-',
	'/',
	'*',
	'`',
	'@',
	'a',
	'é',
	'1',
	'1 ',
	'1.',
	'a-',
	'a.',
	'« ',
	"'",
	'|',
	'«',
	'<',
	'[',
	'&',
	'"',
	',',
	'😀'
];
/** What a run begins and ends with: an expression that nearly matches is the dear one. */
const ENDS: [string, string][] = [
	['', ''],
	['a', 'b'],
	['1', '!'],
	['"', '<'],
	['«', 'x']
];

interface Found {
	place: string;
	expression: RegExp;
}

/** Every regular expression written in the program, by the syntax of its files. */
function expressions(): Found[] {
	return globSync('src/**/*.{ts,svelte,js}')
		.filter((file) => !/\.test\.ts$|\.d\.ts$/.test(file))
		.flatMap((file) => {
			const text = readFileSync(file, 'utf8');
			const script = file.endsWith('.svelte')
				? [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, one]) => one).join('\n')
				: text;
			return inScript(file, script);
		});
}

function inScript(file: string, script: string): Found[] {
	const source = ts.createSourceFile(file, script, ts.ScriptTarget.Latest, true);
	const found: Found[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isRegularExpressionLiteral(node)) {
			const end = node.text.lastIndexOf('/');
			const { line } = source.getLineAndCharacterOfPosition(node.getStart());
			found.push({
				place: `${file}:${String(line + 1)} ${node.text}`,
				expression: new RegExp(node.text.slice(1, end), node.text.slice(end + 1))
			});
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** Is the expression dear on some run of signs, whatever stands around it? */
async function isDearSomewhere(expression: RegExp): Promise<boolean> {
	for (const [start, end] of ENDS)
		for (const run of RUNS) {
			const prepare = (length: number) => {
				const text = start + run.repeat(length / run.length) + end;
				return () => text.replace(expression, '');
			};
			if (await isDear(prepare, 16_000)) return true;
		}
	return false;
}

test('no regular expression of the program costs more than the length of what it reads', async () => {
	const all = expressions();
	expect(all.length).toBeGreaterThan(200);
	const dear: string[] = [];
	for (const { place, expression } of all) if (await isDearSomewhere(expression)) dear.push(place);
	expect(dear).toEqual([]);
}, 600_000);
