import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, PUBLIC, type Actor } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { listReportYears, refuseEmptyYear } from '#collectors/cut-off.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { kinds } from '#modules/all.ts';
import { importFolderOf, manifestWith } from '../world/folder.ts';

/** Nothing happened but a public meeting in 2021 and one of the team in 2020; what else is dated tells no activity. */
const FILES = {
	'manifeste.json': manifestWith({ annee: 2023, lecteurs: 'public' }),
	'organisations.csv': [
		'code;nom;nature;fondee_le',
		'essai;Essai;association;1969',
		'phare;Phare;association;1990-05-01'
	],
	'reunions.csv': [
		'code;titre;type;date;etat;audience',
		'ouverte;Assemblée;assemblee-generale;2021-06-13;tenue;public',
		'fermee;Réunion d’équipe;bureau;2020-11-14;tenue;equipe',
		'a-venir;Bureau;bureau;2024-02-14;prevue;public'
	],
	'actions.csv': [
		'code;reunion;intitule;echeance;etat;audience',
		'a;ouverte;Écrire;2022-03-01;fait;public'
	]
};

beforeAll(async () => {
	const { refusals } = await importFolder(await importFolderOf(FILES));
	expect(refusals).toEqual([]);
});

async function as<T>(actor: Actor, work: Parameters<typeof inCollective<T>>[2]): Promise<T> {
	const essai = await findCollective();
	if (!essai) throw new Error('the collective was not imported');
	return inCollective(essai, { actor }, work);
}

describe('a year has a report', () => {
	test('when something that its reader may read happened in it, or when it is the one shown', async () => {
		expect(await as(PUBLIC, listReportYears)).toEqual([2023, 2021]);
	});

	test('for who may read what is closed, and not for others, who are told nothing of it', async () => {
		expect(await as(OPERATOR, listReportYears)).toEqual([2023, 2021, 2020]);
		await expect(as(PUBLIC, (ctx) => refuseEmptyYear(ctx, 2020))).rejects.toThrow(
			'les rapports sont ceux de 2023 et 2021'
		);
	});

	test('but not when an organisation was founded in it, an action planned for it, or a meeting comes after', async () => {
		for (const year of [1969, 1990, 2022, 2024])
			await expect(as(OPERATOR, (ctx) => refuseEmptyYear(ctx, year))).rejects.toThrow(
				`Il n’y a rien à raconter de ${String(year)}`
			);
	});
});

test('what is planned, or was founded, is never said to be activity, in any kind', () => {
	const planned = kinds.flatMap(({ name, columns }) =>
		Object.entries(columns)
			.filter(([, { header, aside }]) => /^(echeance|fondee_le|archive_le)$/.test(header) && !aside)
			.map(([field]) => `${name}.${field}`)
	);
	expect(planned).toEqual([]);
});
