import type { Run } from '../runs.ts';

/** Runs as GFM, on one line: nothing a person typed can become markup. */
export function markdownOfRuns(runs: Run[]): string {
	return runs.map(markdownOfRun).join('');
}

/**
 * Signs of CommonMark and GFM get a backslash, so does `<`: no HTML comes out. A number or a dash that would
 * start a list is escaped too. Line ends become spaces.
 */
export function escapeMarkdown(text: string): string {
	return (
		text
			.split('\n')
			.map((line, index) => (index === 0 ? line.trimEnd() : ` ${line.trim()}`))
			.join('')
			.replace(/[\\`*_[\]<>|~#&$]/g, '\\$&')
			.replace(/^(\s*)([-+=])/, '$1\\$2')
			.replace(/^(\s*\d+)([.)])/, '$1\\$2')
			// GFM turns a bare address into a link: only checked addresses may be links.
			.replace(/(https?|ftp|mailto|xmpp):/gi, '$1\\:')
			.replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}\\.`)
			.replace(/@/g, '\\@')
			.replace(/!(?=\\\[)/g, '\\!')
	);
}

function markdownOfRun(run: Run): string {
	if (run.newLine) return '\\\n';
	if (run.text.trim() === '') return run.text;
	const text = run.text.trim();
	const start = run.text.indexOf(text);
	const [before, after] = [run.text.slice(0, start), run.text.slice(start + text.length)];
	let written = run.code ? codeSpan(text) : escapeMarkdown(text);
	if (run.missing || run.em) written = `*${written}*`;
	if (run.strong) written = `**${written}**`;
	if (run.href) written = `[${written}](<${run.href.replace(/[<>\\\s|]/g, encodeURIComponent)}>)`;
	return before + written + after;
}

/** Code with a fence longer than any run of backticks inside; a pipe would end a table cell. */
function codeSpan(text: string): string {
	let longest = 0;
	for (const [ticks] of text.matchAll(/`+/g)) longest = Math.max(longest, ticks.length);
	const fence = '`'.repeat(longest + 1);
	return `${fence} ${text.replaceAll('|', '\\|')} ${fence}`;
}
