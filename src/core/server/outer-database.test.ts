import { expect, test } from 'vitest';
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

test('an error of ours stays as it is', () => {
	const error = new Error('a bug');
	expect(explainOuterDatabase(error, URL)).toBe(error);
});
