import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { decide, mayRead, type PersonActor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { roles, type Role } from '#core/roles.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { storedRows } from '#core/server/records.ts';
import { signedIn } from '#core/server/testing.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { additionPage, changePage } from '#collectors/editing/forms.ts';
import { historyPage } from '#collectors/editing/history.ts';
import { upkeepPage } from '#collectors/editing/upkeep.ts';
import '#collectors/permissions.ts';
import { kinds } from '#modules/all.ts';
import { group } from '#modules/groups/index.ts';
import { organisation } from '#modules/network/index.ts';
import { guardedFolder, NAMED_PERSON, type Canary } from '../world/canaries.ts';

/** Records of each kind that are opened: the last ones, among which those that few may read. */
const SAMPLE = 12;

/** Who keeps records up to date: everything, a group, an organisation. */
const WRITERS = ['team', 'pilot', 'representative'] as const;

let collective: Collective;
let canaries: readonly Canary[];
let actors: Map<Role, PersonActor>;

beforeAll(async () => {
	const planted = guardedFolder([{ code: NAMED_PERSON, files: {} }]);
	canaries = planted.canaries;
	expect((await importFolder(planted.folder)).refusals).toEqual([]);
	const found = await findCollective();
	if (!found) throw new Error('the folder was not imported');
	collective = found;
	actors = await writers();
});

describe.each(WRITERS)(
	'no page where records are kept up to date tells the %s what is kept from it',
	(role) => {
		test.each(kinds)('$plural', async (kind) => {
			const actor = actors.get(role);
			if (!actor) throw new Error(`nobody is ${role}`);
			if (!decide(actor, { permission: kind.permission }).allowed) return;
			const kept = canaries.filter(({ audience }) => !mayRead(actor, audience));
			const told: string[] = [];
			await inCollective(collective, { actor }, async (ctx) => {
				const pages: Record<string, () => Promise<unknown>> = {
					[`/ajouter/${kind.name}`]: () => additionPage(ctx, kind.name, {})
				};
				for (const row of (await storedRows(ctx, kind)).slice(-SAMPLE)) {
					const id = String(row['id']);
					const at = `${kind.name}/${id}`;
					pages[`/tenir/${at}`] = () => upkeepPage(ctx, kind.name, id);
					pages[`/modifier/${at}`] = () => changePage(ctx, kind.name, id);
					pages[`/historique/${at}`] = () => historyPage(ctx, kind.name, id, 1);
				}
				for (const [path, page] of Object.entries(pages))
					for (const word of wordsIn(await whatIsTold(page), kept)) told.push(`${path} ${word}`);
			});
			expect(told).toEqual([]);
		});
	}
);

function writers(): Promise<Map<Role, PersonActor>> {
	return inCollective(collective, { actor: { kind: 'public' } }, async (ctx) => {
		const [gt5] = await ctx.db.select().from(group).where(eq(group.code, 'gt5'));
		const [member] = await ctx.db.select().from(organisation).where(eq(organisation.code, 'staj'));
		if (!gt5 || !member) throw new Error('GT5 and STAJ are of the demonstration');
		const holding = (
			role: Role,
			scope?: { kind: 'group' | 'organisation'; id: string; code: string }
		) =>
			signedIn(roles[role].label, {
				role,
				because: 'a ce rôle',
				...(scope ? { scope: { ...scope, name: scope.code } } : {})
			});
		return new Map<Role, PersonActor>([
			['team', holding('team')],
			['pilot', holding('pilot', { kind: 'group', id: gt5.id, code: 'gt5' })],
			[
				'representative',
				holding('representative', { kind: 'organisation', id: member.id, code: 'staj' })
			]
		]);
	});
}

async function whatIsTold(page: () => Promise<unknown>): Promise<string> {
	try {
		return JSON.stringify(await page());
	} catch (failure) {
		if (failure instanceof Refused) return failure.message;
		throw failure;
	}
}

function wordsIn(text: string, canaries: { word: string }[]): string[] {
	return canaries.flatMap(({ word }) => (text.includes(word) ? [word] : []));
}
