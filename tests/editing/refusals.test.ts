import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Column } from '#core/cells.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { editableFields } from '#collectors/editing/fields.ts';
import { kinds } from '#modules/all.ts';

/** Texts that people may write in a cell, so that rules between cells are broken in every way. */
const WRITTEN = [
	...['2022', '2023-05-04', '2024-01-31', '08:00', '17:30', '-3', '0', '2', '9', '12', '60'],
	...['oui', 'non', 'Oui | Non', 'près de 80', '50.1', '3.2', 'https://exemple.org/', '59350'],
	...['Texte', 'perimetre', 'commune', 'epci', '245901160', '732829320']
];

function valuesOf({ type }: Column): unknown[] {
	if (type.target)
		return type.many
			? [[], ['0199a000-0000-7000-8000-000000000001']]
			: ['0199a000-0000-7000-8000-000000000001'];
	const words = type.words ? Object.values(type.words).map(({ word }) => word) : WRITTEN;
	return words.flatMap((text) => {
		const read = type.read(text);
		return 'value' in read ? [read.value] : [];
	});
}

/** A row whose cells are each right on their own. */
function rowsOf(kind: AnyKind): fc.Arbitrary<Record<string, unknown>> {
	return fc.record(
		Object.fromEntries(
			Object.entries(kind.columns).map(([field, column]) => {
				const values = fc.constantFrom(...valuesOf(column), ...(column.required ? [] : [null]));
				return [field, column.required ? values : fc.oneof(values, fc.constant(null))];
			})
		)
	);
}

const ruled = kinds.filter((kind) => kind.check);

test.each(ruled.map((kind) => [kind.plural, kind] as const))(
	'what a rule refuses in the form of %s stands beside a field of it, and says what to do',
	(_, kind) => {
		const fields = editableFields(kind).map(([field]) => field);
		const told = new Set<string>();
		fc.assert(
			fc.property(rowsOf(kind), (row) => {
				for (const refusal of kind.check?.(row) ?? []) {
					told.add(refusal.code);
					expect(fields).toContain(refusal.field);
					expect(refusal.message).toMatch(/^[A-ZÀÉÊ«].*\.$/su);
				}
			}),
			{ numRuns: 400 }
		);
		expect(told.size).toBeGreaterThan(0);
	}
);
