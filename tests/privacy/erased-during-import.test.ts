import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { takeTurn } from '#core/server/imports.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import '#collectors/permissions.ts';
import { eraseByCode } from '#collectors/privacy/erase.ts';
import { v7 as uuidv7 } from 'uuid';
import { aPerson } from '../access/cast.ts';
import { atOnceAs, writingAs } from '../world/at-once.ts';

test('somebody who is erased while an import brings texts that name them leaves these too', async () => {
	await writingAs(OPERATOR, async (ctx) => {
		const id = await aPerson(ctx, 'ernestine');
		await ctx.db.execute(
			sql`UPDATE network_person SET first_name = 'Ernestine', last_name = 'Effaçablova' WHERE id = ${id}`
		);
	});
	const ends = await atOnceAs(
		OPERATOR,
		async (ctx) => {
			await takeTurn(ctx);
			await saveAddition(ctx, 'organisation', uuidv7(), {
				name: 'La Ruche',
				nature: 'association',
				activities: 'Atelier tenu par Ernestine Effaçablova'
			});
		},
		(ctx) => eraseByCode(ctx, 'ernestine', 'À sa demande')
	);
	expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
	const { rows } = await writingAs(OPERATOR, ({ db }) =>
		db.execute<{ activities: string }>(sql`SELECT activities FROM network_organisation`)
	);
	expect(JSON.stringify(rows)).not.toContain('Effaçablova');
	expect(rows).toHaveLength(1);
});
