import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Collective, Context } from '#core/server/context.ts';
import { changeRecord, removeRecords, storedRows } from '#core/server/records.ts';
import {
	changeWebhook,
	getWebhook,
	removeWebhook,
	stopWebhook
} from '#modules/webhooks/server/webhooks.ts';
import { journal } from '#core/server/tables.ts';
import '#collectors/permissions.ts';
import '#collectors/webhooks/tell.ts';
import { aCollective, at, NOON } from '../mail/post.ts';
import { anOrganisation, kindNamed, listening, messagesOf, organisationIn } from './collective.ts';

const ADDRESS = 'https://site.example.org/fanal';
let collective: Collective;
beforeEach(async () => {
	collective = await aCollective();
});

const typesOf = async () => (await messagesOf(collective)).map((one) => one.type);

async function change(id: string, over: Record<string, unknown>): Promise<void> {
	const kind = kindNamed('organisation');
	await at(collective, NOON, async (ctx) => {
		const [row] = await storedRows(ctx, kind, eq(kind.table.id, id));
		await changeRecord(ctx, kind, id, { ...row, ...over }, Number(row?.['version']));
	});
}

async function remove(id: string): Promise<void> {
	const kind = kindNamed('organisation');
	await at(collective, NOON, async (ctx) => {
		await removeRecords(ctx, kind, await storedRows(ctx, kind, eq(kind.table.id, id)));
	});
}

/** Resolves once another unit of work waits for this one. */
async function untilAwaited(ctx: Context): Promise<void> {
	for (;;) {
		const { rows } = await ctx.db.execute(
			sql`SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
			OR NOT granted AND locktype = 'transactionid'`
		);
		if (rows.length > 0) return;
	}
}

test('a webhook that is taken away while somebody writes breaks nothing of what they write', async () => {
	const { id } = await listening(collective, ADDRESS);
	let written: Promise<string> | undefined;
	await at(collective, NOON, async (ctx) => {
		await removeWebhook(ctx, id);
		written = anOrganisation(collective, 'le-phare');
		await untilAwaited(ctx);
	});
	await expect(written).resolves.toBeTypeOf('string');
	expect(await messagesOf(collective)).toEqual([]);
});

describe('a webhook that is changed', () => {
	const CHANGED = {
		name: 'Tableur',
		address: 'https://tableur.example.org/fanal',
		modules: ['groups'],
		acts: ['removed'],
		circle: 'team'
	};

	test('tells what it says now, with the secret that it had', async () => {
		const { id } = await listening(collective, ADDRESS);
		const before = await at(collective, NOON, (ctx) => getWebhook(ctx, id));
		await at(collective, NOON, (ctx) => changeWebhook(ctx, id, CHANGED, ['network', 'groups']));
		await anOrganisation(collective, 'le-phare');
		expect(await messagesOf(collective)).toEqual([]);
		const after = await at(collective, NOON, (ctx) => getWebhook(ctx, id));
		expect(after).toMatchObject({ ...CHANGED, fingerprint: before.fingerprint });
	});

	test('keeps what it was when its new address leads to this machine', async () => {
		const { id } = await listening(collective, ADDRESS);
		await expect(
			at(collective, NOON, (ctx) =>
				changeWebhook(ctx, id, { ...CHANGED, address: 'https://127.0.0.1/' }, ['groups'])
			)
		).rejects.toMatchObject({ refusals: [{ field: 'adresse' }] });
		expect(await at(collective, NOON, (ctx) => getWebhook(ctx, id))).toMatchObject({
			address: ADDRESS,
			name: 'Site'
		});
	});

	test('is changed, former address included, in the journal', async () => {
		const { id } = await listening(collective, ADDRESS);
		await at(collective, NOON, (ctx) => changeWebhook(ctx, id, CHANGED, ['groups']));
		const told = await at(collective, NOON, (ctx) => ctx.db.select().from(journal));
		expect(told.find((one) => one.event === 'webhook.changed')?.data).toMatchObject({
			address: CHANGED.address,
			formerAddress: ADDRESS
		});
	});
});

