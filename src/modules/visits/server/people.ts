import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Inline } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { isOpenOn, person, personName, personPath, role } from '#modules/network/index.ts';

export interface Holder {
	organisationId: string;
	name: string;
	path: string;
	/** "Présidence", "Direction, fondation": every function, as the directory writes it. */
	title: string | null;
}

/** Who holds functions in these organisations on a day, each person once per organisation, in printed order. */
export async function listHolders(
	ctx: Context,
	organisationIds: string[],
	day: string
): Promise<Holder[]> {
	if (organisationIds.length === 0) return [];
	const rows = await ctx.db
		.select({
			organisationId: role.organisationId,
			id: role.id,
			title: role.title,
			from: role.from,
			until: role.until,
			code: person.code,
			firstName: person.firstName,
			lastName: person.lastName
		})
		.from(role)
		.innerJoin(person, eq(person.id, role.personId))
		.where(
			and(inArray(role.organisationId, organisationIds), visible(ctx, role), visible(ctx, person))
		)
		.orderBy(sql`${role.position} nulls last`, asc(person.lastName), asc(person.code), role.id);
	const holders = new Map<string, Holder>();
	for (const row of rows.filter((one) => isOpenOn(one, day))) {
		const key = `${row.organisationId} ${row.code}`;
		const known = holders.get(key);
		holders.set(key, {
			organisationId: row.organisationId,
			name: personName(row),
			path: personPath(row.code),
			title: [known?.title, row.title].filter(Boolean).join(', ') || null
		});
	}
	return [...holders.values()];
}

/** "Christophe Théret (Président), Audrey Mouly (Directrice)" with links; empty when nobody is known. */
export function holderRuns(holders: Holder[]): Inline[] {
	return holders.flatMap((holder, index) => [
		...(index > 0 ? [', '] : []),
		{ text: holder.name, href: holder.path },
		...(holder.title ? [` (${holder.title})`] : [])
	]);
}
