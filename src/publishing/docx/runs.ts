import type { Inlines } from '#core/blocks.ts';
import { ExternalHyperlink, TextRun, type ParagraphChild } from 'docx';
import type { Links } from '../links.ts';
import { runsOf, type Run } from '../runs.ts';
import { printable } from '../svg.ts';

/** A sentence, a cell or an item as runs of Word. */
export function docxOf(inlines: Inlines, links: Links): ParagraphChild[] {
	return docxOfRuns(runsOf(inlines, links));
}

/** Runs as runs of Word; links keep their address. */
export function docxOfRuns(runs: Run[]): ParagraphChild[] {
	return runs.map((run) => {
		if (run.newLine) return new TextRun({ break: 1 });
		const text = new TextRun({
			text: printable(run.text),
			...(run.strong ? { bold: true } : {}),
			...(run.em || run.missing ? { italics: true } : {}),
			...(run.href ? { style: 'Hyperlink' } : {})
		});
		return run.href ? new ExternalHyperlink({ link: run.href, children: [text] }) : text;
	});
}
