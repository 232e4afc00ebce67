import type { Inlines } from '#core/blocks.ts';
import { ExternalHyperlink, TextRun, type ParagraphChild } from 'docx';
import type { Links } from '../links.ts';
import { runsOf, type Run } from '../runs.ts';
import { printable } from '../svg.ts';

/** A sentence, a cell or an item as runs of Word. */
export function docxOf(inlines: Inlines, links: Links): ParagraphChild[] {
	return docxOfRuns(runsOf(inlines, links));
}

/**
 * Runs as runs of Word; links keep their address.
 * @param isProse a text that people wrote: its few links are underlined, those of lists and tables are not
 */
export function docxOfRuns(runs: Run[], isProse = false): ParagraphChild[] {
	return runs.map((run) => {
		if (run.newLine) return new TextRun({ break: 1 });
		const text = new TextRun({
			text: printable(run.text),
			...(run.strong ? { bold: true } : {}),
			...(run.em || run.missing ? { italics: true } : {}),
			...(run.href ? { style: 'Hyperlink', ...(isProse ? { underline: {} } : {}) } : {})
		});
		return run.href ? new ExternalHyperlink({ link: run.href, children: [text] }) : text;
	});
}
