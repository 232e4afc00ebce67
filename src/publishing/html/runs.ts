import type { Inlines } from '#core/blocks.ts';
import type { Links } from '../links.ts';
import { runsOf, type Run } from '../runs.ts';
import { escapeXml } from '../svg.ts';

/** Runs as HTML. A run that leads to the rows of a figure opens in the panel of the site. */
export function htmlOfRuns(runs: Run[]): string {
	return runs.map(htmlOfRun).join('');
}

/** A sentence, a cell or an item as HTML. */
export function htmlOf(inlines: Inlines, links: Links): string {
	return htmlOfRuns(runsOf(inlines, links));
}

function htmlOfRun(run: Run): string {
	if (run.newLine) return '<br>';
	let html = escapeXml(run.text);
	if (run.code) html = `<code>${html}</code>`;
	if (run.em) html = `<em>${html}</em>`;
	if (run.strong) html = `<strong>${html}</strong>`;
	if (run.missing) html = `<span class="is-missing">${html}</span>`;
	if (!run.href) return html;
	if (run.act) return htmlOfAct(run.href, html, run.about ?? '');
	const figure = run.figure ? ' class="figure" data-panel' : '';
	return `<a${figure} href="${escapeXml(run.href)}">${html}</a>`;
}

/** "Modifier" is all that is seen; what it changes is said to who hears the page. */
function htmlOfAct(href: string, html: string, about: string): string {
	const told = about ? `<span class="visually-hidden"> : ${escapeXml(about)}</span>` : '';
	return ` <a class="act" href="${escapeXml(href)}">${html}${told}</a>`;
}
