import { redirect } from '@sveltejs/kit';
import { changedSince } from '#collectors/guests.ts';
import { listLentLinks, takeBack } from '#collectors/lent-links.ts';
import { partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import { submit, textOf, textsOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'access.lend', POST: 'access.lend' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const lent = await listLentLinks(ctx);
		const changed = await changedSince(
			ctx,
			lent.map(({ link }) => link)
		);
		return {
			title: 'Liens prêtés',
			links: lent.map(({ link, thing, closedBecause, mayTakeBack }) => ({
				id: link.id,
				guest: link.guest,
				lentBy: link.lentBy,
				lentOn: partialDate(civilDay(link.lentAt)),
				endsOn: partialDate(civilDay(link.expiresAt)),
				state: closedBecause === null ? link.state : ('closed' as const),
				closedBecause,
				openings: link.openings,
				asks: link.asks,
				answer: link.answer,
				answeredOn: link.answeredAt && partialDate(civilDay(link.answeredAt)),
				hasChanged: changed.has(link.id),
				comment: link.comment,
				mayTakeBack,
				thing: thing?.title ?? 'Une fiche que vous ne lisez pas, ou qui n’existe plus',
				path: thing?.path ?? null
			}))
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const result = await submit(event, textsOf(form), (ctx) => takeBack(ctx, textOf(form, 'link')));
		if ('failure' in result) return result.failure;
		redirect(303, '/liens');
	}
};
