import { expect, test } from 'vitest';
import { decide } from '#core/actor.ts';
import { findCollectiveByCode } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import type { Context } from '#core/server/context.ts';
import { journal } from '#core/server/tables.ts';
import { signedIn, testCollective } from '#core/server/testing.ts';
import { changeCollective, collectiveForm } from '#modules/accounts/server/collective.ts';
import '#collectors/permissions.ts';

const ZOE = signedIn('Zoe');

/** One request of somebody of the team: the collective is read again, as each request does. */
async function asZoe<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
	const { code } = await testCollective();
	const collective = await findCollectiveByCode(code);
	if (!collective) throw new Error('the collective is not listed');
	return inCollective(collective, { actor: ZOE, mode: 'write' }, work);
}

const read = () => asZoe((ctx) => Promise.resolve(collectiveForm(ctx)));

test('the team moves the collective to another address and another year, and the journal says from what', async () => {
	const { form, shown } = await read();
	const moved = { ...form, adresse: '1 quai de l’Écluse', ville: 'Douai', annee: '2024' };
	await asZoe((ctx) => changeCollective(ctx, moved, shown));
	expect((await read()).form).toEqual(moved);
	const told = await asZoe((ctx) => ctx.db.select().from(journal));
	expect(told.find((one) => one.event === 'collective.changed')?.data).toEqual({
		adresse: [form.adresse, '1 quai de l’Écluse'],
		ville: [form.ville, 'Douai'],
		annee: [form.annee, '2024']
	});
	await asZoe(async (ctx) => changeCollective(ctx, form, (await read()).shown));
});

test('what does not fit is said field by field, and nothing changes', async () => {
	const { form, shown } = await read();
	const wrong = {
		...form,
		nom: '',
		territoire: 'x'.repeat(20_000_000),
		code_postal: '5913',
		site: 'javascript:alert(1)',
		accent: 'red',
		annee: '24',
		arrete_au: '2024-02-31'
	};
	const refused = await asZoe((ctx) => changeCollective(ctx, wrong, shown)).catch(
		(failure: unknown) => failure
	);
	expect(
		(refused as { refusals: { field: string }[] }).refusals.map((one) => one.field).sort() // a Refused
	).toEqual(['accent', 'annee', 'arrete_au', 'code_postal', 'nom', 'site', 'territoire']);
	expect((await read()).form).toEqual(form);
});

test('two people at once are told, and nothing is overwritten', async () => {
	const { form, shown } = await read();
	await asZoe((ctx) => changeCollective(ctx, { ...form, devise: 'La première' }, shown));
	await expect(
		asZoe((ctx) => changeCollective(ctx, { ...form, devise: 'La seconde' }, shown))
	).rejects.toMatchObject({
		refusals: [
			{ code: 'overtaken' },
			{ field: 'devise', message: 'Ce qui est enregistré maintenant : « La première ».' }
		]
	});
	expect((await read()).form.devise).toBe('La première');
	await asZoe(async (ctx) => changeCollective(ctx, form, (await read()).shown));
});

test('of two forms sent at the same instant, one is saved', async () => {
	const { form, shown } = await read();
	const sent = ['Matin', 'Soir'].map((devise) =>
		asZoe((ctx) => changeCollective(ctx, { ...form, devise }, shown))
	);
	const outcomes = (await Promise.allSettled(sent)).map((one) => one.status).sort();
	expect(outcomes).toEqual(['fulfilled', 'rejected']);
	await asZoe(async (ctx) => changeCollective(ctx, form, (await read()).shown));
});

test('a member without that right is refused', async () => {
	const lou = signedIn('Lou', { role: 'groupMember', because: 'participe au GT5' });
	expect(decide(lou, { permission: 'accounts.describe' }).allowed).toBe(false);
	await expect(
		asZoe((ctx) => Promise.resolve(collectiveForm({ ...ctx, actor: lou })))
	).rejects.toThrow();
});
