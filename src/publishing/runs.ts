import type { Inline, Inlines, RecordRef, RecordRun } from '#core/blocks.ts';
import { MISSING } from './figures.ts';
import { recordLink, type Links } from './links.ts';
import { french } from './typography.ts';
import { WORDS } from './words.ts';

/** A run of text as the renderers print it: French typography applied, address checked. */
export interface Run {
	text: string;
	/** Checked address; `figure` tells that it explains a number. */
	href?: string;
	figure?: boolean;
	strong?: boolean;
	em?: boolean;
	code?: boolean;
	missing?: boolean;
	/** Leads to the form of a record. */
	act?: boolean;
	/** What a link says to who does not see what stands around it. */
	about?: string;
	/** A line break; the text is empty. */
	newLine?: boolean;
}

/** The runs of a sentence or a cell. A missing fact without words says "non renseigné". */
export function runsOf(inlines: Inlines, links: Links): Run[] {
	return (Array.isArray(inlines) ? inlines : [inlines]).flatMap((inline) =>
		typeof inline === 'object' && 'record' in inline
			? recordRuns(inline.record, links)
			: [runOf(inline, links)]
	);
}

/** The way to the form of a record; nothing where the links lead to no form. */
function recordRuns(record: RecordRef, links: Links): Run[] {
	const href = links(recordLink(record));
	return href === null ? [] : [{ text: WORDS.change, about: french(record.name), href, act: true }];
}

function runOf(inline: Exclude<Inline, RecordRun>, links: Links): Run {
	if (typeof inline === 'string') return { text: french(inline) };
	const target = inline.figure ?? inline.href;
	const href = target === undefined ? null : links(target);
	return {
		text: french(inline.text) || (inline.missing ? MISSING : ''),
		...(href ? { href, figure: inline.figure !== undefined } : {}),
		...(inline.strong ? { strong: true } : {}),
		...(inline.missing ? { missing: true } : {})
	};
}
