import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { changePage, saveChange } from '#collectors/editing/forms.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { eraseByCode, previewErasure } from '#collectors/privacy/erase.ts';
import '#collectors/permissions.ts';
import { OPERATOR } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { person } from '#modules/network/index.ts';
import { getProject } from '#modules/projects/server/queries.ts';
import { project } from '#modules/projects/server/tables.ts';

const NAME = 'Ernestine Effaçablova';
const her = { code: 'ernestine', prenom: 'Ernestine', nom: 'Effaçablova' };
/** Hers once she is married: the folder knows nothing of it. */
const NEW_NAME = 'Remariévnaska';
const named = {
	code: 'projet-ernestine-effacablova',
	nom: `Le projet de ${NAME}`,
	nature: 'evenement',
	etape: 'en-cours',
	// Half in bold: read as one name all the same.
	resume: 'Porté par Ernestine **Effaçablova**, du **Ca**p'
};

/** Somebody else of her name of before, and of that of today, by code. */
const NAMESAKES = { 'ernestine-la-seconde': her.nom, 'ernestine-la-mariee': NEW_NAME };

/** One name, cut by what a rich text cuts its words with. */
const CUTS = [
	'"Ernestine  \nEffaçablova"',
	'"Ernestine\n\nEffaçablova"',
	'[Ernestine](https://example.org) Effaçablova',
	'Ernestine\u3164Effaçablova',
	'Ernеstine (trésorière) Effaçablova'
].map((resume) => ({ resume }));

async function asOperator<T>(
	mode: 'read' | 'write',
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	const collective = await findCollective();
	if (!collective) throw new Error('the demonstration is not there');
	return inCollective(collective, { actor: OPERATOR, mode }, work);
}

let loaded = '';
/** A folder of its own, as it is after the erasure. */
let folder = '';

beforeAll(async () => {
	loaded = await mkdtemp(join(tmpdir(), 'fanal-erased-'));
	await erasedFrom(loaded);
});
beforeEach(async () => {
	// The same name: it is known as the same folder.
	folder = join(await mkdtemp(join(tmpdir(), 'fanal-erased-')), basename(loaded));
	await cp(loaded, folder, { recursive: true });
});
afterEach(() => rm(dirname(folder), { recursive: true }));
afterAll(() => rm(loaded, { recursive: true }));

/** The demonstration with her and a project that bears her name, loaded; then she takes another, and is erased, her line taken out of the folder. */
async function erasedFrom(folder: string): Promise<void> {
	await cp('data/phare-2023', folder, { recursive: true });
	await add(folder, 'personnes.csv', her);
	await add(folder, 'projets.csv', named);
	expect((await importFolder(folder)).refusals).toEqual([]);
	await asOperator('write', async (ctx) => {
		const [{ id = '' } = {}] = await ctx.db.select().from(person).where(eq(person.code, her.code));
		const { version } = await changePage(ctx, 'person', id);
		const typed = { code: her.code, firstName: her.prenom, lastName: NEW_NAME };
		await saveChange(ctx, 'person', id, typed, version);
	});
	await asOperator('write', async (ctx) => {
		const { choices, reserved } = await previewErasure(ctx, her.code);
		const chosen = new Set([...choices, ...reserved].map((one) => one.key));
		await eraseByCode(ctx, her.code, 'À sa demande', chosen);
	});
	const people = join(folder, 'personnes.csv');
	await writeFile(people, (await readFile(people, 'utf8')).replace(/^ernestine;.*\n/m, ''));
}

async function add(folder: string, file: string, fields: Record<string, string>): Promise<void> {
	const path = join(folder, file);
	const text = await readFile(path, 'utf8');
	const headers = (text.split(/\r?\n/)[0] ?? '').replace('\ufeff', '').split(';');
	const cells = headers.map((header) => fields[header] ?? '');
	await writeFile(path, `${text.trimEnd()}\n${cells.join(';')}\n`);
}

test('a later folder that still names who was erased is refused line by line, asked to replace or not, and leads back to no old address', async () => {
	const [kept] = await asOperator('read', (ctx) =>
		ctx.db
			.select({ code: project.code, name: project.name })
			.from(project)
			.where(sql`${project.name} like 'Le projet de %'`)
	);
	expect(kept?.code).not.toContain('ernestine');
	for (const replace of [false, true]) {
		const again = await importFolder(folder, { replace });
		expect(again.written).toBe(false);
		expect(again.refusals.map(({ file, column }) => `${file} ${column ?? ''}`).sort()).toEqual([
			'projets.csv code',
			'projets.csv nom',
			'projets.csv resume'
		]);
		expect(JSON.stringify(again.refusals)).toContain('nomme une personne effacée le');
		expect(JSON.stringify(again.refusals)).not.toMatch(/effa[cç]ablova/i);
	}
	await asOperator('read', async (ctx) => {
		const rows = await ctx.db.select().from(project);
		expect(JSON.stringify(rows)).not.toMatch(/effa[cç]ablova/i);
		await expect(getProject(ctx, named.code)).rejects.toThrow('n’existe pas');
		expect((await getProject(ctx, kept?.code ?? '')).name).toBe(kept?.name);
	});
});

test('no text that a folder writes brings back who was erased, nor does a namesake that the folder itself brings', async () => {
	const projects = join(folder, 'projets.csv');
	const before = await readFile(projects, 'utf8');
	await writeFile(projects, before.replace(/^projet-ernestine-effacablova;.*\n?/m, ''));
	const manifest = join(folder, 'manifeste.json');
	const said = await readFile(manifest, 'utf8');
	const told = JSON.parse(said) as { collectif: object };
	const owner = { devise: `Merci à ${NAME}`, adresse: `Chez Ernestine J. Effaçablova` };
	await writeFile(
		manifest,
		JSON.stringify({ ...told, collectif: { ...told.collectif, ...owner } })
	);
	await add(folder, 'personnes.csv', {
		code: 'mari',
		prenom: 'Jean',
		nom: 'Bonnardeau',
		complement: `mari d’${NAME}`,
		source: 'Entretien avec E.r.n.e.s.t.i.n.e E.f.f.a.ç.a.b.l.o.v.a'
	});
	for (const [code, nom] of Object.entries(NAMESAKES))
		await add(folder, 'personnes.csv', { ...her, code, nom });
	for (const [index, cut] of CUTS.entries())
		await add(folder, 'projets.csv', {
			...named,
			...cut,
			code: `projet-${String(index)}`,
			nom: 'X'
		});
	const again = await importFolder(folder);
	expect(again.written).toBe(false);
	expect(again.refusals.map(({ file, column }) => `${file} ${column ?? ''}`).sort()).toEqual([
		'manifeste.json collectif.adresse',
		'manifeste.json collectif.devise',
		'personnes.csv complement',
		'personnes.csv nom',
		'personnes.csv nom',
		'personnes.csv source',
		...CUTS.map(() => 'projets.csv resume')
	]);
	expect(again.refusals.find(({ column }) => column === 'nom')?.message).toContain('à l’écran');
	await writeFile(manifest, said);
	// Somebody else of that name, whom the team wrote down, is named as anybody.
	await asOperator('write', async (ctx) => {
		await ctx.db.insert(person).values(
			Object.entries(NAMESAKES).map(([code, lastName]) => ({
				audience: 'public' as const,
				code,
				firstName: her.prenom,
				lastName
			}))
		);
	});
	const allowed = await importFolder(folder, { rehearsal: true });
	await asOperator('write', (ctx) =>
		ctx.db.delete(person).where(inArray(person.code, Object.keys(NAMESAKES)))
	);
	expect(allowed.refusals).toEqual([]);
});
