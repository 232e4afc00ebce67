import { expect, it } from 'vitest';
import { disagreements, type FactTold } from './facts.ts';

const told: FactTold = {
	organisationId: 'flac',
	organisation: 'La Fanfare',
	organisationCode: 'la-fanfare',
	label: 'Adhérents',
	year: '2022',
	value: { value: 400, qualifier: 'exact' },
	text: null
};

it('the same fact told twice with the same value is no doubt', () => {
	expect(disagreements([told, { ...told, label: 'adherents' }])).toEqual([]);
});
it('the same fact told with two values for one year is a doubt', () => {
	const other: FactTold = { ...told, value: { value: 450, qualifier: 'about' } };
	expect(disagreements([told, other])).toHaveLength(1);
});
it('two years are two facts', () => {
	const before: FactTold = { ...told, year: '2021', value: { value: 900, qualifier: 'exact' } };
	expect(disagreements([told, before])).toEqual([]);
});
