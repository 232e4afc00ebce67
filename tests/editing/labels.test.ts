import { expect, test } from 'vitest';
import { isLabelled } from '#collectors/editing/labels.ts';
import { kinds } from '#modules/all.ts';

test('every column of every kind has French words on its form', () => {
	const silent = kinds.flatMap((kind) =>
		Object.values(kind.columns)
			.filter((column) => !isLabelled(kind.name, column.header))
			.map((column) => `${kind.name}.${column.header}`)
	);
	expect(silent).toEqual([]);
});
