import { and, eq } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { searchEntry } from '#core/server/tables.ts';
import { kinds, modules } from '#modules/all.ts';
import { isLendable } from '../guests.ts';
import { upkeepPathOf } from './upkeep.ts';

/** Something that may be done from the page where one stands. */
export interface Tool {
	label: string;
	path: string;
}

/**
 * What the actor may do from a page: on the page of a record, keep it up to date, lend it, see who reads it; on the
 * first page of a module, add a record. One query, and one more for a record.
 */
export async function toolsFor(ctx: Context, path: string): Promise<Tool[]> {
	const additions = additionsAt(ctx, path);
	if (additions.length > 0) return additions;
	const [entry] = await ctx.db
		.select({ kind: searchEntry.kind, id: searchEntry.recordId })
		.from(searchEntry)
		.where(and(eq(searchEntry.path, path), visible(ctx, searchEntry)))
		.limit(1);
	return entry ? toolsOf(ctx, path, entry.kind, entry.id) : [];
}

async function toolsOf(ctx: Context, path: string, kind: string, id: string): Promise<Tool[]> {
	const may = (permission: string) => decide(ctx.actor, { permission }).allowed;
	const upkeep = await upkeepPathOf(ctx, kind, id);
	return [
		...(upkeep
			? [
					{ label: 'Modifier', path: `/modifier/${kind}/${id}` },
					{ label: 'Tenir à jour', path: upkeep }
				]
			: []),
		...(upkeep && isLendable(kind) && may('access.lend')
			? [{ label: 'Prêter un lien', path: `/liens/nouveau?sorte=${kind}&fiche=${id}` }]
			: []),
		...(may('access.explain')
			? [{ label: 'Qui voit cette fiche ?', path: `/acces/${kind}/${id}` }]
			: []),
		...(kind === 'person' && may('privacy.manage')
			? [{ label: 'Ses données', path: `${path}/donnees` }]
			: [])
	];
}

function additionsAt(ctx: Context, path: string): Tool[] {
	return (
		modules
			.filter((one) => one.path === path)
			.flatMap((one) => answers(one.objects))
			// What is part of a record is added from where that record is kept up to date.
			.filter((object) => object.indexed)
			.flatMap((object) => {
				const kind = kinds.find((one) => one.name === object.kind);
				const allowed = kind && decide(ctx.actor, { permission: kind.permission, on: {} }).allowed;
				return allowed
					? [{ label: `Ajouter : ${object.label}`, path: `/ajouter/${kind.name}` }]
					: [];
			})
	);
}
