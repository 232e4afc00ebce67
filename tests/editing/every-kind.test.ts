import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { OPERATOR } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { cleanText } from '#core/typed.ts';
import { editableFields, fieldsOf, writeRow } from '#collectors/editing/fields.ts';
import { saveChange } from '#collectors/editing/forms.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { kinds } from '#modules/all.ts';

const HOSTILE = [
	`<script>alert('x')</script>`,
	`'); DROP TABLE network_person; --`,
	'=HYPERLINK("http://x";"y")',
	'"><img src=x onerror=alert(1)> & &amp;',
	'\u202e renversé \u200b invisible',
	'@textes/../../etc/passwd',
	'# titre\n\n- un\n- deux\n\n**gras** _incliné_',
	'é'.repeat(1500),
	'ligne\u0000coupée\u0007'
];
const anything = fc.oneof(
	fc.constantFrom(...HOSTILE),
	fc.string({ unit: 'binary', minLength: 1, maxLength: 80 })
);

/** Each kind with one row of the demonstration; nothing of what is tried stays. */
async function everyKind(work: (ctx: Context, kind: AnyKind, row: Row) => Promise<void>) {
	const collective = await findCollective();
	if (!collective) throw new Error('the demonstration was not imported');
	await inCollective(collective, { actor: OPERATOR, mode: 'rehearsal' }, async (ctx) => {
		for (const kind of kinds) {
			const [row] = await storedRows(ctx, kind);
			if (row) await work(ctx, kind, row);
		}
	});
}

async function formOf(ctx: Context, kind: AnyKind, row: Row): Promise<Record<string, string>> {
	const fields = await fieldsOf(ctx, kind, row);
	return Object.fromEntries(
		fields.map(({ name, control, value, values }) => [
			name,
			control === 'several' ? values.join(' | ') : value
		])
	);
}

test('a form opened and saved again changes nothing, in any kind', async () => {
	await importFolder('data/phare-2023');
	const tried: string[] = [];
	await everyKind(async (ctx, kind, row) => {
		await saveChange(
			ctx,
			kind.name,
			String(row['id']),
			await formOf(ctx, kind, row),
			Number(row['version'])
		);
		const [after] = await storedRows(ctx, kind, eq(kind.table.id, row['id']));
		expect(after, kind.name).toEqual(row);
		tried.push(kind.name);
	});
	expect(tried.length).toBeGreaterThan(40);
});

test('hostile text in any free field of any kind is kept as it was typed', async () => {
	await everyKind(async (ctx, kind, row) => {
		const free = editableFields(kind).filter(
			([field, { type }]) => type.name === 'texte' && field !== 'siret' && field !== 'source'
		);
		for (const text of fc.sample(anything, { numRuns: 4, seed: 7 })) {
			const expected = cleanText(text, false);
			if (expected === '' || free.length === 0) continue;
			const [before = row] = await storedRows(ctx, kind, eq(kind.table.id, row['id']));
			const typed = {
				...(await formOf(ctx, kind, before)),
				...Object.fromEntries(free.map(([field]) => [field, text]))
			};
			await saveChange(ctx, kind.name, String(row['id']), typed, Number(before['version']));
			const [after = {}] = await storedRows(ctx, kind, eq(kind.table.id, row['id']));
			const written = await writeRow(ctx, kind, after);
			for (const [field] of free) expect(written[field], `${kind.name}.${field}`).toBe(expected);
		}
	});
});
