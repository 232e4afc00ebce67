import { beforeEach, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { inCollective } from '#core/server/database.ts';
import { listImports } from '#core/server/imports.ts';
import { saveRecords, storedRows } from '#core/server/records.ts';
import { signedIn } from '#core/server/testing.ts';
import { undoImport } from '#collectors/import/undo-import.ts';
import { search } from '#collectors/search.ts';
import { kinds } from '#modules/all.ts';
import { manifestWith } from '../world/folder.ts';
import { column, essai, forgetEssai, importAs, rowsOf, undo } from './essai.ts';

const ORGANISATIONS = ['code;nom;nature', 'phare;Phare;collectif', 'capep;CAPEP;association'];
const PEOPLE = ['code;nom', 'zoe;Zoé', 'ali;Ali'];
const ROLES = ['personne;organisation;fonction;titre', 'zoe;capep;presidence;présidente'];

beforeEach(forgetEssai);

const actor = signedIn('Camille');

/** Somebody of the team renames an organisation, as a form will. */
async function rename(code: string, name: string): Promise<void> {
	await inCollective(await essai(), { actor, mode: 'write' }, async (ctx) => {
		const kind = kinds.find((one) => one.name === 'organisation');
		if (!kind) throw new Error('no kind organisation');
		const row = (await storedRows(ctx, kind)).find((one) => one['code'] === code);
		await saveRecords(ctx, kind, [{ ...row, name }]);
	});
}

const found = async (query: string) =>
	inCollective(await essai(), { actor: OPERATOR }, async (ctx) =>
		(await search(ctx, query)).hits.map((hit) => hit.title)
	);

const numbers = async () =>
	inCollective(await essai(), { actor: OPERATOR }, async (ctx) =>
		(await listImports(ctx)).map((run) => [run.number, run.counts['created'], !!run.undoneAt])
	);

describe('an import can be undone', () => {
	test('rows it created go, rows it changed are as before, and search follows', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });
		await importAs('deux', {
			'organisations.csv': [
				'code;nom;nature',
				'capep;Le CAPEP;entreprise',
				'staj;STAJ;association'
			],
			'personnes.csv': PEOPLE,
			'roles.csv': ROLES
		});

		const report = await undo();

		expect(report.written).toBe(true);
		expect(rowsOf(report).sort()).toEqual([
			'organisations.csv capep putBack',
			'organisations.csv staj removed',
			'personnes.csv ali removed',
			'personnes.csv zoe removed',
			expect.stringMatching(/^roles.csv zoe · capep · .*removed/)
		]);
		expect(await column('network_organisation', "code || ' ' || name || ' ' || nature")).toEqual([
			'capep CAPEP association',
			'phare Phare collective'
		]);
		expect(await column('network_person', 'code')).toEqual([]);
		expect(await found('capep')).toEqual(['CAPEP']);
		expect(await found('staj')).toEqual([]);
		expect(await numbers()).toEqual([
			[2, 4, true],
			[1, 2, false]
		]);
	});

	test('what it removed comes back no more open than the record that it is part of, closed since, and that is told', async () => {
		const opened = (lines: string[]) =>
			lines.map((line, index) => `${line};${index ? 'public' : 'audience'}`);
		const [roles = ''] = ROLES;
		const people = { 'organisations.csv': ORGANISATIONS, 'personnes.csv': opened(PEOPLE) };
		await importAs('un', { ...people, 'roles.csv': opened(ROLES) });
		await importAs('un', { ...people, 'roles.csv': opened([roles]) }, { prune: true });
		await inCollective(await essai(), { actor, mode: 'write' }, async (ctx) => {
			const kind = kinds.find((one) => one.name === 'person');
			if (!kind) throw new Error('no kind person');
			const row = (await storedRows(ctx, kind)).find((one) => one['code'] === 'zoe');
			await saveRecords(ctx, kind, [{ ...row, audience: 'board' }]);
		});
		const report = await undo();
		expect(rowsOf(report)).toEqual([
			expect.stringMatching(/^roles.csv zoe · capep · .*restored \(lue par moins de personnes/)
		]);
		expect(await column('network_role', 'audience')).toEqual(['board']);

		const again = await importAs('un', { ...people, 'roles.csv': opened(ROLES) });
		expect(again.outcomes.filter(({ outcome }) => outcome.state === 'kept')).toHaveLength(2);
		expect(await column('network_role', 'audience')).toEqual(['board']);
	});

	test('several references of one cell come back too', async () => {
		const milestones = (organisations: string) => [
			'code;date;intitule;nature;organisations',
			`naissance;2019;Naissance;creation;${organisations}`
		];
		await importAs('un', {
			'organisations.csv': ORGANISATIONS,
			'jalons.csv': milestones('phare | capep')
		});
		await importAs('un', { 'jalons.csv': milestones('capep') });
		expect(await column('editions_milestone_organisation', 'organisation_id')).toHaveLength(1);

		await undo();

		expect(await column('editions_milestone_organisation', 'organisation_id')).toHaveLength(2);
	});

	test('imports are undone one after the other, back to nothing', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });
		await importAs('un', { 'organisations.csv': [...ORGANISATIONS, 'staj;STAJ;association'] });
		await importAs('un', { 'organisations.csv': ['code;nom;nature', 'staj;Staj;association'] });

		await undo();
		expect(await column('network_organisation', 'name')).toEqual(['CAPEP', 'Phare', 'STAJ']);
		await undo();
		await undo();

		expect(await column('network_organisation', 'name')).toEqual([]);
		await expect(undo()).rejects.toThrow('Il n’y a aucun import à annuler.');
	});

	test('the same folder can be imported again afterwards', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });
		await undo();
		const again = await importAs('un', { 'organisations.csv': ORGANISATIONS });
		expect(again.number).toBe(2);
		expect(again.outcomes.map((one) => one.outcome.state)).toEqual(['created', 'created']);
	});

	test('the name and year of the collective come back', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });
		const next = await importAs('un', { 'manifeste.json': manifestWith({ annee: 2024 }) });
		expect(next.number).toBe(2);
		expect((await essai()).settings.year).toBe(2024);

		await undo();

		expect((await essai()).settings.year).toBe(2023);
	});

	test('a rehearsal tells all of it and changes nothing', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });

		const report = await undoImport(await essai(), undefined, { rehearsal: true });

		expect(report.written).toBe(false);
		expect(rowsOf(report).sort()).toEqual([
			'organisations.csv capep removed',
			'organisations.csv phare removed'
		]);
		expect(await column('network_organisation', 'code')).toEqual(['capep', 'phare']);
		expect(await numbers()).toEqual([[1, 2, false]]);
	});
});

