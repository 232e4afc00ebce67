import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
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
import { guardedFolder, NAMED_PERSON } from '../world/canaries.ts';

const TEN_MINUTES = 600_000;

test(
	'no page where records are kept up to date tells a role what is kept from it',
	async () => {
		const { folder, canaries } = guardedFolder([{ code: NAMED_PERSON, files: {} }]);
		expect((await importFolder(folder)).refusals).toEqual([]);
		const collective = await findCollective();
		if (!collective) throw new Error('the folder was not imported');
		const told: string[] = [];
		for (const actor of await writers(collective)) {
			const kept = canaries.filter(({ audience }) => !mayRead(actor, audience));
			await inCollective(collective, { actor }, async (ctx) => {
				for (const kind of kinds) {
					if (!decide(actor, { permission: kind.permission }).allowed) continue;
					const rows = (await storedRows(ctx, kind)).slice(-12);
					for (const row of rows) {
						const id = String(row['id']);
						for (const [name, page] of Object.entries({
							tenir: () => upkeepPage(ctx, kind.name, id),
							modifier: () => changePage(ctx, kind.name, id),
							historique: () => historyPage(ctx, kind.name, id, 1),
							ajouter: () => additionPage(ctx, kind.name, {})
						}))
							for (const word of wordsIn(await whatIsTold(page), kept))
								told.push(`${actor.name}: /${name}/${kind.name}/${id} ${word}`);
					}
				}
			});
		}
		expect(told).toEqual([]);
	},
	TEN_MINUTES
);

async function writers(collective: Collective): Promise<PersonActor[]> {
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
		return [
			holding('team'),
			holding('pilot', { kind: 'group', id: gt5.id, code: 'gt5' }),
			holding('representative', { kind: 'organisation', id: member.id, code: 'staj' })
		];
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
