import { writeXlsx, type Cell, type CellValue } from 'hucre';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective, poolOf } from '#core/server/database.ts';
import { writeManifest } from '#collectors/export/manifest.ts';
import { exportXlsx } from '#collectors/export/xlsx.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { kinds } from '#modules/all.ts';
import { importFolderOf } from '../world/folder.ts';
import { column, forgetEssai } from './essai.ts';

type Sheets = Record<string, CellValue[][]>;

/** A workbook as a spreadsheet writes it; `formats` and formulas by "row,column", from 0. */
const workbook = (sheets: Sheets, cells: Record<string, Partial<Cell>> = {}) =>
	writeXlsx({
		sheets: Object.entries(sheets).map(([name, rows]) => ({
			name,
			rows,
			cells: new Map(Object.entries(cells))
		}))
	});

async function imported(files: Record<string, string[] | Uint8Array>) {
	const report = await importFolder(await importFolderOf(files));
	return {
		states: report.outcomes.map((one) => one.outcome.state),
		refusals: report.refusals.map((one) =>
			[one.file, one.line, one.column, one.value, one.message].join(' | ')
		)
	};
}

const HEADERS = ['code', 'nom', 'nature', 'fondee_le', 'ordre'];

beforeEach(forgetEssai);

describe('a list as a workbook', () => {
	test.each(['data/phare-2023', 'tests/upgrade/collective'])(
		'each list of %s leaves as a workbook and comes back without a change',
		async (source) => {
			await importFolder(source);
			const collective = await findCollective();
			if (!collective) throw new Error('nothing was imported');
			const folder = await mkdtemp(join(tmpdir(), 'fanal-xlsx-'));
			await writeFile(join(folder, 'manifeste.json'), writeManifest(collective));
			await inCollective(collective, { actor: OPERATOR }, async (ctx) => {
				for (const kind of kinds) {
					const { file, bytes } = await exportXlsx(ctx, kind.name);
					await writeFile(join(folder, file), bytes);
				}
			});

			const report = await importFolder(folder);

			expect(report.refusals).toEqual([]);
			expect(report.outcomes.length).toBeGreaterThan(50);
			expect(report.outcomes.filter((one) => one.outcome.state !== 'unchanged')).toEqual([]);
			await poolOf().query(`DROP SCHEMA c_${collective.code} CASCADE`);
		}
	);

	test('takes the place of the CSV of the same name, real days and numbers included', async () => {
		const rows = [HEADERS, ['capep', '=1+1', 'association', new Date('1998-05-04'), 3]];
		const { refusals } = await imported({ 'organisations.xlsx': await workbook({ Feuil1: rows }) });
		expect(refusals).toEqual([]);
		expect(
			await column('network_organisation', "name || ' ' || founded_on || ' ' || position")
		).toEqual(['=1+1 1998-05-04 3']);
	});

	test('all lists may be in one workbook, a sheet each', async () => {
		const { states, refusals } = await imported({
			'classeur.xlsx': await workbook({
				adhesions: [
					['organisation', 'du'],
					['capep', 2019]
				],
				organisations: [HEADERS.slice(0, 3), ['capep', 'CAPEP', 'association']]
			})
		});
		expect(refusals).toEqual([]);
		expect(states).toEqual(['created', 'created']);
	});

	test('a date says no more than the spreadsheet shows', async () => {
		const september = new Date('2023-09-01');
		const cells = {
			'1,3': { value: september, style: { numFmt: 'mmm\\-yy' } },
			'2,3': { value: september, style: { numFmt: 'yyyy' } },
			'3,3': { value: september, style: { numFmt: '[$-40C]d mmmm yyyy' } },
			'4,3': { value: 2023 }
		};
		const names = ['mois', 'annee', 'jour', 'nombre'];
		const rows = [HEADERS, ...names.map((name) => [name, name, 'association', null, null])];
		const { refusals } = await imported({
			'organisations.xlsx': await workbook({ organisations: rows }, cells)
		});
		expect(refusals).toEqual([]);
		expect(await column('network_organisation', "code || ' ' || founded_on")).toEqual([
			'annee 2023',
			'jour 2023-09-01',
			'mois 2023-09',
			'nombre 2023'
		]);
	});

	test('a formula is worth its result, a time of day its hours and minutes', async () => {
		const meetings = [
			['code', 'titre', 'type', 'date', 'etat', 'heure_debut', 'rang_source'],
			['bureau', 'Bureau', 'bureau', '2023-06', 'tenue', null, null]
		];
		const cells = {
			'1,5': { value: 0.3958333333, style: { numFmt: 'hh:mm' } },
			'1,6': { value: null, formula: 'SUM(1,2)', formulaResult: 3 }
		};
		const { refusals } = await imported({
			'reunions.xlsx': await workbook({ reunions: meetings }, cells)
		});
		expect(refusals).toEqual([]);
		expect(await column('meetings_meeting', "start_time || ' ' || source_rank")).toEqual([
			'09:30 3'
		]);
	});
});

