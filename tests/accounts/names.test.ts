import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { isSameName } from '#core/names.ts';
import { cleanName } from '#core/typed.ts';
import type { Context } from '#core/server/context.ts';
import { waitingAccounts } from '#modules/accounts/server/waiting.ts';
import { inCollective } from '#core/server/database.ts';
import { searchEntry } from '#core/server/tables.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { signedIn as someone } from '#core/server/testing.ts';
import { kinds } from '#modules/all.ts';
import { user } from '#modules/accounts/server/tables.ts';
import {
	grantWish,
	asksTheTeam,
	listWishes,
	refuseWish,
	wishName,
	wishOf
} from '#modules/accounts/server/wished-names.ts';
import { person } from '#modules/network/index.ts';
import { listGrants } from '#collectors/permissions.ts';
import { anAccount, asOperator, balise } from './stage.ts';

const HOSTILE = [
	'\r\n',
	'\u202e',
	'\u202a',
	'\u2066',
	'\u2069',
	'\u200f',
	'\u0007',
	'\u200b',
	'\ufeff',
	'\u2028',
	'\uffff',
	'\ud800',
	'\u00ad',
	'\u{e0041}',
	'\ufff9',
	'\u2060',
	'\u3164',
	'\u115f',
	'\uffa0',
	'\u034f',
	'\u2800'
];
const typed = fc
	.array(fc.constantFrom(...HOSTILE, 'Jeanne', 'Dû', ' ', '\t', '\u0065\u0301', '-'), {
		maxLength: 10
	})
	.map((pieces) => pieces.join(''));

describe('a name', () => {
	test('is kept without a control, an end of line, a sign of direction or one that nobody sees, by every door that takes one', () => {
		const cells = [
			['person', 'firstName'],
			['person', 'lastName'],
			['organisation', 'name'],
			['organisation', 'fullName'],
			['answerSheet', 'respondent']
		].map(([kind, field]) => kinds.find((one) => one.name === kind)?.columns[field ?? '']?.type);
		fc.assert(
			fc.property(typed, (text) => {
				const kept = cells.flatMap((cell) => {
					const read = cell?.read(text);
					return read && 'value' in read ? [String(read.value)] : [];
				});
				for (const name of [cleanName(text), ...kept]) {
					expect(name).toBe(cleanName(text));
					expect(name).not.toMatch(
						/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\u115f\uffa0\u034f\u2800\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0001}-\u{e007f}]/u
					);
					expect(name.isWellFormed()).toBe(true);
					expect(cleanName(name)).toBe(name);
				}
			}),
			{ numRuns: 500 }
		);
		expect(cells).not.toContain(undefined);
	});

	test('reads as another whatever its letters, its signs and its order, and not when it only looks near', () => {
		for (const other of [
			'LECŒURBON Hortensine',
			'hortensine lecoeurbon',
			'Hortensine\u202e  Lecœur\u00adbon'
		])
			expect(isSameName('Hortensine Lecœurbon', other), other).toBe(true);
		for (const other of ['Hortense Lecœurbon', 'Hortensine', 'Hortensine Lecœurbon Petit'])
			expect(isSameName('Hortensine Lecœurbon', other), other).toBe(false);
	});
});

