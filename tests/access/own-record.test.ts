import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inTestCollective } from '#core/server/testing.ts';
import { person, readablePersonPath } from '#modules/network/index.ts';
import { personSheet } from '#modules/network/server/person-sheet.ts';
import { aPerson, asPerson } from './cast.ts';

test.each(['public', 'members', 'team', 'people:ada'] as const)(
	'somebody whose own record is for « %s » is sent to it exactly when it opens to them',
	(audience) =>
		inTestCollective(async (ctx) => {
			const id = await aPerson(ctx, 'ada');
			await ctx.db.update(person).set({ audience }).where(eq(person.id, id));
			const asAda = { ...ctx, actor: await asPerson(ctx, id, 'ada') };
			const opens = await personSheet(asAda, 'ada').then(
				() => true,
				() => false
			);
			expect((await readablePersonPath(asAda, 'ada')) !== null).toBe(opens);
		})
);
