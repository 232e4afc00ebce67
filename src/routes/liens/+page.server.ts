import { redirect } from '@sveltejs/kit';
import { describeThings, versionsOf } from '#collectors/guests.ts';
import { partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import { listLinks, revokeLink } from '#modules/access/server/links.ts';
import { submit, textOf, textsOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'access.lend', POST: 'access.lend' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const links = await listLinks(ctx);
		const things = await describeThings(ctx, links);
		const versions = await versionsOf(ctx, links);
		return {
			title: 'Liens prêtés',
			links: links.map((link) => ({
				id: link.id,
				guest: link.guest,
				lentBy: link.lentBy,
				lentOn: partialDate(civilDay(link.lentAt)),
				endsOn: partialDate(civilDay(link.expiresAt)),
				state: link.state,
				openings: link.openings,
				asks: link.asks,
				answer: link.answer,
				answeredOn: link.answeredAt && partialDate(civilDay(link.answeredAt)),
				hasChanged:
					link.answeredVersion !== null && link.answeredVersion !== versions.get(link.recordId),
				comment: link.comment,
				url: link.state === 'open' ? new URL(link.path, event.url).href : null,
				thing: things.get(link.recordId)?.title ?? 'Fiche qui n’existe plus',
				path: things.get(link.recordId)?.path ?? null
			}))
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const result = await submit(event, textsOf(form), (ctx) =>
			revokeLink(ctx, textOf(form, 'link'))
		);
		if ('failure' in result) return result.failure;
		redirect(303, '/liens');
	}
};
