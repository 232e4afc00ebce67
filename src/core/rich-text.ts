import { defaultMarkdownParser, defaultMarkdownSerializer, schema } from 'prosemirror-markdown';
import { Node } from 'prosemirror-model';

/**
 * Long text is a structured document (ProseMirror JSON), never HTML: nothing that a person pastes can
 * become markup. Nodes: doc, paragraph, heading, bullet_list, ordered_list, list_item, blockquote,
 * horizontal_rule, code_block, hard_break, text; marks: strong, em, link, code.
 */
export interface RichText {
	type: 'doc';
	content?: RichNode[];
}
export interface RichNode {
	type: string;
	attrs?: Record<string, unknown>;
	content?: RichNode[];
	text?: string;
	marks?: { type: string; attrs?: Record<string, unknown> }[];
}

/** Markdown → structured text. HTML inside the Markdown stays plain text. */
export function fromMarkdown(markdown: string): RichText {
	return defaultMarkdownParser.parse(markdown.replaceAll('\r\n', '\n')).toJSON() as RichText; // a parsed doc serialises to a doc
}

/** Structured text → Markdown, readable back by `fromMarkdown`. */
export function toMarkdown(text: RichText): string {
	return defaultMarkdownSerializer.serialize(Node.fromJSON(schema, text));
}

/** The words alone, one line per block: for search and for counting. */
export function toPlainText(text: RichText): string {
	const walk = (node: RichNode): string =>
		node.text ??
		(node.type === 'hard_break'
			? ' '
			: (node.content ?? [])
					.map(walk)
					.join(node.type === 'paragraph' || node.type === 'heading' ? '' : '\n'));
	return (text.content ?? []).map(walk).join('\n');
}
