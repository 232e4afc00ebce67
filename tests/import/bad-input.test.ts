import { beforeEach, describe, expect, test } from 'vitest';
import { importFolder } from '#collectors/import/import-folder.ts';
import { listCollectives } from '#core/server/collectives.ts';
import { poolOf } from '#core/server/database.ts';
import { importFolderOf } from '../world/folder.ts';
import { forgetEssai } from './essai.ts';

const GOOD = ['code;nom;nature', 'phare;Phare;collectif', 'capep;CAPEP;association'];

beforeEach(forgetEssai);

async function refusalsOf(files: Record<string, string[] | Uint8Array>): Promise<string[]> {
	const report = await importFolder(await importFolderOf(files));
	expect(report.written).toBe(false);
	expect(await listCollectives()).toEqual([]);
	return report.refusals.map((one) =>
		[one.file, one.line, one.column, one.value, one.message].join(' | ')
	);
}

describe('nothing is half-imported, and each refusal says where and what to do', () => {
	test('a wrong column is named with those that exist', async () => {
		expect(
			await refusalsOf({ 'organisations.csv': ['code;nom;natur', 'a;A;association'] })
		).toEqual([
			expect.stringContaining(
				'organisations.csv | 1 | natur |  | colonne inconnue. Colonnes possibles : code, nom,'
			),
			expect.stringContaining('organisations.csv | 1 | nature |  | colonne obligatoire absente')
		]);
	});

	test('readers that nobody is: a record kept to them would be shut to all', async () => {
		const files = {
			'organisations.csv': [
				'code;nom;nature;audience',
				'a;A;association;groupe:gt9',
				'b;B;association;personnes:ada,lou',
				'c;C;association;personnes:ada'
			],
			'personnes.csv': ['code;prenom', 'ada;Ada']
		};
		expect(await refusalsOf(files)).toEqual([
			'organisations.csv | 2 | audience | groupe:gt9 | renvoie à « gt9 », qui n’existe pas : corrigez le code, ou ajoutez sa ligne à groupes.csv',
			'organisations.csv | 3 | audience | personnes:ada,lou | renvoie à « lou », qui n’existe pas : corrigez le code, ou ajoutez sa ligne à personnes.csv'
		]);
	});

	test('a date that does not exist', async () => {
		const refusals = await refusalsOf({
			'organisations.csv': ['code;nom;nature;fondee_le', 'a;A;association;31/02/2023']
		});
		expect(refusals).toEqual([
			expect.stringContaining(
				'organisations.csv | 2 | fondee_le | 31/02/2023 | n’est pas une date qui existe'
			)
		]);
	});

	test('an unknown organisation', async () => {
		const refusals = await refusalsOf({
			'organisations.csv': GOOD,
			'adhesions.csv': ['organisation', 'capep', 'cappep']
		});
		expect(refusals).toEqual([
			expect.stringContaining(
				'adhesions.csv | 3 | organisation | cappep | renvoie à « cappep », qui n’existe pas'
			)
		]);
	});

	test('a line that refers to a refused line says so', async () => {
		const refusals = await refusalsOf({
			'organisations.csv': ['code;nom;nature', 'capep;CAPEP;assoc'],
			'adhesions.csv': ['organisation', 'capep']
		});
		expect(refusals[1]).toContain('dont la ligne est elle-même refusée');
	});

	test('a line that refers to a sheet refused as a whole says so', async () => {
		const refusals = await refusalsOf({
			'organisations.csv': ['code,nom,nature', 'capep,CAPEP,association'],
			'adhesions.csv': ['organisation', 'capep']
		});
		expect(refusals[1]).toContain('dont la feuille (organisations.csv) est refusée');
	});

	test('a duplicate key names the first line', async () => {
		expect(
			await refusalsOf({ 'organisations.csv': [...GOOD, 'capep;Le CAPEP;association'] })
		).toEqual([
			expect.stringContaining('organisations.csv | 4 | code | capep | est déjà à la ligne 3')
		]);
	});

	test('a half-written file: a quote never closed, a line cut short', async () => {
		expect(await refusalsOf({ 'organisations.csv': ['code;nom;nature', 'a;"Une assoc'] })).toEqual([
			expect.stringContaining('un guillemet ouvert qui n’est jamais fermé')
		]);
		expect(await refusalsOf({ 'organisations.csv': [...GOOD, 'inter;Interl'] })).toEqual([
			expect.stringContaining('organisations.csv | 4 |  |  | a 2 cases au lieu de 3')
		]);
	});

	test('a file that is not UTF-8 names the line', async () => {
		const bytes = Buffer.from(
			['code;nom;nature', 'a;A;association', 'b;Él\u00e9;association'].join('\n'),
			'latin1'
		);
		expect(await refusalsOf({ 'organisations.csv': bytes })).toEqual([
			expect.stringContaining('organisations.csv | 3 |  |  | n’est pas en UTF-8')
		]);
	});

	test('a comma as separator, an empty file, bytes that are no text', async () => {
		expect(
			await refusalsOf({ 'organisations.csv': ['code,nom,nature', 'a,A,association'] })
		).toEqual([expect.stringContaining('n’utilise pas le point-virgule')]);
		expect(await refusalsOf({ 'organisations.csv': [''] })).toEqual([
			expect.stringContaining('est vide')
		]);
		expect(
			await refusalsOf({ 'organisations.csv': ['code;nom;nature', 'a;\0;association'] })
		).toEqual([expect.stringContaining('octets nuls')]);
	});

	test('a file that Fanal does not know, a folder without manifest', async () => {
		expect(await refusalsOf({ 'organisation.csv': GOOD })).toEqual([
			expect.stringContaining('organisation.csv |  |  |  | n’est pas un fichier connu')
		]);
		const report = await importFolder('/nulle/part');
		expect(report.refusals[0]?.message).toContain('n’est pas un dossier d’import');
	});

	test('a long text outside the folder or absent', async () => {
		const columns = 'code;nom;nature;presentation';
		expect(
			await refusalsOf({ 'organisations.csv': [columns, 'a;A;association;@textes/x.md'] })
		).toEqual([expect.stringContaining('qui n’existe pas dans le dossier')]);
		expect(
			await refusalsOf({ 'organisations.csv': [columns, 'a;A;association;@../../../etc/hostname'] })
		).toEqual([expect.stringMatching(/hors du dossier|n’existe pas/)]);
	});

	test('a manifest with a wrong entry names it', async () => {
		const report = await importFolder(
			await importFolderOf({ 'manifeste.json': ['{"format":"fanal/1","annee":"2023"}'] })
		);
		expect(report.refusals.map((one) => one.column)).toEqual(
			expect.arrayContaining(['collectif', 'annee'])
		);
	});

	test('a disk that fills up undoes everything and says what to do', async () => {
		await importFolder(await importFolderOf({ 'organisations.csv': GOOD }));
		await poolOf().query(`
			CREATE FUNCTION c_essai.disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$;
			CREATE TRIGGER disk_full BEFORE INSERT ON c_essai.network_person EXECUTE FUNCTION c_essai.disk_full()`);
		const folder = await importFolderOf({
			'organisations.csv': [...GOOD, 'staj;STAJ;association'],
			'personnes.csv': ['code;nom', 'zoe;Zoé']
		});
		await expect(importFolder(folder)).rejects.toThrow(
			'Le disque est plein : rien n’a été importé.'
		);
		const { rows } = await poolOf().query<{ code: string }>(
			'SELECT code FROM c_essai.network_organisation ORDER BY code'
		);
		expect(rows.map((row) => row.code)).toEqual(['capep', 'phare']);
		await poolOf().query('DROP FUNCTION c_essai.disk_full CASCADE');
	});
});

