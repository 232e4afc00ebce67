import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNearlySame, likeness } from './rules.ts';

describe('two wordings of a need', () => {
	it('the same words in another order may be one request', () => {
		expect(
			isNearlySame(
				'Accéder aux comptes rendus des réunions',
				'Comptes-rendus des réunions : accéder'
			)
		).toBe(true);
	});
	it('accents, case and plurals do not make two requests', () => {
		expect(isNearlySame('Mutualiser des véhicules', 'mutualiser un vehicule')).toBe(true);
	});
	it('two subjects stay two requests', () => {
		expect(isNearlySame('Mutualiser des véhicules', 'Mutualiser des locaux')).toBe(false);
	});
	it('likeness is the same from both sides, between 0 and 1', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (a, b) => {
				expect(likeness(a, b)).toBe(likeness(b, a));
				expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
				expect(likeness(a, b)).toBeLessThanOrEqual(1);
			})
		);
	});
});
