import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeldBack, mayPrint, ofName, quoteRefusals, type PassageConsent } from './rules.ts';

const ordinary: PassageConsent = { sensitive: null, consent: null, consentEdition: null };
const dispute: PassageConsent = { sensitive: true, consent: null, consentEdition: null };

const anyPassage = fc.record<PassageConsent>({
	sensitive: fc.constantFrom(true, false, null),
	consent: fc.constantFrom('granted', 'refused', 'toAsk', null),
	consentEdition: fc.option(fc.integer({ min: 2000, max: 2100 }), { nil: null })
});

describe('what may be printed of a visit', () => {
	it('an ordinary passage is printed once the member agreed, and not before', () => {
		expect(mayPrint(ordinary, 2023)).toBe(false);
		expect(mayPrint({ ...ordinary, consent: 'granted' }, 2023)).toBe(true);
	});
	it('an ordinary passage marked as to be asked waits', () => {
		expect(mayPrint({ ...ordinary, consent: 'toAsk' }, 2023)).toBe(false);
	});
	it('a sensitive passage waits for an agreement', () => {
		expect(mayPrint(dispute, 2023)).toBe(false);
	});
	it('a sensitive passage agreed for 2023 is printed in 2023', () => {
		const agreed: PassageConsent = { ...dispute, consent: 'granted', consentEdition: 2023 };
		expect(mayPrint(agreed, 2023)).toBe(true);
	});
	it('an agreement for 2023 does not hold for 2024', () => {
		const agreed: PassageConsent = { ...dispute, consent: 'granted', consentEdition: 2023 };
		expect(mayPrint(agreed, 2024)).toBe(false);
	});
	it('an agreement that names no edition prints nothing sensitive', () => {
		expect(mayPrint({ ...dispute, consent: 'granted' }, 2023)).toBe(false);
	});
	it('a refusal holds whatever the passage', () => {
		fc.assert(
			fc.property(anyPassage, fc.integer({ min: 2000, max: 2100 }), (passage, year) => {
				expect(mayPrint({ ...passage, consent: 'refused' }, year)).toBe(false);
			})
		);
	});
	it('a passage is held back until the member agreed, and what is never printed is always held back', () => {
		fc.assert(
			fc.property(anyPassage, (passage) => {
				const printed = Array.from({ length: 101 }, (_, index) => 2000 + index);
				expect(isHeldBack(passage)).toBe(!printed.some((year) => mayPrint(passage, year)));
			})
		);
	});
});

describe('a quotation', () => {
	const said = {
		quote: 'Ensemble, on va plus loin',
		quoteConsented: null,
		declaredAudience: 'public' as const
	};
	it('is refused on an open visit before its author agreed', () => {
		expect(quoteRefusals(said)).toHaveLength(1);
	});
	it('is kept once its author agreed', () => {
		expect(quoteRefusals({ ...said, quoteConsented: true })).toEqual([]);
	});
	it('may be noted on a visit that only the team reads', () => {
		expect(quoteRefusals({ ...said, declaredAudience: 'team' })).toEqual([]);
	});
});

describe('the name after « visite »', () => {
	it.each([
		['Espoir', 'd’Espoir'],
		['La Pose', 'de La Pose'],
		['Le Toit Commun', 'du Toit Commun'],
		['Les Petits Loups', 'des Petits Loups'],
		['HANDELICE', 'd’HANDELICE']
	])('%s becomes %s', (name, written) => {
		expect(ofName(name)).toBe(written);
	});
});