describe('a workbook that cannot be taken is refused with its place', () => {
	const good = [HEADERS.slice(0, 3), ['capep', 'CAPEP', 'association']];

	test('a wrong value: file, line, column, value', async () => {
		const rows = [...good, [], ['staj', 'STAJ', 'assoc']];
		const { refusals } = await imported({
			'classeur.xlsx': await workbook({ organisations: rows })
		});
		expect(refusals).toEqual([
			expect.stringContaining('classeur.xlsx, feuille organisations | 4 | nature | assoc | ')
		]);
		expect(
			(await imported({ 'organisations.xlsx': await workbook({ organisations: rows }) })).refusals
		).toEqual([expect.stringContaining('organisations.xlsx | 4 | nature | assoc | ')]);
	});

	test('an error of formula, a cell outside the columns', async () => {
		const rows = [
			...good,
			['staj', null, 'association'],
			['inter', 'I', 'association', null, 'note']
		];
		const cells = { '2,1': { value: '#REF!', type: 'error' as const } };
		expect(
			(await imported({ 'organisations.xlsx': await workbook({ a: rows }, cells) })).refusals
		).toEqual([
			expect.stringContaining('| 3 | nom | #REF! | est une erreur de formule'),
			expect.stringContaining('| 4 | E | note | est hors des colonnes')
		]);
	});

	test('a damaged file, another format, an empty sheet', async () => {
		const bytes = await workbook({ organisations: good });
		for (const bad of [bytes.slice(0, bytes.length / 2), Buffer.from('code;nom'), new Uint8Array()])
			expect((await imported({ 'organisations.xlsx': bad })).refusals).toEqual([
				expect.stringContaining('organisations.xlsx |  |  |  | n’est pas un classeur XLSX lisible')
			]);
		expect((await imported({ 'organisations.xlsx': await workbook({ a: [] }) })).refusals).toEqual([
			expect.stringContaining('est vide')
		]);
	});

	test('a workbook locked by a password', async () => {
		const bytes = await writeXlsx({
			sheets: [{ name: 'organisations', rows: good }],
			encryption: { password: 'phare', spinCount: 1000 }
		});
		expect((await imported({ 'organisations.xlsx': bytes })).refusals).toEqual([
			expect.stringContaining('est protégé par un mot de passe')
		]);
	});

	test('a list given twice, an unknown sheet, several sheets without a name to choose by', async () => {
		const bytes = await workbook({ organisations: good, notes: [['x']] });
		const { refusals } = await imported({
			'classeur.xlsx': bytes,
			'organisations.csv': ['code;nom;nature', 'capep;CAPEP;association']
		});
		expect(refusals).toEqual([
			expect.stringContaining('a une feuille « notes », qui n’est pas une liste connue'),
			expect.stringContaining('est donné deux fois, par classeur.xlsx et organisations.csv')
		]);
		const two = await workbook({ a: good, b: good });
		expect((await imported({ 'organisations.xlsx': two })).refusals).toEqual([
			expect.stringContaining('a plusieurs feuilles : nommez « organisations »')
		]);
	});
});
