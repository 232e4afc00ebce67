import type { PersonActor } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import type { Recipient } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';
import { listGrants } from './permissions.ts';

/** Who of the team, or of those who tend the installation, can be written to today. */
export async function listTeam(ctx: Context): Promise<Recipient[]> {
	const team: Recipient[] = [];
	for (const one of modules)
		for (const recipient of (await one.recipients?.(ctx)) ?? []) {
			const grants = recipient.person ? await listGrants(ctx, recipient.person) : [];
			if (grants.some(({ role }) => role === 'team' || role === 'administrator'))
				team.push(recipient);
		}
	return team;
}

/** Somebody who can be written to, as the policy sees them today. */
export async function actorOfRecipient(
	ctx: Context,
	{ account, name, person }: Recipient
): Promise<PersonActor> {
	const grants = person ? await listGrants(ctx, person) : [];
	return { kind: 'person', name, person: person?.code ?? null, account, grants };
}

/** The holder of an account, when they can be written to. */
export async function findRecipient(ctx: Context, account: string): Promise<Recipient | undefined> {
	for (const one of modules)
		for (const recipient of (await one.recipients?.(ctx)) ?? [])
			if (recipient.account === account) return recipient;
	return undefined;
}
