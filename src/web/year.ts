import { error } from '@sveltejs/kit';

/** A year of the address; anything else is no page. */
export function yearOf(text: string): number {
	const year = Number(text);
	if (!/^\d{4}$/.test(text) || year < 1900 || year > 2200) error(404, 'Ce n’est pas une année.');
	return year;
}
