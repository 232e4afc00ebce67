import { and, asc, eq, isNull } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import type { WaitingItem } from '#core/server/contract.ts';
import { person, personName } from '#modules/network/index.ts';
import { invitation } from './tables.ts';
import { listWishes } from './wished-names.ts';

/**
 * What the accounts ask of the team: a mailbox that somebody else than who invited has to know, a name that is
 * somebody else's already, or could be made to look like it.
 */
export async function waitingAccounts(ctx: Context): Promise<WaitingItem[]> {
	if (!decide(ctx.actor, { permission: 'accounts.invite' }).allowed) return [];
	const rows = await ctx.db
		.select({ invitation, person })
		.from(invitation)
		.innerJoin(person, eq(person.id, invitation.personId))
		.where(
			and(
				eq(invitation.wantsSecond, true),
				isNull(invitation.confirmedBy),
				isNull(invitation.revokedAt)
			)
		)
		.orderBy(asc(invitation.invitedAt), invitation.id);
	const account = ctx.actor.kind === 'person' ? ctx.actor.account : null;
	const wishes = (await listWishes(ctx)).filter((one) => !one.isOwn);
	const mailboxes = rows
		.filter((row) => row.invitation.inviterAccount !== account)
		.map((row) => ({
			title: `${personName(row.person) || row.person.code} : ${row.invitation.email}`,
			because: `${row.invitation.invitedBy} invite cette personne à une adresse inconnue jusqu’ici : est-ce la sienne ?`,
			path: '/comptes',
			date: partialDate(civilDay(row.invitation.invitedAt))
		}));
	return [
		...mailboxes,
		...wishes.map((one) => ({
			title: `${one.present} demande à s’appeler ${one.name}`,
			because: one.isMixed
				? 'ce nom mêle les lettres de plusieurs alphabets, qui se ressemblent : est-ce bien le sien ?'
				: 'ce nom est déjà porté : est-ce bien le sien ?',
			path: '/comptes#noms'
		}))
	];
}
