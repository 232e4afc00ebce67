import { expect, it } from 'vitest';
import { disagreements, foundingYear, type FactTold } from './facts.ts';

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
it('the year of foundation is read in the words that tell it', () => {
	expect(foundingYear({ label: 'Création', text: '1990, par sa présidente' })).toBe('1990');
	expect(foundingYear({ label: 'Création d’emplois', text: '1990' })).toBeNull();
	expect(foundingYear({ label: 'Fondation', text: null })).toBeNull();
});
