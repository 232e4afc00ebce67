import { expect, test } from 'vitest';
import { answerDueOn } from './rights.ts';

test.each([
	['2024-03-13', '2024-04-15', 'the 13 April is a Saturday'],
	['2024-01-31', '2024-02-29', 'February has no 31st'],
	['2024-03-01', '2024-04-02', '1 April 2024 is the Monday of Easter'],
	['2024-04-08', '2024-05-10', '8 May is a holiday, 9 May 2024 is the Ascension'],
	['2023-12-29', '2024-01-29', 'over the new year'],
	['2024-12-01', '2025-01-02', '1 January is a holiday']
])('a request received on %s is answered by %s: %s', (received, due) => {
	expect(answerDueOn(received)).toBe(due);
});
