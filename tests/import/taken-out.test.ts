import { beforeEach, describe, expect, test } from 'vitest';
import { inCollective } from '#core/server/database.ts';
import { saveRecords, storedRows } from '#core/server/records.ts';
import { signedIn } from '#core/server/testing.ts';
import { kinds } from '#modules/all.ts';
import { column, essai, forgetEssai, importAs, missingOf, rowsOf, undo } from './essai.ts';

const ALL = ['code;nom;nature', 'phare;Phare;collectif', 'capep;CAPEP;association'];
const LESS = ['code;nom;nature', 'phare;Phare;collectif'];
const PEOPLE = ['code;nom', 'zoe;Zoé'];
const ROLES = ['personne;organisation;fonction;titre', 'zoe;capep;presidence;présidente'];

beforeEach(forgetEssai);

describe('a row taken out of its file', () => {
	test('stays and is told at each import, the rehearsal included', async () => {
		await importAs('balise', { 'organisations.csv': ALL });
		for (const rehearsal of [true, false, false]) {
			const report = await importAs('balise', { 'organisations.csv': LESS }, { rehearsal });
			expect(missingOf(report)).toEqual(['organisations.csv capep kept']);
		}
		expect(await column('network_organisation', 'code')).toEqual(['capep', 'phare']);
	});

	test('goes with --prune, and comes back when that import is undone', async () => {
		await importAs('balise', { 'organisations.csv': ALL });

		const report = await importAs('balise', { 'organisations.csv': LESS }, { prune: true });

		expect(missingOf(report)).toEqual(['organisations.csv capep removed']);
		expect(await column('network_organisation', 'code')).toEqual(['phare']);
		expect(await column('core_search_entry', 'title')).toEqual(['Phare']);
		expect(rowsOf(await undo())).toEqual(['organisations.csv capep restored']);
		expect(await column('network_organisation', 'code')).toEqual(['capep', 'phare']);
		expect(await column('core_search_entry', 'title')).toEqual(['CAPEP', 'Phare']);
	});

	test('a rehearsal of --prune says what would go', async () => {
		await importAs('balise', { 'organisations.csv': ALL });
		const report = await importAs(
			'balise',
			{ 'organisations.csv': LESS },
			{ prune: true, rehearsal: true }
		);
		expect(missingOf(report)).toEqual(['organisations.csv capep removed']);
		expect(await column('network_organisation', 'code')).toEqual(['capep', 'phare']);
	});

	test('stays in spite of --prune while another row refers to it, and goes with that row', async () => {
		const people = { 'personnes.csv': PEOPLE };
		await importAs('balise', { ...people, 'organisations.csv': ALL, 'roles.csv': ROLES });

		const alone = { ...people, 'organisations.csv': LESS };
		expect(missingOf(await importAs('balise', alone, { prune: true }))).toEqual([
			'organisations.csv capep kept (y renvoient : 1 ligne de roles.csv)'
		]);
		const both = { ...alone, 'roles.csv': ['personne;organisation;fonction'] };
		expect(missingOf(await importAs('balise', both, { prune: true })).sort()).toEqual([
			'organisations.csv capep removed',
			expect.stringMatching(/^roles.csv zoe · capep · .*removed$/)
		]);
	});

	test('stays in spite of --prune when somebody has changed it by hand', async () => {
		await importAs('balise', { 'organisations.csv': ALL });
		const actor = signedIn('Camille');
		await inCollective(await essai(), { actor, mode: 'write' }, async (ctx) => {
			const kind = kinds.find((one) => one.name === 'organisation');
			if (!kind) throw new Error('no kind organisation');
			const row = (await storedRows(ctx, kind)).find((one) => one['code'] === 'capep');
			await saveRecords(ctx, kind, [{ ...row, name: 'Le CAPEP' }]);
		});

		const report = await importAs('balise', { 'organisations.csv': LESS }, { prune: true });

		expect(missingOf(report)).toEqual([
			expect.stringContaining('organisations.csv capep kept (modifiée par Camille le')
		]);
	});
});

describe('nothing is taken out', () => {
	test('when the whole file is left out of the folder', async () => {
		await importAs('balise', { 'organisations.csv': ALL, 'personnes.csv': PEOPLE });
		const report = await importAs('balise', { 'personnes.csv': PEOPLE }, { prune: true });
		expect(missingOf(report)).toEqual([]);
		// The folder still answers for that file when it comes back.
		expect(missingOf(await importAs('balise', { 'organisations.csv': LESS }))).toEqual([
			'organisations.csv capep kept'
		]);
	});

	test('when the row came from another folder', async () => {
		await importAs('balise-2023', { 'organisations.csv': ALL });
		const report = await importAs('balise-2024', { 'organisations.csv': LESS }, { prune: true });
		expect(missingOf(report)).toEqual([]);
	});

	test('when another folder still holds the row', async () => {
		await importAs('balise-2023', { 'organisations.csv': ALL });
		await importAs('balise-2024', {
			'organisations.csv': [...ALL, 'staj;STAJ;association']
		});
		const report = await importAs('balise-2023', { 'organisations.csv': LESS }, { prune: true });
		expect(missingOf(report)).toEqual([]);
	});
});

describe('a column left out', () => {
	const full = ['code;nom;nature;ville;audience', 'capep;CAPEP;association;Denain;membres'];

	test('says nothing: what is stored stays', async () => {
		await importAs('balise', { 'organisations.csv': full });
		const report = await importAs('balise', {
			'organisations.csv': ['code;nom;nature', 'capep;Le CAPEP;association']
		});
		expect(report.outcomes.map((one) => one.outcome)).toMatchObject([
			{ state: 'changed', changes: { name: ['CAPEP', 'Le CAPEP'] } }
		]);
		expect(await column('network_organisation', "city || ' ' || audience")).toEqual([
			'Denain members'
		]);
	});

	test('and an empty cell says "non renseigné": what is stored goes', async () => {
		await importAs('balise', { 'organisations.csv': full });
		await importAs('balise', {
			'organisations.csv': ['code;nom;nature;ville', 'capep;CAPEP;association;']
		});
		expect(await column('network_organisation', 'city')).toEqual([null]);
	});

	test('leaves the several references of a row alone', async () => {
		await importAs('balise', {
			'organisations.csv': ALL,
			'jalons.csv': [
				'code;date;intitule;nature;organisations',
				'naissance;2019;Naissance;creation;phare | capep'
			]
		});
		const report = await importAs('balise', {
			'jalons.csv': ['code;date;intitule;nature', 'naissance;2019;Naissance;creation']
		});
		expect(report.outcomes.map((one) => one.outcome.state)).toEqual(['unchanged']);
		expect(await column('editions_milestone_organisation', 'organisation_id')).toHaveLength(2);
	});
});
