import { redirect } from '@sveltejs/kit';
import { actorOfPerson, findPeople } from '#collectors/holders.ts';
import { readClock } from '#core/server/clock.ts';
import { authorise } from '#core/server/permissions.ts';
import { textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import { giveEyesBack, lendEyes } from '#web/see-as.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Open to whoever already looks through other eyes too: the way back is here. The command checks the rest. */
export const _door = { GET: 'access.impersonate', POST: 'everyone' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		authorise(ctx, 'access.impersonate');
		const search = (event.url.searchParams.get('q') ?? '').slice(0, 100);
		return {
			title: 'Voir le site comme…',
			search,
			found: search ? await findPeople(ctx, search, 20) : []
		};
	});

export const actions: Actions = {
	voir: async (event) => {
		const code = textOf(await event.request.formData(), 'person');
		await read(event, async (ctx) => {
			authorise(ctx, 'access.impersonate');
			if (code) await actorOfPerson(ctx, code);
		});
		const { actor, collective } = event.locals;
		if (actor.kind === 'person' && collective)
			lendEyes(event, {
				collective: collective.code,
				account: actor.account,
				eyes: code ? { person: code } : 'public',
				now: readClock()
			});
		redirect(303, '/');
	},
	revenir: (event) => {
		giveEyesBack(event);
		redirect(303, '/voir-comme');
	}
};
