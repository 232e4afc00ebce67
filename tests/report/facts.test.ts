import { beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC } from '#core/actor.ts';
import type { PublishedDocument } from '#core/blocks.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { writeAnnualReport } from '#collectors/annual-report.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { FORMATS, publish } from '#collectors/publish.ts';
import { FACTS } from './facts.ts';
import { comparable, wordsOf } from './read-back.ts';

let report: PublishedDocument;

beforeAll(async () => {
	const done = await importFolder('data/phare-2023');
	expect(done.refusals).toEqual([]);
	const collective = await findCollective();
	if (!collective) throw new Error('the demonstration was not imported');
	report = await inCollective(collective, { actor: PUBLIC }, (ctx) =>
		writeAnnualReport(ctx, { year: 2023, baseUrl: 'https://fanal.example.org' })
	);
});

describe.each(FORMATS)('the report of 2023 in %s', (format) => {
	test('holds every fact of the printed one', async () => {
		const { bytes } = await publish(report, format);
		const words = await wordsOf(format, bytes);
		// A hyphen at the end of a printed line may be the word's own: both sides are told without.
		const bare = words.replaceAll('-', '');
		const missing = Object.entries(FACTS).flatMap(([chapter, facts]) =>
			facts
				.filter((fact) => !bare.includes(comparable(fact).replaceAll('-', '')))
				.map((fact) => `${chapter}: ${fact}`)
		);
		expect(missing).toEqual([]);
	});
});

test('chapters come in the order of the printed table of contents', () => {
	const order = [
		'editorial',
		'bureau',
		'collectif',
		'territoire',
		'membres',
		'visites',
		'commissions',
		'actions',
		'gouvernance',
		'equipe',
		'ptce',
		'groupe-gt1',
		'groupe-gt2',
		'groupe-gt3',
		'groupe-gt4',
		'groupe-gt5',
		'groupe-gt6',
		'groupe-gt7-alimentation',
		'groupe-gt7-dechets',
		'groupe-gt8',
		'gouvernance-ptce',
		'perspectives'
	];
	const ids = report.chapters.map((chapter) => chapter.id);
	expect(ids.filter((id) => order.includes(id))).toEqual(order);
});

test('every anchor is used once', () => {
	const anchors = report.chapters.flatMap((chapter) =>
		chapter.blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : []))
	);
	expect(anchors.filter((id, index) => anchors.indexOf(id) !== index)).toEqual([]);
});
