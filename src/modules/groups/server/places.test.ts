import { expect, it } from 'vitest';
import { placesOf } from './places.ts';

const one = <T extends string>(
	id: string,
	type: T,
	circle: 'association' | 'ptce' | 'external'
) => ({
	id,
	code: id,
	type,
	circle
});

it('each commission has its hundred, in the order of the collective, with room for others after it', () => {
	const places = placesOf(
		[
			one('entraide', 'commission', 'association'),
			one('strategie', 'committee', 'ptce'),
			one('fete', 'commission', 'association')
		],
		new Set(['fete'])
	);
	expect(places.get('entraide')).toMatchObject({ chapter: 'commissions', order: 100, after: 120 });
	expect(places.get('fete')).toMatchObject({ chapter: 'commissions', order: 200, after: 220 });
	expect(places.get('fete')?.told).toBe(true);
	expect(places.get('entraide')?.told).toBe(false);
	expect(places.get('strategie')).toMatchObject({ chapter: 'gouvernance-ptce', order: 100 });
});

it('a working group of the PTCE has a chapter of its own, another body its neighbours’', () => {
	const places = placesOf(
		[
			one('eau', 'workingGroup', 'ptce'),
			one('ailleurs', 'workingGroup', 'external'),
			one('etat', 'external', 'external'),
			one('bureau', 'bureau', 'association')
		],
		new Set()
	);
	expect(places.get('eau')).toMatchObject({ chapter: 'groupe-eau', own: true });
	expect(places.has('ailleurs')).toBe(false);
	expect(places.get('etat')).toMatchObject({ chapter: 'actions', order: 100, own: false });
	expect(places.get('bureau')).toMatchObject({ chapter: 'gouvernance' });
});
