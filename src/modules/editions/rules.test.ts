import { expect, test } from 'vitest';
import { mayPrint } from './rules.ts';

test('a voice is printed only with its owner’s consent', () => {
	expect(
		[null, 'granted', 'refused', 'toAsk'].map((consent) =>
			mayPrint({ consent: consent as 'granted' | 'refused' | 'toAsk' | null })
		)
	).toEqual([true, true, false, false]);
});
