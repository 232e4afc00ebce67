import { eq, inArray, or } from 'drizzle-orm';
import { formatPartialDate, precisionOf, type PartialDate } from '#core/partial-date.ts';
import type { Grant, Role } from '#core/roles.ts';
import type { Context } from '#core/server/context.ts';
import { isOpenOn, listRepresented } from '#modules/network/index.ts';
import { labelOf } from '#core/vocabulary.ts';
import { participantRoles } from '../labels.ts';
import { groupTitle } from '../paths.ts';
import { isOpenGroup } from '../rules.ts';
import { group, groupParticipant } from './tables.ts';

/**
 * Rights that bodies and working groups give to a person on the day of the context: mandate in the bureau or
 * the council, pilot, participant; in person, or for an organisation that the person speaks for.
 */
export async function groupGrants(ctx: Context, person: { id: string }): Promise<Grant[]> {
	const represented = await listRepresented(ctx, person.id);
	const organisations = represented.map((scope) => scope.id);
	const rows = await ctx.db
		.select({
			id: groupParticipant.id,
			role: groupParticipant.role,
			personId: groupParticipant.personId,
			organisationId: groupParticipant.organisationId,
			from: groupParticipant.from,
			until: groupParticipant.until,
			groupId: group.id,
			code: group.code,
			number: group.number,
			name: group.name,
			type: group.type,
			circle: group.circle,
			activeFrom: group.activeFrom,
			activeUntil: group.activeUntil
		})
		.from(groupParticipant)
		.innerJoin(group, eq(groupParticipant.groupId, group.id))
		.where(
			or(
				eq(groupParticipant.personId, person.id),
				organisations.length > 0
					? inArray(groupParticipant.organisationId, organisations)
					: undefined
			)
		)
		.orderBy(group.position, group.code, groupParticipant.id);
	return rows
		.filter((row) => row.personId === null || row.personId === person.id)
		.filter((row) => isOpenOn(row, ctx.today) && isOpenGroup(row, ctx.today))
		.flatMap((row): Grant[] => {
			const title = groupTitle(row);
			const scope = { kind: 'group' as const, id: row.groupId, code: row.code, name: title };
			const through = represented.find((one) => one.id === row.organisationId);
			const onBehalf = row.personId === null && through ? `, pour ${through.name}` : '';
			const because = `est ${labelOf(participantRoles, row.role).toLocaleLowerCase('fr')} de « ${title} »${onBehalf}${since(row.from)}`;
			const mandate = mandateOf(row);
			return [
				{ role: roleOf(row.role), scope, because },
				...(mandate ? [{ role: mandate, because }] : [])
			];
		});
}

function roleOf(participation: keyof typeof participantRoles): Role {
	return participation === 'pilot' || participation === 'coPilot' ? 'pilot' : 'groupMember';
}

/** A seat in the association's bureau or council is a mandate; an invitation to one is not. */
function mandateOf(row: {
	role: keyof typeof participantRoles;
	type: string;
	circle: string;
	personId: string | null;
}): Role | undefined {
	const seated = row.personId !== null && !['guest', 'partner', 'operator'].includes(row.role);
	if (!seated || row.circle !== 'association') return undefined;
	if (row.type === 'bureau') return 'board';
	return row.type === 'board' ? 'council' : undefined;
}

function since(date: PartialDate | null): string {
	if (!date) return '';
	return ` depuis ${precisionOf(date) === 'day' ? 'le ' : ''}${formatPartialDate(date)}`;
}
