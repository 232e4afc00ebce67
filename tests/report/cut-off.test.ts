import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, PUBLIC } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { writeAnnualReport } from '#collectors/annual-report.ts';
import { explainFigure } from '#collectors/catalogue.ts';
import { cutOffOf, listReportYears } from '#collectors/cut-off.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { publish } from '#collectors/publish.ts';
import { importFolderOf, manifestWith } from '../world/folder.ts';

/** A year whose edition is cut off on 30 June: a member leaves on the 30 September, a meeting is held in November. */
const FILES = {
	'manifeste.json': manifestWith({ annee: 2023, arrete_au: '2023-03-31', lecteurs: 'public' }),
	'organisations.csv': [
		'code;nom;nature',
		'essai;Essai;association',
		'phare;Phare;association',
		'capep;CAPEP;association',
		'staj;STAJ;association'
	],
	'adhesions.csv': [
		'organisation;du;au',
		'phare;2019;',
		'capep;2019;2023-09-30',
		'staj;2023-10-01;'
	],
	'reunions.csv': [
		'code;titre;type;date;etat',
		'juin;Bureau de juin;bureau;2023-06-13;tenue',
		'novembre;Bureau de novembre;bureau;2023-11-14;tenue'
	],
	'mesures.csv': [
		'code;libelle;unite;canal;definition',
		'abonnes;Abonnés;abonnés;LinkedIn;Abonnés.'
	],
	'releves.csv': [
		'mesure;date;valeur;source',
		'abonnes;2023-05-31;100;s',
		'abonnes;2023-12-01;250;s'
	]
};
const EDITION = 'annee;titre;arrete_au;etat';

async function load(editions: string[]): Promise<void> {
	const folder = await importFolderOf({ ...FILES, 'editions.csv': [EDITION, ...editions] });
	const { refusals } = await importFolder(folder);
	expect(refusals).toEqual([]);
}

async function read<T>(work: Parameters<typeof inCollective<T>>[2]): Promise<T> {
	const essai = await findCollective();
	if (!essai) throw new Error('the collective was not imported');
	return inCollective(essai, { actor: PUBLIC }, work);
}

const figure = (id: string, year = 2023) =>
	read(async (ctx) => (await explainFigure(ctx, id, year)).figure);

const HALF_YEAR = '2023;Rapport;2023-06-30;preparation';

describe('an edition cut off on 30 June', () => {
	beforeAll(() => load([HALF_YEAR, '2021;Rapport;2021-12-31;publiee']));

	test('counts the members of that day, and says the day in the rule', async () => {
		const members = await figure('network.members');
		expect(members.value).toBe(2);
		expect(members.rule).toContain('au 30 juin 2023');
	});

	test('counts no meeting and no reading of a later day', async () => {
		expect((await figure('meetings.held')).value).toBe(1);
		expect((await figure('measures.abonnes')).value).toBe(100);
	});

	test('says so on the report, whose figures are the same', async () => {
		const document = await read((ctx) =>
			writeAnnualReport(ctx, { year: 2023, baseUrl: 'http://fanal.example' })
		);
		expect(document.asOf).toBe('2023-06-30');
		const markdown = new TextDecoder().decode((await publish(document, 'md')).bytes);
		expect(markdown).toMatch(/30\sjuin\s2023/);
		const members = document.chapters
			.flatMap((chapter) => chapter.figures ?? [])
			.find((one) => one.metric === 'network.members');
		expect(members?.value).toBe(2);
	});

	test('leaves the other years at their 31 December', async () => {
		expect((await figure('network.members', 2022)).rule).toContain('au 31 décembre 2022');
		expect(await read((ctx) => cutOffOf(ctx, 2022))).toBe('2022-12-31');
	});

	test('every year with an edition, or in which somebody joined, has its report, the latest first', async () => {
		expect(await read(listReportYears)).toEqual([2023, 2021, 2019]);
	});
});

test('without an edition, the manifest decides for its year', async () => {
	const essai = await findCollective();
	if (!essai) throw new Error('the collective was not imported');
	const day = await inCollective(essai, { actor: OPERATOR, mode: 'rehearsal' }, async (ctx) => {
		await ctx.db.execute('DELETE FROM editions_edition');
		return cutOffOf(ctx, 2023);
	});
	expect(day).toBe('2023-03-31');
});
