import type { RecordRef } from '#core/blocks.ts';

/** Anchor of the form in the page that asks for it. */
const FORM_ANCHOR = 'saisie';

/** What forms put in the address of a page. */
export const OWN = ['modifier', 'ajouter', 'acte'];

export type Ref = Pick<RecordRef, 'kind' | 'id'>;

/** Address, in the page where a record is read, of that page with the form of the record; `query` is that of the page. */
export function changeHere({ kind, id }: Ref, query?: URLSearchParams): string {
	const kept = new URLSearchParams(query);
	for (const name of OWN) kept.delete(name);
	const rest = kept.toString();
	return `?modifier=${kind}/${id}${rest ? `&${rest}` : ''}#${FORM_ANCHOR}`;
}

/** The same for a new record, what the page knows of it being given (codes, by field). */
export function addHere(kind: string, known: Record<string, string> = {}): string {
	const query = new URLSearchParams({ ajouter: kind, ...known });
	return `?${query.toString()}#${FORM_ANCHOR}`;
}
