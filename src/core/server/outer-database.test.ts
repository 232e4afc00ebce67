import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { closePools, poolOf } from './database.ts';
import { migrateAll, migrateCollective } from './migrate.ts';
import { checkOuterDatabase, explainOuterDatabase, refuseUnfit } from './outer-database.ts';

const URL = 'postgres://fanal:secret@base.example.org:5432/fanal';

test('a PostgreSQL before 15 is refused, with its version', () => {
	expect(() => {
		refuseUnfit({ version: '14.11 (Debian 14.11-1)', encoding: 'UTF8' });
	}).toThrow('est un PostgreSQL 14.11 (Debian 14.11-1) : il en faut un 15 ou plus');
	refuseUnfit({ version: '15.0', encoding: 'UTF8' });
	refuseUnfit({ version: '18beta1', encoding: 'UTF8' });
});

test('a database that cannot hold every letter is refused', () => {
	expect(() => {
		refuseUnfit({ version: '16.2', encoding: 'LATIN1' });
	}).toThrow('est en LATIN1');
});

test.each([
	['28P01', 'La base « fanal » de base.example.org refuse le compte ou le mot de passe.'],
	['3D000', 'La base « fanal » de base.example.org n’existe pas.'],
	['42501', 'La base « fanal » de base.example.org n’autorise pas ce compte à créer des schémas.']
])('a refusal %s is told in French, without the password', (code, sentence) => {
	const refusal = Object.assign(new Error('no'), { code });
	const told = explainOuterDatabase(new Error('Failed query', { cause: refusal }), URL);
	expect(told).toMatchObject({ message: sentence });
	expect(JSON.stringify(told)).not.toContain('secret');
});

test('a base where nobody listens says so', async () => {
	await expect(checkOuterDatabase('postgres://fanal:secret@127.0.0.1:1/fanal')).rejects.toThrow(
		'La base « fanal » de 127.0.0.1 ne répond pas.'
	);
});

test('a base behind a socket is named by its folder', () => {
	const refusal = Object.assign(new Error('no'), { code: 'ENOENT' });
	expect(explainOuterDatabase(refusal, 'postgres:///fanal?host=/run/postgresql')).toMatchObject({
		message: 'La base « fanal » de /run/postgresql ne répond pas.'
	});
});

test('the database of the tests is fit', async () => {
	await checkOuterDatabase(process.env['DATABASE_URL'] ?? '');
});

test('a database of an ordinary account is enough: neither superuser nor extension', async () => {
	const account = `ordinaire_${randomBytes(4).toString('hex')}`;
	const administrator = poolOf();
	await administrator.query(
		`CREATE ROLE ${account} LOGIN PASSWORD 'essai' NOSUPERUSER NOCREATEDB NOCREATEROLE`
	);
	await administrator.query(`CREATE DATABASE ${account} OWNER ${account} TEMPLATE template0`);
	try {
		const own = ownAddress(account);
		await checkOuterDatabase(own);
		await migrateAll(own);
		await migrateCollective('balise', own);
		const { rows } = await poolOf(own).query<{ name: string }>(
			"SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql'"
		);
		expect(rows).toEqual([]);
	} finally {
		await closePools();
		await poolOf().query(`DROP DATABASE ${account} WITH (FORCE)`);
		await poolOf().query(`DROP ROLE ${account}`);
	}
});

/** The address of the tests' PostgreSQL, for another account and its database. */
function ownAddress(account: string): string {
	return (process.env['DATABASE_URL'] ?? '').replace(
		/^(\w+:\/\/)[^@/]*@([^/]*)\/[^?]*/,
		`$1${account}:essai@$2/${account}`
	);
}

test('an error of ours stays as it is', () => {
	const error = new Error('a bug');
	expect(explainOuterDatabase(error, URL)).toBe(error);
});
