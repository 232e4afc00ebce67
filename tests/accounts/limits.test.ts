import { describe, expect, test } from 'vitest';
import { inCollective } from '#core/server/database.ts';
import { signedIn as someone } from '#core/server/testing.ts';
import { listGrants } from '#collectors/permissions.ts';
import { LIMITS, type CountedDoor } from '#modules/accounts/rules.ts';
import {
	enterByCode,
	enterByLink,
	enterByPasskey,
	enterByPassword,
	enterBySso
} from '#modules/accounts/server/enter.ts';
import { forgiveAttempts } from '#modules/accounts/server/attempts.ts';
import { addAndInvite } from '#modules/accounts/server/invite-person.ts';
import { acceptInvitation } from '#modules/accounts/server/invitations.ts';
import { requestLink } from '#modules/accounts/server/links.ts';
import { authenticationOptions } from '#modules/accounts/server/passkeys.ts';
import { beginSecondStep, confirmSecondStep } from '#modules/accounts/server/second-factor.ts';
import { codeOf } from './authenticator.ts';
import { asksTheTeam } from '#modules/accounts/server/wished-names.ts';
import { actorFor, anAccount, asOperator, aVisitor, balise, cameIn, sessionOf } from './stage.ts';

/** Tries a door once, the nth time; refused or not. A new door is not compiled without its way to be tried. */
const TRIES: Record<CountedDoor, () => Promise<(time: number) => Promise<unknown>>> = {
	link: () =>
		byAddress((time, from) =>
			ask((collective) =>
				requestLink(collective, from, { email: `x${String(time)}@example.org`, back: '/' })
			)
		),
	linkUse: () => byAddress((_, from) => ask((collective) => enterByLink(collective, from, 'x'))),
	password: () =>
		byAddress((time, from) =>
			ask((collective) =>
				enterByPassword(collective, from, { email: `x${String(time)}@example.org`, password: 'x' })
			)
		),
	code: async () => {
		const { email } = await anAccount('codee');
		const here = await cameIn(email);
		const signedIn = await sessionOf(here);
		const { secret } = await beginSecondStep(await balise(), here, signedIn);
		await confirmSecondStep(await balise(), here, actorFor(signedIn), codeOf(secret, -1));
		await asOperator((ctx) => forgiveAttempts(ctx, 'code', signedIn.account));
		// A challenge hears few codes: each try has its own.
		return async () => {
			const halfIn = await cameIn(email);
			return ask((collective) => enterByCode(collective, halfIn, 'aaaaa-bbbbb'));
		};
	},
	passkey: () => byAddress((_, from) => ask((collective) => enterByPasskey(collective, from, {}))),
	passkeyAsked: () =>
		byAddress((_, from) => ask((collective) => authenticationOptions(collective, from))),
	sso: () => byAddress((_, from) => ask((collective) => enterBySso(collective, from, {}))),
	invitation: () =>
		byAddress((_, from) => ask((collective) => acceptInvitation(collective, from, 'x'))),
	invite: async () => {
		const actor = someone('Ada');
		return async (time) =>
			inCollective(await balise(), { actor, mode: 'write' }, (ctx) =>
				addAndInvite(
					ctx,
					{
						email: `invitee${String(time)}@example.org`,
						personCode: '',
						firstName: 'Invitée',
						lastName: String(time)
					},
					listGrants
				)
			);
	},
	name: async () => {
		const { id } = await anAccount('renommee');
		const actor = { ...someone('Renommée'), account: id };
		return async (time) =>
			inCollective(await balise(), { actor, mode: 'write' }, (ctx) =>
				asksTheTeam(ctx, id, `Renommée ${String(time)}`)
			);
	}
};

let address = 0;

/** From an address of its own. */
async function byAddress(
	work: (time: number, from: ReturnType<typeof aVisitor>) => Promise<unknown>
) {
	address += 1;
	const from = `198.51.100.${String(address)}`;
	return Promise.resolve((time: number) => work(time, aVisitor(from)));
}

const ask = async (work: (collective: Awaited<ReturnType<typeof balise>>) => Promise<unknown>) =>
	work(await balise());

describe.each(Object.keys(TRIES) as CountedDoor[])('the door « %s »', (door) => {
	test('is counted: past its limit nobody is heard, and is told how long to wait', async () => {
		const tryOnce = await TRIES[door]();
		// One account alone is tried where the door knows which; else one address.
		const limit = ['code', 'invite', 'name'].includes(door)
			? LIMITS[door].account
			: LIMITS[door].address;
		const isRefused = (time: number) =>
			tryOnce(time).then(
				() => false,
				(failure: unknown) => String(failure).includes('Trop d’essais')
			);
		const refused = await Promise.all(Array.from({ length: limit }, (_, time) => isRefused(time)));
		expect(refused).not.toContain(true);
		expect(await isRefused(limit)).toBe(true);
	});
});
