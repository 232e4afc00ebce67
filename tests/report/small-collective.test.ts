import { mkdtemp, cp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { OPERATOR, PUBLIC } from '#core/actor.ts';
import type { PublishedDocument } from '#core/blocks.ts';
import { findCollectiveByCode } from '#core/server/collectives.ts';
import { inCollective, poolOf } from '#core/server/database.ts';
import { writeAnnualReport } from '#collectors/annual-report.ts';
import { listDoubts } from '#collectors/doubts.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { FORMATS, publish } from '#collectors/publish.ts';
import { comparable, wordsOf } from './read-back.ts';

/** Facts of the invented collective: six members, three meetings, a visit, a group. */
const FACTS = [
	'Les Quatre Vents',
	'6 organisations',
	'Inès Faure',
	'arrondissement de Largentière',
	'Pain levant',
	'location solidaire de vélos',
	'12 mars 2024',
	'On cultive aussi la confiance.',
	'deux hectares de légumes',
	'Un camion le mardi',
	'20 juin 2024',
	'de 18 h à 20 h',
	'près de 10 participants',
	'mai 2024',
	'Ouvrir un dépôt de matériaux à Aubenas',
	'GT1 — Réemploi',
	'Volets verts sait remettre à neuf',
	'Ouvrir le dépôt de matériaux',
	'non renseigné'
];

beforeEach(async () => {
	await poolOf().query(
		'DROP SCHEMA IF EXISTS c_quatre_vents, c_mon_collectif CASCADE; DELETE FROM fanal.collective'
	);
});

async function reportOf(folder: string, code: string): Promise<PublishedDocument> {
	const done = await importFolder(folder);
	expect(done.refusals).toEqual([]);
	const collective = await findCollectiveByCode(code);
	if (!collective) throw new Error('the collective was not imported');
	return inCollective(collective, { actor: PUBLIC }, (ctx) =>
		writeAnnualReport(ctx, { year: 2024, baseUrl: 'https://fanal.example.org' })
	);
}

function emptyChapters(report: PublishedDocument): string[] {
	return report.chapters
		.filter(({ blocks, figures }) => blocks.length + (figures?.length ?? 0) === 0)
		.map(({ id }) => id);
}

describe('a collective of six members that fills a score of files', () => {
	test.each(FORMATS)(
		'reads its year in %s, without an empty chapter',
		async (format) => {
			const report = await reportOf('tests/world/quatre-vents', 'quatre-vents');
			expect(emptyChapters(report)).toEqual([]);

			const { bytes } = await publish(report, format);
			const words = await wordsOf(format, bytes);
			expect(FACTS.filter((fact) => !words.includes(comparable(fact)))).toEqual([]);
			expect(words).not.toContain('phare');
		},
		60_000
	);

	test('has only the chapters of what it tells', async () => {
		const report = await reportOf('tests/world/quatre-vents', 'quatre-vents');
		expect(report.chapters.map(({ id }) => id)).toEqual([
			'editorial',
			'en-bref',
			'bureau',
			'territoire',
			'membres',
			'visites',
			'besoins',
			'gouvernance',
			'ptce',
			'groupe-gt-reemploi',
			'perspectives',
			'calendrier',
			'chiffres'
		]);
	});

	test('is told what to ask its members, and nothing is settled for it', async () => {
		await importFolder('tests/world/quatre-vents');
		const collective = await findCollectiveByCode('quatre-vents');
		if (!collective) throw new Error('the collective was not imported');
		const reports = await inCollective(collective, { actor: OPERATOR }, listDoubts);
		const findings = reports.flatMap(({ found }) => found.map(({ finding }) => finding));
		expect(findings).toContain('Mieux bouger : présidence non renseignée.');
	});
});

test('the empty folder of the guide is imported as it is, and its report stands without a fact', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'fanal-empty-'));
	await cp('docs/guide/dossier-vide', folder, { recursive: true });
	const report = await reportOf(folder, 'mon-collectif');
	expect(emptyChapters(report)).toEqual([]);
	for (const format of FORMATS)
		expect((await publish(report, format)).bytes.length).toBeGreaterThan(500);
});

test('a sheet of the empty folder that a spreadsheet has filled keeps its mark and is read', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'fanal-filled-'));
	await cp('docs/guide/dossier-vide', folder, { recursive: true });
	const sheet = join(folder, 'personnes.csv');
	const header = (await readFile(sheet, 'utf8')).trimEnd();
	await writeFile(sheet, `${header}\r\nzoe-petit;Zoé;Petit;;;;\r\n`);
	const done = await importFolder(folder);
	expect(done.outcomes.map(({ name }) => name)).toEqual(['zoe-petit']);
});
