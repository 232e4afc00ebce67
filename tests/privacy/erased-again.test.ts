import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { importFolder } from '#collectors/import/import-folder.ts';
import { eraseByCode } from '#collectors/privacy/erase.ts';
import { search } from '#collectors/search.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import '#collectors/permissions.ts';
import { OPERATOR } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { addPerson } from '#modules/accounts/server/invite-person.ts';
import { person } from '#modules/network/index.ts';
import { nameOf, textsHolding } from './stored-names.ts';

const FOLDER = 'data/phare-2023';

test('the same folder does not bring back who was erased: it says which line to take away', async () => {
	expect((await importFolder(FOLDER)).refusals).toEqual([]);
	const phare = await findCollective();
	if (!phare) throw new Error('the demonstration is not there');
	const { name } = await inCollective(phare, { actor: OPERATOR }, (ctx) =>
		nameOf(ctx, 'eric-veron')
	);
	await inCollective(phare, { actor: OPERATOR, mode: 'write' }, (ctx) =>
		eraseByCode(ctx, 'eric-veron', 'À sa demande')
	);
	await inCollective(phare, { actor: OPERATOR }, async (ctx) => {
		expect(await textsHolding(ctx, name, false)).toEqual([]);
		expect((await search(ctx, name)).hits.filter((one) => one.title === name)).toEqual([]);
	});
	const again = await importFolder(FOLDER);
	expect(again.written).toBe(false);
	expect(again.refusals.find((one) => one.value === 'eric-veron')).toMatchObject({
		file: 'personnes.csv',
		column: 'code',
		message: expect.stringContaining('désigne une personne effacée le') as string
	});
	expect(await readFile(`${FOLDER}/personnes.csv`, 'utf8')).toContain('eric-veron');
});

test('somebody of the same name is written on screen and invited, under a code of their own', () =>
	inTestCollective(async (ctx) => {
		const NEW = (last: number) => `0199a000-0000-7000-8000-00000000000${String(last)}`;
		const names = { firstName: 'Ludivine', lastName: 'Ségauxmarec' };
		const write = (last: number) =>
			saveAddition(ctx, 'person', NEW(last), { ...names, audience: 'equipe' });
		const codes = async () => {
			const rows = await ctx.db.select({ code: person.code }).from(person);
			return rows.map(({ code }) => code).sort();
		};
		await write(1);
		await eraseByCode(ctx, 'ludivine-segauxmarec', 'À sa demande');
		const [gone] = await codes();
		await write(2);
		expect(await codes()).toEqual(['ludivine-segauxmarec-2', gone].sort());
		await eraseByCode(ctx, 'ludivine-segauxmarec-2', 'À sa demande');
		expect(await addPerson(ctx, names)).toBe('ludivine-segauxmarec-3');
	}, signedIn('Zoe')));
