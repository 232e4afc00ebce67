import { hidesHost } from '#core/web-address.ts';

/** Turns a link of a block into the address to print, or `null` when the text goes without a link. */
export type Links = (href: string) => string | null;

const SAFE = /^(?:https?|mailto|tel):/i;
const CONTROLS = /[\u0000-\u0020\u007f\\]/;

/** How the form of a record is asked of `Links`: an address of its own, which only a page that has forms knows. */
export function recordLink({ kind, id }: { kind: string; id: string }): string {
	return `record:${kind}/${id}`;
}

/**
 * Links of a page (no base: paths stay paths) or of a file (paths become addresses on `baseUrl`).
 * An address that a browser could execute (`javascript:`, `data:`) or that hides its host is no link.
 */
export function linksTo(baseUrl = ''): Links {
	const base = baseUrl.replace(/(?<!\/)\/+$/, '');
	return (href) => {
		if (CONTROLS.test(href)) return null;
		if (href.startsWith('/')) return href.startsWith('//') ? null : `${base}${href}`;
		if (href.startsWith('#')) return href;
		return SAFE.test(href) && !hidesHost(href) ? href : null;
	};
}
