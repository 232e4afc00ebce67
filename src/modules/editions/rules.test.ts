import { expect, test } from 'vitest';
import { isQuotationHeldBack, isTextHeldBack } from './rules.ts';

const CONSENTS = [null, 'granted', 'refused', 'toAsk'] as const;

test('the words of somebody are told once they agreed: nothing noted is no agreement', () => {
	expect(CONSENTS.map((consent) => isQuotationHeldBack({ consent }))).toEqual([
		true,
		false,
		true,
		true
	]);
});

test('a text that somebody signs waits when their agreement has to be asked, or was refused', () => {
	expect(CONSENTS.map((consent) => isTextHeldBack({ consent }))).toEqual([
		false,
		false,
		true,
		true
	]);
});
