import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';

async function query(database: TestDatabase, sql: string): Promise<unknown[]> {
	const client = new pg.Client({ connectionString: database.url });
	await client.connect();
	try {
		return (await client.query<Record<string, unknown>>(sql)).rows;
	} finally {
		await client.end();
	}
}

test('two test databases have all tables and know nothing of each other', async () => {
	const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
	await query(one, 'CREATE TABLE lamp AS SELECT 7 AS height');

	expect(await query(one, 'SELECT count(*)::int AS n FROM fanal.collective')).toEqual([{ n: 0 }]);
	await expect(query(other, 'SELECT * FROM lamp')).rejects.toThrow('does not exist');

	await Promise.all([one.drop(), other.drop()]);
	await expect(query(one, 'SELECT 1')).rejects.toThrow('does not exist');
});
