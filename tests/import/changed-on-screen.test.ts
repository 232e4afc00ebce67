import { beforeEach, expect, test } from 'vitest';
import { reportLines } from '../../src/cli/import-lines.ts';
import type { ImportOptions } from '#collectors/import/import-folder.ts';
import type { ImportReport } from '#collectors/import/outcomes.ts';
import { changeRecord, createRecord, removeRecords, storedRows } from '#core/server/records.ts';
import { inCollective } from '#core/server/database.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { signedIn } from '#core/server/testing.ts';
import { changeCollective, collectiveForm } from '#modules/accounts/server/collective.ts';
import { kinds } from '#modules/all.ts';
import { column, essai, forgetEssai, importAs, undo } from './essai.ts';

const FILES = {
	'organisations.csv': ['code;nom;nature', 'capep;CAPEP;association', 'staj;STAJ;association'],
	'personnes.csv': ['code;prenom;nom', 'ada;Ada;Martinov'],
	'roles.csv': ['personne;organisation;fonction', 'ada;staj;direction']
};
const load = (options: ImportOptions = {}, files = FILES) => importAs('collectif', files, options);

beforeEach(forgetEssai);

/** Zoé, of the team, at noon on 12 March 2024. */
async function onScreen(work: (ctx: Context) => Promise<unknown>): Promise<void> {
	const grants = [
		{ role: 'team' as const, because: 'fait partie de l’équipe' },
		{ role: 'administrator' as const, because: 'administre' }
	];
	await inCollective(
		await essai(),
		{ actor: signedIn('Zoé', ...grants), mode: 'write', now: new Date('2024-03-12T11:00:00Z') },
		work
	);
}

function kindOf(name: string): AnyKind {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) throw new Error(name);
	return kind;
}

async function rowOf(ctx: Context, kind: AnyKind, code: string) {
	const row = (await storedRows(ctx, kind)).find((one) => one['code'] === code);
	if (!row) throw new Error(code);
	return row;
}

const rename = (code: string, name: string) =>
	onScreen(async (ctx) => {
		const kind = kindOf('organisation');
		const row = await rowOf(ctx, kind, code);
		await changeRecord(ctx, kind, String(row['id']), { ...row, name }, Number(row['version']));
	});

const takeAway = (name: string, code?: string) =>
	onScreen(async (ctx) => {
		const kind = kindOf(name);
		const rows = code ? [await rowOf(ctx, kind, code)] : await storedRows(ctx, kind);
		await removeRecords(ctx, kind, rows);
	});

const told = (report: ImportReport, rehearsal = false) =>
	reportLines(report, { rehearsal, verbose: false, prune: false });

test('what somebody changed on screen stays, and the dry run says when, by whom, and what the folder says', async () => {
	await load();
	await rename('capep', 'CAPEP du Hainaut');
	const lines = told(await load({ rehearsal: true }), true);
	expect(lines).toContain(
		'organisations.csv:2  capep  gardée : changé à l’écran le 12 mars 2024 par Zoé (le dossier dit nom : CAPEP du Hainaut → CAPEP)'
	);
	expect(lines.join('\n')).toContain('relancez avec --replace');
	expect(lines.join('\n')).toContain('1 gardée');
	await load();
	expect(await column('network_organisation', 'name')).toEqual(['CAPEP du Hainaut', 'STAJ']);
});

test('asked to replace, the folder wins; from then on, nobody has changed it since', async () => {
	await load();
	await rename('capep', 'CAPEP du Hainaut');
	await load({ replace: true });
	expect(await column('network_organisation', 'name')).toEqual(['CAPEP', 'STAJ']);
	const changed = {
		...FILES,
		'organisations.csv': ['code;nom;nature', 'capep;Le CAPEP;association']
	};
	await load({}, changed);
	expect(await column('network_organisation', 'name')).toEqual(['Le CAPEP', 'STAJ']);
});

test('a row changed on screen does not keep the others of its file from following the folder', async () => {
	await load();
	await rename('capep', 'CAPEP du Hainaut');
	await load(
		{},
		{
			...FILES,
			'organisations.csv': [
				'code;nom;nature',
				'capep;Le CAPEP;association',
				'staj;Le STAJ;association'
			]
		}
	);
	expect(await column('network_organisation', 'name')).toEqual(['CAPEP du Hainaut', 'Le STAJ']);
});

test('what somebody took away on screen does not come back, nor what refers to it', async () => {
	await load();
	await takeAway('role');
	await takeAway('organisation', 'staj');
	const report = await load();
	expect(await column('network_organisation', 'code')).toEqual(['capep']);
	expect(await column('network_role', 'function')).toEqual([]);
	const lines = told(report);
	expect(lines).toContain(
		'organisations.csv:3  staj  laissée de côté : retiré à l’écran le 12 mars 2024 par Zoé'
	);
	expect(lines).toContain(
		'roles.csv:2  ada · staj · direction  laissée de côté : renvoie à « staj », retiré à l’écran le 12 mars 2024 par Zoé'
	);
	await load({ replace: true });
	expect(await column('network_organisation', 'code')).toEqual(['capep', 'staj']);
	expect(await column('network_role', 'function')).toEqual(['direction']);
});

test('a row that somebody created on screen under the code of the folder stays theirs', async () => {
	await load();
	await onScreen(async (ctx) => {
		const kind = kindOf('organisation');
		const row = await rowOf(ctx, kind, 'capep');
		await createRecord(ctx, kind, { ...row, code: 'neuve', name: 'Neuve' });
	});
	await load(
		{},
		{
			...FILES,
			'organisations.csv': [...FILES['organisations.csv'], 'neuve;Neuf;association']
		}
	);
	expect(await column('network_organisation', 'name')).toEqual(['CAPEP', 'Neuve', 'STAJ']);
});

test('an import that was undone is no change on screen', async () => {
	await load();
	await load({}, { ...FILES, 'organisations.csv': ['code;nom;nature', 'capep;Autre;association'] });
	await undo();
	await load(
		{},
		{ ...FILES, 'organisations.csv': ['code;nom;nature', 'capep;Le CAPEP;association'] }
	);
	expect(await column('network_organisation', 'name')).toEqual(['Le CAPEP', 'STAJ']);
});

test('the description of the collective written on screen stays, entry by entry', async () => {
	await load();
	await onScreen(async (ctx) => {
		const { form, shown } = collectiveForm(ctx);
		await changeCollective(ctx, { ...form, devise: 'Ensemble', territoire: 'Hainaut' }, shown);
	});
	const report = await load();
	expect((await essai()).settings).toMatchObject({ motto: 'Ensemble', territory: 'Hainaut' });
	expect(told(report)[0]).toBe(
		'manifeste.json  territoire, devise  gardé : changé à l’écran le 12 mars 2024 par Zoé'
	);
	await load({ replace: true });
	expect((await essai()).settings.territory).toBe('Pays d’essai');
});
