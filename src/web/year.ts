import { error } from '@sveltejs/kit';

/** A year of the address; anything else is no page. */
export function yearOf(text: string): number {
	const year = Number(text);
	if (!/^\d{4}$/.test(text) || year < 1900 || year > 2200) error(404, 'Ce n’est pas une année.');
	return year;
}

/** Year asked for by `?annee=`, the one given when absent or senseless. */
export function askedYear(url: URL, usual: number): number {
	const text = url.searchParams.get('annee') ?? '';
	const year = Number(text);
	return /^\d{4}$/.test(text) && year >= 1900 && year <= 2200 ? year : usual;
}
