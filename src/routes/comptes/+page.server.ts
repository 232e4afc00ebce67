import { redirect, type ActionFailure } from '@sveltejs/kit';
import { decide } from '#core/actor.ts';
import { mailsLeave } from '#core/server/mail/settings.ts';
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
import { freshOnce, ONCE } from '#core/server/once.ts';
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
		said: DONE[event.url.searchParams.get('fait') ?? ''] ?? null,
		sends: mailsLeave(ctx.collective),
		once: freshOnce(),
		mayAdminister: decide(ctx.actor, { permission: 'accounts.administer' }).allowed,
		mayAddPeople: decide(ctx.actor, { permission: 'network.write' }).allowed,
		accounts: await listAccounts(ctx),
		invitations: await listInvitations(ctx),
		wishes: await listWishes(ctx),
		people: await listPeopleWithoutAccount(ctx)
	}));

/** What has just been done, by the word that the address gives. */
const DONE: Record<string, { sentence: string; writes?: true }> = {
	invite: { sentence: 'C’est fait : la personne est invitée par courriel.', writes: true },
	aConfirmer: {
		sentence:
			'C’est fait : l’invitation attend. Cette adresse n’est pas connue comme la sienne : une autre personne de l’équipe la confirme d’abord, sur cette page.'
	},
	confirme: {
		sentence: 'C’est fait : l’invitation est confirmée, sa lettre écrite.',
		writes: true
	},
	renvoye: { sentence: 'C’est fait : l’invitation est écrite de nouveau.', writes: true },
	repris: { sentence: 'C’est fait : l’invitation est reprise, son lien n’ouvre plus rien.' },
	nomAccepte: { sentence: 'C’est fait : le nom a changé, partout où il paraît.' },
	nomRefuse: { sentence: 'C’est fait : le nom reste le même, et la personne l’apprend.' },
	ferme: { sentence: 'C’est fait : le compte est fermé.' },
	confie: { sentence: 'C’est fait : l’administration technique est confiée.' },
	retire: { sentence: 'C’est fait : l’administration technique est retirée.' }
};

/** Does one thing to what the form names, then shows the page again, which says what was done. */
function doing(
	done: keyof typeof DONE,
	field: string,
	work: (event: RequestEvent, value: string, form: FormData) => Promise<void>
): (event: RequestEvent) => Promise<ActionFailure<Rejected>> {
	return async (event) => {
		const form = await event.request.formData();
		return answering({}, async (): Promise<never> => {
			await work(event, textOf(form, field), form);
			redirect(303, `/comptes?fait=${done}`);
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
			const outcome = await write(event, (ctx) =>
				addAndInvite(
					ctx,
					{
						email: typed.courriel,
						personCode: typed.personne,
						firstName: typed.prenom,
						lastName: typed.nom
					},
					listGrants,
					textOf(form, ONCE)
				)
			);
			redirect(303, `/comptes?fait=${outcome === 'sent' ? 'invite' : 'aConfirmer'}`);
		});
	},
	confirmer: doing('confirme', 'invitation', (event, id) =>
		write(event, (ctx) => confirmInvitation(ctx, id, listGrants))
	),
	renvoyer: doing('renvoye', 'invitation', (event, id, form) =>
		write(event, (ctx) => resendInvitation(ctx, id, textOf(form, 'envoyee')))
	),
	reprendre: doing('repris', 'invitation', (event, id) =>
		write(event, (ctx) => revokeInvitation(ctx, id))
	),
	accepterNom: doing('nomAccepte', 'compte', (event, id) =>
		write(event, (ctx) => grantWish(ctx, id, listGrants))
	),
	refuserNom: doing('nomRefuse', 'compte', (event, id) =>
		write(event, (ctx) => refuseWish(ctx, id))
	),
	fermer: doing('ferme', 'compte', (event, id) => write(event, (ctx) => closeAccountOf(ctx, id))),
	confier: doing('confie', 'compte', (event, id) =>
		write(event, (ctx) => setAdministratorOf(ctx, id, true))
	),
	retirer: doing('retire', 'compte', (event, id) =>
		write(event, (ctx) => setAdministratorOf(ctx, id, false))
	)
} satisfies Actions;
