import { expect, test } from 'vitest';
import { editableFields } from '#collectors/editing/fields.ts';
import { kinds } from '#modules/all.ts';

/** What fits on a phone without folding, and what people bear to be asked at once. */
const MOST = 7;

test.each(kinds.map((kind) => [kind.plural, kind] as const))(
	'the form of %s asks few things at once, and folds the rest',
	(_, kind) => {
		const fields = editableFields(kind).map(([field]) => field);
		const asked = editableFields(kind).filter(
			([field, column]) => kind.asks.includes(field) || column.required
		);
		expect(asked.length).toBeLessThanOrEqual(MOST);
		expect(asked.length).toBeGreaterThan(0);
		expect(fields).toEqual(expect.arrayContaining([...kind.asks]));
		expect(fields.slice(0, kind.asks.length)).toEqual(kind.asks);
	}
);
