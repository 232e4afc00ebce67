import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { findCollectiveByCode } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { exportFolder } from '#collectors/export/folder.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { importFolderOf } from '../world/folder.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const header = 'code;titre;nature;fichier;adresse_web';
const bringing = (line: string, files: Record<string, Uint8Array> = {}) =>
	importFolderOf({ 'documents.csv': [header, line], ...files }).then((folder) =>
		importFolder(folder)
	);

describe('files in an import folder', () => {
	test('come in with the documents that name them, and leave with them', async () => {
		const report = await bringing('convention;Convention;convention;papiers/signée.pdf;', {
			'papiers/signée.pdf': PDF
		});
		expect(report.refusals).toEqual([]);
		const folder = await mkdtemp(join(tmpdir(), 'fanal-export-'));
		const collective = await findCollectiveByCode('essai');
		if (!collective) throw new Error('not imported');
		await inCollective(collective, { actor: OPERATOR }, (ctx) => exportFolder(ctx, folder));
		const list = await readFile(join(folder, 'documents.csv'), 'utf8');
		const [path = ''] = /fichiers\/[0-9a-f]{64}\/signée\.pdf/.exec(list) ?? [];
		expect(await readFile(join(folder, path))).toEqual(PDF);
		const again = await importFolder(folder);
		expect(again.refusals).toEqual([]);
		expect(again.outcomes.every(({ outcome }) => outcome.state === 'unchanged')).toBe(true);
	});

	test.each<[string, string, Record<string, Uint8Array>, string]>([
		['that is not there', 'absent.pdf', {}, 'n’existe pas dans le dossier'],
		['outside the folder', '../../../etc/hostname', {}, 'hors du dossier'],
		['that is a folder', 'papiers', { 'papiers/a.pdf': PDF }, 'est un dossier'],
		['that lies on its sort', 'a.png', { 'a.png': PDF }, 'malgré son nom']
	])('a file %s refuses its line, and nothing comes in', async (_what, path, files, reason) => {
		const report = await bringing(`perdu;Perdu;autre;${path};`, files);
		expect(report.written).toBe(false);
		expect(report.refusals[0]).toMatchObject({ file: 'documents.csv', line: 2, column: 'fichier' });
		expect(report.refusals[0]?.message).toContain(reason);
	});

	test('a document without a file nor an address is refused, with what to do', async () => {
		const report = await bringing('nulle-part;Nulle part;autre;;');
		expect(report.refusals[0]?.message).toContain('n’est nulle part');
	});

	test('an address that a browser would run is no address', async () => {
		const report = await bringing('piege;Piège;autre;;javascript:alert(1)');
		expect(report.refusals[0]?.message).toContain('n’est pas l’adresse d’une page');
	});
});
