import { doneToAddress, type Done } from '#core/done.ts';

/** A path of this site, or the given one: links and forms never lead elsewhere. */
export function pathOnSite(text: string | null, otherwise: string): string {
	if (text === null || text.length >= 500 || !/^\/(?![/\\])[^\s\\]*$/.test(text)) return otherwise;
	// As a browser would follow it: `/.//elsewhere` leads to another site.
	const { pathname, search, hash } = new URL(text, 'http://site.invalid');
	return pathname.startsWith('//') ? otherwise : `${pathname}${search}${hash}`;
}

/** The page to go to once an act is written: it says so, and proposes to undo it. */
export function afterAct(path: string, done: Done): string {
	const { pathname, search, hash } = new URL(path, 'http://site.invalid');
	const query = new URLSearchParams(search);
	query.set('acte', doneToAddress(done));
	return `${pathname}?${query.toString()}${hash}`;
}

/** A record was changed: back to the page where it was being read, if one is named; else to its own. */
export function afterChange(url: URL, home: string, done: Done): string {
	return afterAct(pathOnSite(url.searchParams.get('retour'), home), done);
}

/** A record was added: to where it is read; that page as it was left, when it is the one that proposed to add it. */
export function afterAddition(url: URL, home: string, done: Done): string {
	const back = pathOnSite(url.searchParams.get('retour'), home);
	return afterAct(back.split('?')[0] === home ? back : home, done);
}
