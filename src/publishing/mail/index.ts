import type { MailBlock, MailLine } from '#core/mail.ts';
import { paletteOf } from '../colours.ts';
import { french } from '../typography.ts';
import { plainLetter } from './plain.ts';
import { STYLES, styled } from './styles.ts';

/** What a mail says, and around what. Paths are those of the site. */
export interface MailContent {
	subject: string;
	text: MailBlock[];
	action: { label: string; path: string } | null;
	/** Why the reader receives it, and how to receive less. */
	footer: MailLine[];
}
export interface MailIdentity {
	name: string;
	fullName: string;
	colours: { main: string; accent: string };
	/** Public address of the site. */
	baseUrl: string;
}

/** The same content as plain text and as HTML: one column, no picture, nothing fetched, nothing that follows the reader. */
export function writeMail(
	content: MailContent,
	identity: MailIdentity
): { text: string; html: string } {
	return { text: plainLetter(content, identity), html: htmlLetter(content, identity) };
}

function htmlLetter(content: MailContent, identity: MailIdentity): string {
	const palette = paletteOf(identity.colours);
	const url = (path: string) => new URL(path, identity.baseUrl).href;
	const css = STYLES(palette);
	const link = (line: MailLine) =>
		line.path
			? `<a href="${escape(url(line.path))}" style="${css.link}">${words(line.text)}</a>`
			: words(line.text);
	const block = (one: MailBlock): string => {
		if (typeof one === 'string') return `<p style="${css.paragraph}">${words(one)}</p>`;
		if ('heading' in one) return `<h2 style="${css.heading}">${words(one.heading)}</h2>`;
		const items = one.list.map((line) => `<li style="${css.item}">${link(line)}</li>`);
		return `<ul style="${css.list}">${items.join('')}</ul>`;
	};
	const action = content.action
		? `<p style="${css.paragraph}"><a href="${escape(url(content.action.path))}" style="${css.button}">${words(content.action.label)}</a></p>
<p style="${css.small}">Si le bouton ne répond pas, copiez cette adresse :<br><span style="${css.address}">${escape(url(content.action.path))}</span></p>`
		: '';
	const footer = content.footer.map((line) => `<p style="${css.small}">${link(line)}</p>`);
	return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${words(content.subject)}</title>
${styled(palette)}
</head>
<body style="${css.body}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${css.ground}"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${css.sheet}">
<tr><td style="${css.band}">${words(identity.name)}</td></tr>
<tr><td style="${css.content}">
<h1 style="${css.title}">${words(content.subject)}</h1>
${content.text.map(block).join('\n')}
${action}
</td></tr>
<tr><td style="${css.footer}">
<p style="${css.small}">${words(identity.fullName)}</p>
${footer.join('\n')}
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

/** French typography, then nothing that HTML would read; a line that was typed stays a line. */
function words(text: string): string {
	return escape(french(text)).replaceAll('\n', '<br>');
}

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
