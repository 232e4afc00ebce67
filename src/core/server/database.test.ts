import { expect, test } from 'vitest';
import { inCollective } from './database.ts';
import { record } from './journal.ts';
import { testCollective } from './testing.ts';
import { OPERATOR } from '../actor.ts';

test('a unit of work that only reads can write nothing, whoever acts', async () => {
	const collective = await testCollective();
	const written = inCollective(collective, { actor: OPERATOR }, (ctx) =>
		record(ctx, [{ event: 'import.done' }])
	);
	await expect(written).rejects.toMatchObject({ cause: { code: '25006' } });
});
