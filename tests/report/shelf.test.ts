import { expect, test } from 'vitest';
import { PUBLIC } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { saveRecord } from '#core/server/records.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { readAnnualReport } from '#collectors/report-shelf.ts';
import '#collectors/permissions.ts';
import { organisationKind } from '#modules/network/server/exchange.ts';
import { membership } from '#modules/network/index.ts';

const YEAR = { year: 2023, baseUrl: 'https://fanal.example.org' };
const RESERVED = { ...YEAR, isReserved: true };

async function aMember(ctx: Context, code: string, audience: 'public' | 'team') {
	const { id } = await saveRecord(ctx, organisationKind, {
		code,
		name: `Structure ${code}`,
		fullName: null,
		nature: 'association',
		siret: null,
		address: null,
		postalCode: null,
		city: null,
		communeId: null,
		website: null,
		activities: null,
		foundedOn: null,
		founder: null,
		presentation: null,
		position: null,
		audience,
		source: null
	});
	await ctx.db.insert(membership).values({ audience: 'public', organisationId: id });
}

test('a report is written once for the same readers, and again as soon as something changes', () =>
	inTestCollective(async (ctx) => {
		await aMember(ctx, 'lys', 'public');
		const asPublic = { ...ctx, actor: PUBLIC };
		const first = await readAnnualReport((work) => work(asPublic), YEAR);
		expect(await readAnnualReport((work) => work(asPublic), YEAR)).toBe(first);
		await aMember({ ...ctx, now: new Date(ctx.now.getTime() + 1000) }, 'ancre', 'public');
		const second = await readAnnualReport((work) => work(asPublic), YEAR);
		expect(JSON.stringify(second)).toContain('Structure ancre');
		expect(JSON.stringify(first)).not.toContain('Structure ancre');
	}));

test('what the team reads is in the edition that it asks for alone, and that one says so', () =>
	inTestCollective(async (ctx) => {
		await aMember(ctx, 'lys', 'team');
		const asTeam = { ...ctx, actor: signedIn('Zoe') };
		const usual = await readAnnualReport((work) => work(asTeam), YEAR);
		const ofPublic = await readAnnualReport((work) => work({ ...ctx, actor: PUBLIC }), YEAR);
		const reserved = await readAnnualReport((work) => work(asTeam), RESERVED);
		expect(usual).toBe(ofPublic);
		expect(JSON.stringify(usual)).not.toContain('Structure lys');
		expect(usual.reserved).toBeUndefined();
		expect(JSON.stringify(reserved)).toContain('Structure lys');
		expect(reserved.reserved).toMatch(
			/^Édition réservée — ne pas diffuser : contient ce que seuls lisent .*l’équipe/
		);
	}));

test('the reserved edition is refused to who reads no more than everybody', () =>
	inTestCollective(async (ctx) => {
		for (const actor of [PUBLIC, { ...signedIn('Zoe'), grants: [], person: null }])
			await expect(
				readAnnualReport((work) => work({ ...ctx, actor }), RESERVED)
			).rejects.toMatchObject({ kind: 'forbidden' });
	}));
