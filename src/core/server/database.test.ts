import { expect, test } from 'vitest';
import { inCollective } from './database.ts';
import { record } from './journal.ts';
import type { Context } from './context.ts';
import { testCollective } from './testing.ts';
import { OPERATOR } from '../actor.ts';

test('a unit of work that only reads can write nothing, whoever acts', async () => {
	const collective = await testCollective();
	const written = inCollective(collective, { actor: OPERATOR }, (ctx) =>
		record(ctx, [{ event: 'import.done' }])
	);
	await expect(written).rejects.toMatchObject({ cause: { code: '25006' } });
});

test('as many as there are connections may each open another unit of work within theirs, and all end', async () => {
	const collective = await testCollective();
	const writing = (work: (ctx: Context) => Promise<unknown>) =>
		inCollective(collective, { actor: OPERATOR, mode: 'write' }, work);
	const renew = () =>
		writing(async (ctx) => {
			await ctx.db.execute('SELECT pg_advisory_xact_lock(7)');
			await writing((own) => own.db.execute('SELECT 1'));
			await inCollective(collective, { actor: OPERATOR }, (own) => own.db.execute('SELECT 1'));
		});
	await Promise.all(Array.from({ length: 30 }, renew));
});
