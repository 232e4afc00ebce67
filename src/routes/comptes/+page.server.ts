import { redirect, type ActionFailure } from '@sveltejs/kit';
import { decide } from '#core/actor.ts';
import {
	closeAccountOf,
	listAccounts,
	listPeopleWithoutAccount,
	setAdministratorOf
} from '#modules/accounts/server/accounts.ts';
import { addAndInvite } from '#modules/accounts/server/invite-person.ts';
import {
	confirmInvitation,
	listInvitations,
	resendInvitation,
	revokeInvitation
} from '#modules/accounts/server/invitations.ts';
import { listGrants } from '#collectors/permissions.ts';
import { grantWish, listWishes, refuseWish } from '#modules/accounts/server/wished-names.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf, type Rejected } from '#web/form.ts';
import { read, write } from '#web/request.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _door = { GET: 'accounts.invite', POST: 'accounts.invite' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		title: 'Comptes',
		mayAdminister: decide(ctx.actor, { permission: 'accounts.administer' }).allowed,
		mayAddPeople: decide(ctx.actor, { permission: 'network.write' }).allowed,
		accounts: await listAccounts(ctx),
		invitations: await listInvitations(ctx),
		wishes: await listWishes(ctx),
		people: await listPeopleWithoutAccount(ctx)
	}));

/** Does one thing to what the form names, then shows the page again. */
function doing(
	field: string,
	work: (event: RequestEvent, value: string) => Promise<void>
): (event: RequestEvent) => Promise<ActionFailure<Rejected>> {
	return async (event) => {
		const value = textOf(await event.request.formData(), field);
		return answering({}, async (): Promise<never> => {
			await work(event, value);
			redirect(303, '/comptes');
		});
	};
}

export const actions = {
	inviter: async (event) => {
		const form = await event.request.formData();
		const typed = {
			courriel: textOf(form, 'courriel'),
			personne: textOf(form, 'personne'),
			prenom: textOf(form, 'prenom'),
			nom: textOf(form, 'nom')
		};
		return answering(typed, async () => {
			await write(event, (ctx) =>
				addAndInvite(
					ctx,
					{
						email: typed.courriel,
						personCode: typed.personne,
						firstName: typed.prenom,
						lastName: typed.nom
					},
					listGrants
				)
			);
			redirect(303, '/comptes');
		});
	},
	confirmer: doing('invitation', (event, id) =>
		write(event, (ctx) => confirmInvitation(ctx, id, listGrants))
	),
	renvoyer: doing('invitation', (event, id) => write(event, (ctx) => resendInvitation(ctx, id))),
	reprendre: doing('invitation', (event, id) => write(event, (ctx) => revokeInvitation(ctx, id))),
	accepterNom: doing('compte', (event, id) => write(event, (ctx) => grantWish(ctx, id))),
	refuserNom: doing('compte', (event, id) => write(event, (ctx) => refuseWish(ctx, id))),
	fermer: doing('compte', (event, id) => write(event, (ctx) => closeAccountOf(ctx, id))),
	confier: doing('compte', (event, id) => write(event, (ctx) => setAdministratorOf(ctx, id, true))),
	retirer: doing('compte', (event, id) => write(event, (ctx) => setAdministratorOf(ctx, id, false)))
} satisfies Actions;
