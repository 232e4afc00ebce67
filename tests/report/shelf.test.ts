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

test('what the team reads is never served to the public', () =>
	inTestCollective(async (ctx) => {
		await aMember(ctx, 'lys', 'team');
		const ofTeam = await readAnnualReport((work) => work({ ...ctx, actor: signedIn('Zoe') }), YEAR);
		const ofPublic = await readAnnualReport((work) => work({ ...ctx, actor: PUBLIC }), YEAR);
		expect(JSON.stringify(ofTeam)).toContain('Structure lys');
		expect(JSON.stringify(ofPublic)).not.toContain('Structure lys');
	}));
