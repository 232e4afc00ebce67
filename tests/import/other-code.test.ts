import { afterEach, beforeEach, expect, test } from 'vitest';
import { importFolder } from '#collectors/import/import-folder.ts';
import { findCollective, listCollectives } from '#core/server/collectives.ts';
import { poolOf } from '#core/server/database.ts';
import { importFolderOf, manifestWith } from '../world/folder.ts';
import { forgetEssai } from './essai.ts';

const LIST = ['code;nom;nature', 'capep;CAPEP;association'];

const folderOf = (code: string) =>
	importFolderOf({
		'manifeste.json': manifestWith({
			collectif: {
				code,
				nom: code.toUpperCase(),
				nom_complet: code,
				territoire: 'Pays',
				couleurs: { principale: '#12355b', accent: '#f2b33d' }
			}
		}),
		'organisations.csv': LIST
	});

beforeEach(async () => {
	await forgetEssai();
	await poolOf().query('DROP SCHEMA IF EXISTS c_amont CASCADE');
	await importFolder(await folderOf('essai'));
});
afterEach(() => {
	delete process.env['FANAL_COLLECTIF'];
});

test('a folder that bears another code is refused: both codes are named, and what to do; nothing is made', async () => {
	const report = await importFolder(await folderOf('amont'));
	expect(report.written).toBe(false);
	expect(report.refusals).toMatchObject([
		{ file: 'manifeste.json', column: 'collectif.code', value: 'amont' }
	]);
	expect(report.refusals[0]?.message).toContain('« essai » (ESSAI)');
	expect(report.refusals[0]?.message).toContain('--nouveau-collectif');
	expect((await listCollectives()).map((one) => one.code)).toEqual(['essai']);
	const { rows } = await poolOf().query("SELECT 1 FROM pg_namespace WHERE nspname = 'c_amont'");
	expect(rows).toEqual([]);
});

test('a second collective that was asked for does not take the place of the first, though its code comes before', async () => {
	const report = await importFolder(await folderOf('amont'), { newCollective: true });
	expect(report).toMatchObject({ written: true, collective: 'amont' });
	expect((await findCollective())?.code).toBe('essai');
	process.env['FANAL_COLLECTIF'] = 'amont';
	expect((await findCollective())?.code).toBe('amont');
	process.env['FANAL_COLLECTIF'] = 'aval';
	expect(await findCollective()).toBeUndefined();
});
