import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { importFolder } from '#collectors/import/import-folder.ts';
import { eraseByCode, previewErasure } from '#collectors/privacy/erase.ts';
import '#collectors/permissions.ts';
import { OPERATOR } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { getProject } from '#modules/projects/server/queries.ts';
import { project } from '#modules/projects/server/tables.ts';

const NAME = 'Ernestine Effaçablova';
const her = { code: 'ernestine', prenom: 'Ernestine', nom: 'Effaçablova' };
const named = {
	code: 'projet-ernestine-effacablova',
	nom: `Le projet de ${NAME}`,
	nature: 'evenement',
	etape: 'en-cours',
	// Half in bold: read as one name all the same.
	resume: 'Porté par Ernestine **Effaçablova**, du **Ca**p'
};

async function asOperator<T>(
	mode: 'read' | 'write',
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	const collective = await findCollective();
	if (!collective) throw new Error('the demonstration is not there');
	return inCollective(collective, { actor: OPERATOR, mode }, work);
}

/** The demonstration with her and a project that bears her name, loaded; then she is erased, her line taken out of the folder. */
async function erasedFrom(folder: string): Promise<void> {
	await cp('data/phare-2023', folder, { recursive: true });
	await add(folder, 'personnes.csv', her);
	await add(folder, 'projets.csv', named);
	expect((await importFolder(folder)).refusals).toEqual([]);
	await asOperator('write', async (ctx) => {
		const { choices } = await previewErasure(ctx, her.code);
		const chosen = new Set(choices.map((one) => one.key));
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
	const folder = await mkdtemp(join(tmpdir(), 'fanal-erased-'));
	await erasedFrom(folder);
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
	// Somebody else of that name, once in the directory, is named as anybody.
	await add(folder, 'personnes.csv', { ...her, code: 'ernestine-la-seconde' });
	expect((await importFolder(folder)).refusals).toEqual([]);
	await rm(folder, { recursive: true });
});