describe('undoing is refused, and nothing is touched', () => {
	test('when somebody has changed a row since: who and when are told', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });
		await rename('capep', 'Le CAPEP');

		const report = await undo();

		expect(report.written).toBe(false);
		expect(rowsOf(report)).toEqual([
			expect.stringMatching(
				/^organisations.csv capep refused \(modifiée depuis par Camille le \d+ \S+ \d{4}\)$/
			)
		]);
		expect(await column('network_organisation', 'name')).toEqual(['Le CAPEP', 'Phare']);
	});

	test('when a later import has changed a row: it is to be undone first', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });
		await importAs('deux', { 'organisations.csv': ['code;nom;nature', 'capep;Cap;association'] });

		expect(rowsOf(await undo(1))).toEqual([
			'organisations.csv capep refused (modifiée depuis par l’import n° 2)'
		]);
		await undo(2);
		expect((await undo(1)).written).toBe(true);
	});

	test('when other rows have come to depend on one', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });
		await importAs('deux', { 'personnes.csv': PEOPLE, 'roles.csv': ROLES });

		expect(rowsOf(await undo(1)).filter((row) => row.includes('refused'))).toEqual([
			'organisations.csv capep refused (y renvoient : 1 ligne de roles.csv)'
		]);
		expect(await column('network_organisation', 'code')).toEqual(['capep', 'phare']);
	});

	test('when the import is unknown or undone already', async () => {
		await importAs('un', { 'organisations.csv': ORGANISATIONS });
		await expect(undo(7)).rejects.toThrow('L’import n° 7 n’existe pas.');
		await undo(1);
		await expect(undo(1)).rejects.toThrow('L’import n° 1 est déjà annulé.');
	});
});

test('an import that changes nothing is not one', async () => {
	await importAs('un', { 'organisations.csv': ORGANISATIONS });
	expect((await importAs('un', { 'organisations.csv': ORGANISATIONS })).number).toBeUndefined();
	expect(await numbers()).toEqual([[1, 2, false]]);
});