describe('a name that is somebody else’s already', () => {
	const asTeam = async <T>(work: (ctx: Context) => Promise<T>): Promise<T> =>
		inCollective(await balise(), { actor: someone('Ada'), mode: 'write' }, work);
	const shown = async (account: string) => {
		const [row] = await asOperator((ctx) =>
			ctx.db
				.select({ name: user.name, lastName: person.lastName })
				.from(user)
				.innerJoin(person, eq(person.id, user.personId))
				.where(eq(user.id, account))
		);
		return row;
	};

	test('waits for the team, the former one shown meanwhile; granted it shows, refused nothing changes', async () => {
		const president = { code: 'presidente', firstName: 'Rosalinda', lastName: 'Garciána-Ruíz' };
		await asOperator((ctx) => ctx.db.insert(person).values({ ...president, audience: 'team' }));
		const [eve, lia] = [await anAccount('evelyne'), await anAccount('liane')];
		for (const { id } of [eve, lia]) {
			const name = 'ruiz GARCIANA Rosalinda';
			expect(await asOperator((ctx) => asksTheTeam(ctx, id, name))).toBe(true);
			await asOperator((ctx) =>
				wishName(ctx, id, { firstName: 'Rosalinda', lastName: 'Garciana Ruiz', name })
			);
			expect((await shown(id))?.lastName).toBeNull();
		}
		expect((await asTeam(listWishes))[0]?.bearers).toEqual(['Rosalinda Garciána-Ruíz']);
		expect((await asTeam(waitingAccounts)).map((one) => one.title)).toContain(
			'evelyne demande à s’appeler ruiz GARCIANA Rosalinda'
		);
		await asTeam((ctx) => refuseWish(ctx, lia.id));
		expect(await shown(lia.id)).toEqual({ name: 'liane', lastName: null });
		await asTeam((ctx) => grantWish(ctx, eve.id, listGrants));
		expect((await shown(eve.id))?.lastName).toBe('Garciana Ruiz');
		expect(await asOperator((ctx) => wishOf(ctx, eve.id))).toBeNull();
	});

	test('is answered by a mail to who wished it, granted or refused', async () => {
		const [mona, nils] = [await anAccount('mona'), await anAccount('nils')];
		for (const { id } of [mona, nils])
			await asOperator((ctx) =>
				wishName(ctx, id, { firstName: 'Ida', lastName: 'Demandée', name: 'Ida Demandée' })
			);
		await asTeam((ctx) => grantWish(ctx, mona.id, listGrants));
		await asTeam((ctx) => refuseWish(ctx, nils.id));
		const told = async (account: string) =>
			asOperator(async (ctx) =>
				(await ctx.db.select().from(mailTable).where(eq(mailTable.account, account))).map(
					({ subject, text }) => `${subject} ${JSON.stringify(text)}`
				)
			);
		expect(await told(mona.id)).toEqual([
			expect.stringMatching(/Votre nom a changé.*Ida Demandée/)
		]);
		expect(await told(nils.id)).toEqual([
			expect.stringMatching(/Votre nom reste le même.*Ida Demandée.*nils/)
		]);
	});

	test('is granted by nobody to themselves; one’s own name, and a free one, wait for nobody', async () => {
		const { id } = await anAccount('solange');
		await asOperator((ctx) => wishName(ctx, id, { firstName: 'Ada', lastName: null, name: 'Ada' }));
		const own = { ...someone('Ada'), account: id };
		await expect(
			inCollective(await balise(), { actor: own, mode: 'write' }, (ctx) =>
				grantWish(ctx, id, listGrants)
			)
		).rejects.toThrow('une autre personne');
		for (const name of ['Solange', 'Solange Jamais-Vue'])
			expect(await asOperator((ctx) => asksTheTeam(ctx, id, name))).toBe(false);
	});

	test.each(['Rosаlinda Garciána-Ruíz', 'Solange Jαmais', 'Gérɑrd Dechy', 'Solanɡe', 'Ꞃosalinda'])(
		'« %s », whose letters are of two alphabets or drawn as others, waits for the team though nobody bears it',
		async (name) => {
			const { id } = await anAccount(`mixed-${String(name.length)}`);
			expect(await asOperator((ctx) => asksTheTeam(ctx, id, name))).toBe(true);
			await asOperator((ctx) => wishName(ctx, id, { firstName: null, lastName: null, name }));
			expect(await asTeam(listWishes)).toContainEqual(
				expect.objectContaining({ name, isMixed: true })
			);
			expect(await asOperator((ctx) => wishOf(ctx, id))).toEqual({ name, isMixed: true });
			expect(await asTeam(waitingAccounts)).toContainEqual(
				expect.objectContaining({
					title: expect.stringContaining(name),
					because: expect.stringContaining('plusieurs alphabets')
				})
			);
		}
	);

	test('the name of a group without its number, or of the territory, is borne too', async () => {
		const { id } = await anAccount('propre');
		await asOperator(async (ctx) => {
			await ctx.db.insert(searchEntry).values({
				kind: 'group',
				recordId: id,
				title: 'GT5 — Mobilité solidairez',
				line: 'Groupe',
				path: '/groupes/gt5z',
				plainTitle: 'gt5',
				plainBody: '',
				audience: 'public'
			});
		});
		const territory = (await balise()).settings.territory;
		expect(await asOperator((ctx) => asksTheTeam(ctx, id, territory))).toBe(true);
		expect(await asOperator((ctx) => asksTheTeam(ctx, id, 'Mobilité solidairez'))).toBe(true);
	});

	test('whether a name waits tells nothing of the titles of records, nor of structures that its reader may not read', async () => {
		const { id } = await anAccount('devine');
		const own = {
			...someone('devine', { role: 'representative', because: 'préside' }),
			account: id
		};
		await asOperator(async (ctx) => {
			for (const [kind, title, audience] of [
				['meeting', 'Rachat confidentielz', 'public'],
				['organisation', 'Repreneur secretz', 'board']
			] as const)
				await ctx.db.insert(searchEntry).values({
					kind,
					recordId: id,
					title,
					line: '',
					path: '/',
					plainTitle: title,
					plainBody: '',
					audience
				});
		});
		const asks = async (name: string) =>
			inCollective(await balise(), { actor: own, mode: 'write' }, (ctx) =>
				asksTheTeam(ctx, id, name)
			);
		for (const name of ['Rachat confidentielz', 'Repreneur secretz'])
			expect(await asks(name)).toBe(false);
		for (const name of ['Un', 'Deux', 'Trois']) await asks(`${name} jamaisvu`);
		await expect(asks('Quatre jamaisvu')).rejects.toThrow('réessayez');
	});

	test('a name of one alphabet, whichever, waits for nobody', async () => {
		const { id } = await anAccount('alphabet');
		for (const name of [
			'Ольга Новикова',
			'Ελένη Παππά',
			'Bronisław Wałęsiakov',
			'Ада Lovelace',
			'Aygün Həsənova',
			'Kɔfi Agyɛman'
		])
			expect(await asOperator((ctx) => asksTheTeam(ctx, id, name))).toBe(false);
	});
});