describe('a good folder', () => {
	test('importing twice changes nothing, not even the journal', async () => {
		const folder = await importFolderOf({ 'organisations.csv': GOOD });
		const first = await importFolder(folder);
		expect(first.outcomes.map((one) => one.outcome.state)).toEqual(['created', 'created']);
		const count = async () =>
			(await poolOf().query<{ n: string }>('SELECT count(*) AS n FROM c_essai.core_journal'))
				.rows[0]?.n;
		const before = await count();
		const second = await importFolder(folder);
		expect(second.outcomes.map((one) => one.outcome.state)).toEqual(['unchanged', 'unchanged']);
		expect(await count()).toBe(before);
	});

	test('a rehearsal tells what would change, column by column, and changes nothing', async () => {
		await importFolder(await importFolderOf({ 'organisations.csv': GOOD }));
		const changed = await importFolderOf({
			'organisations.csv': ['code;nom;nature', 'capep;Le CAPEP;association']
		});
		const report = await importFolder(changed, { rehearsal: true });
		expect(report.outcomes[0]?.outcome).toMatchObject({
			state: 'changed',
			changes: { name: ['CAPEP', 'Le CAPEP'] }
		});
		expect(report.written).toBe(false);
		const { rows } = await poolOf().query<{ name: string }>(
			"SELECT name FROM c_essai.network_organisation WHERE code = 'capep'"
		);
		expect(rows[0]?.name).toBe('CAPEP');
	});

	test('a rehearsal on an empty installation leaves no collective behind', async () => {
		const report = await importFolder(await importFolderOf({ 'organisations.csv': GOOD }), {
			rehearsal: true
		});
		expect(report.outcomes).toHaveLength(2);
		expect(await listCollectives()).toEqual([]);
	});

	test('a demonstration refuses a database that holds another collective', async () => {
		await importFolder(await importFolderOf({ 'organisations.csv': GOOD }));
		await expect(importFolder('data/phare-2023', { demonstration: true })).rejects.toThrow(
			'contient déjà le collectif « Essai »'
		);
	});
});
