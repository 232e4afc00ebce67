import { ExternalHyperlink, TextRun, type ParagraphChild } from 'docx';
import type { Run } from '../runs.ts';

/** Runs of text as Word prints them; a link keeps its address, a missing fact is told in italics. */
export function wordRuns(runs: Run[], options: { bold?: boolean } = {}): ParagraphChild[] {
	return runs.map((run) => {
		if (run.newLine) return new TextRun({ break: 1 });
		const text = new TextRun({
			text: run.text,
			bold: run.strong ?? options.bold ?? false,
			italics: run.em ?? run.missing ?? false,
			...(run.href && /^(https?|mailto):/.test(run.href) ? { style: 'Hyperlink' } : {})
		});
		return run.href && /^(https?|mailto):/.test(run.href)
			? new ExternalHyperlink({ link: run.href, children: [text] })
			: text;
	});
}