describe('a message', () => {
	test('tells which record, what was done to it and where to read it, and nothing of what it holds', async () => {
		await listening(collective, ADDRESS);
		const id = await anOrganisation(collective, 'le-phare');
		expect(await messagesOf(collective)).toMatchObject([
			{
				type: 'organisations.ajout',
				at: NOON,
				state: 'queued',
				data: {
					ressource: 'organisations',
					acte: 'ajout',
					id,
					lien: `/api/v1/organisations/${id}`
				}
			}
		]);
		expect(JSON.stringify(await messagesOf(collective))).not.toContain('le-phare');
	});

	test('follows each act: added, changed, removed', async () => {
		await listening(collective, ADDRESS);
		const id = await anOrganisation(collective, 'le-phare');
		await change(id, { name: 'Le Phare' });
		await change(id, { name: 'Le Phare' });
		await remove(id);
		expect(await typesOf()).toEqual([
			'organisations.ajout',
			'organisations.modification',
			'organisations.retrait'
		]);
	});

	test('is undone with its act', async () => {
		await listening(collective, ADDRESS);
		const act = at(collective, NOON, async (ctx) => {
			await organisationIn(ctx, 'le-phare');
			throw new Error('the act fails');
		});
		await expect(act).rejects.toThrow('the act fails');
		expect(await typesOf()).toEqual([]);
	});

	test('tells a record once, whatever was done to it at once', async () => {
		await listening(collective, ADDRESS);
		const kind = kindNamed('organisation');
		await at(collective, NOON, async (ctx) => {
			const id = await organisationIn(ctx, 'le-phare');
			const [row] = await storedRows(ctx, kind, eq(kind.table.id, id));
			await changeRecord(ctx, kind, id, { ...row, name: 'Le Phare' }, 1);
			const gone = await organisationIn(ctx, 'la-balise');
			await removeRecords(ctx, kind, await storedRows(ctx, kind, eq(kind.table.id, gone)));
		});
		expect(await typesOf()).toEqual(['organisations.ajout']);
	});
});

describe('a webhook is told', () => {
	test('of the domains and acts that were chosen, and of no others', async () => {
		await listening(collective, ADDRESS, { modules: ['groups'] });
		await listening(collective, ADDRESS, { acts: ['removed'] });
		const id = await anOrganisation(collective, 'le-phare');
		expect(await typesOf()).toEqual([]);
		await remove(id);
		expect(await typesOf()).toEqual(['organisations.retrait']);
	});

	test('of what everybody reads, unless the team lets it know of all that it reads itself', async () => {
		const open = await listening(collective, ADDRESS);
		const whole = await listening(collective, ADDRESS, { circle: 'team' });
		await anOrganisation(collective, 'pour-le-bureau', 'board');
		await anOrganisation(collective, 'pour-le-gt5', 'group:gt5');
		await anOrganisation(collective, 'pour-ada', 'people:ada');
		await anOrganisation(collective, 'pour-tous');
		const counts = Map.groupBy(await messagesOf(collective), (one) => one.webhookId);
		expect(counts.get(open.id)).toHaveLength(1);
		expect(counts.get(whole.id)).toHaveLength(3);
	});

	test('that a record is gone when it is no longer its to read, and come when it is', async () => {
		await listening(collective, ADDRESS);
		const id = await anOrganisation(collective, 'le-phare');
		await change(id, { audience: 'team' });
		await change(id, { name: 'Le Phare' });
		await change(id, { audience: 'public' });
		expect(await typesOf()).toEqual([
			'organisations.ajout',
			'organisations.retrait',
			'organisations.ajout'
		]);
	});

	test('of many acts at once in one message, that counts them', async () => {
		await listening(collective, ADDRESS);
		await at(collective, NOON, async (ctx) => {
			for (let index = 0; index < 51; index += 1) await organisationIn(ctx, `o-${String(index)}`);
		});
		expect(await messagesOf(collective)).toMatchObject([
			{ type: 'lot', data: { ressources: { organisations: { ajout: 51 } }, lien: '/api/v1' } }
		]);
	});

	test('of nothing once it is stopped', async () => {
		const { id } = await listening(collective, ADDRESS);
		await at(collective, NOON, (ctx) => stopWebhook(ctx, id));
		await anOrganisation(collective, 'le-phare');
		expect(await typesOf()).toEqual([]);
	});
});
