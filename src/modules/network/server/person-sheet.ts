import { and, eq } from 'drizzle-orm';
import type { Block } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { roleFunctions } from '../labels.ts';
import { organisationPath, personPath } from '../paths.ts';
import { getPerson } from './queries.ts';
import { person } from './tables.ts';

/** The page of one person: dated functions, nothing private. Refuses (404) when absent or not for the actor. */
export async function personSheet(
	ctx: Context,
	code: string
): Promise<{ id: string; title: string; blocks: Block[] }> {
	const one = await getPerson(ctx, code);
	const blocks: Block[] = [];
	if (one.roles.length > 0) {
		blocks.push({
			kind: 'table',
			caption: 'Fonctions',
			columns: [{ label: 'Organisation' }, { label: 'Fonction' }, { label: 'Période' }],
			rows: one.roles.map((role) => [
				[
					{ text: role.organisation.name, href: organisationPath(role.organisation.code) },
					{ record: { kind: 'role', id: role.id, name: role.organisation.name } }
				],
				[role.title ?? labelOf(roleFunctions, role.function), role.field]
					.filter(Boolean)
					.join(', '),
				role.from || role.until
					? [
							role.from ? `depuis ${formatPartialDate(role.from)}` : '',
							role.until ? `jusqu’à ${formatPartialDate(role.until)}` : ''
						]
							.filter(Boolean)
							.join(', ')
					: { text: 'non renseignée', missing: true }
			])
		});
	}
	if (one.remark) blocks.push({ kind: 'paragraph', runs: [one.remark] });
	return { id: one.id, title: one.name, blocks };
}

/** Path of the page of a person, by code; null when the actor may not open it: one's own record may be closed to oneself. */
export async function readablePersonPath(ctx: Context, code: string): Promise<string | null> {
	const [row] = await ctx.db
		.select({ id: person.id })
		.from(person)
		.where(and(eq(person.code, code), visible(ctx, person)));
	return row ? personPath(code) : null;
}
