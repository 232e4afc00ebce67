import { redirect } from '@sveltejs/kit';
import { v7 as uuidv7 } from 'uuid';
import { asksForm, changedSince, guestChoice, guestFill, guestPage } from '#collectors/guests.ts';
import { authoriseAnswer, mayAnswer, openLink } from '#collectors/lent-links.ts';
import { noteGuestReading } from '#collectors/privacy/openings.ts';
import { isRecordId } from '#core/ids.ts';
import { formatSize } from '#core/files.ts';
import { partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import { showBlocks } from '#collectors/show.ts';
import { answerLink, noteOpening } from '#modules/access/server/links.ts';
import { submit, textOf, textsOf } from '#web/form.ts';
import { write } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

/** Writes: each opening by the guest is counted, so that who lends a link knows that it was read. */
export const load: PageServerLoad = (event) => {
	// The address is a key: it is neither kept by caches nor told to the sites that the page links to.
	event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	return write(event, async (ctx) => {
		const link = await openLink(ctx, event.params.jeton);
		const page = await guestPage(ctx, link);
		const changed = await changedSince(ctx, [link]);
		const isGuest = mayAnswer(ctx);
		if (isGuest) {
			await noteOpening(ctx, link.id);
			await noteGuestReading(ctx, link, { shown: [page.blocks, page.form] });
		}
		return {
			title: page.title,
			lead: page.lead,
			html: showBlocks(page.blocks),
			guest: link.guest,
			lentBy: link.lentBy,
			until: partialDate(civilDay(link.expiresAt)),
			question: isGuest ? page.question : null,
			form: isGuest ? page.form : null,
			isAnswerKept: !isGuest && (page.question ?? page.form) !== null,
			sheet: uuidv7(),
			shown: page.shown,
			file: page.file && {
				name: page.file.name,
				size: formatSize(page.file.size),
				path: `/lien/${event.params.jeton}/fichier`
			},
			answer: link.answer,
			hasChanged: changed.has(link.id),
			comment: link.comment
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const result = await submit(event, textsOf(form), async (ctx) => {
			authoriseAnswer(ctx);
			const link = await openLink(ctx, event.params.jeton, true);
			const choice = asksForm(link.kind)
				? await guestFill(ctx, link, { id: sheetOf(form), texts: textsOf(form) })
				: await guestChoice(ctx, link, textOf(form, 'answer'), textOf(form, 'shown'));
			if (choice === null) return;
			await answerLink(ctx, link, { ...choice, comment: textOf(form, 'comment') });
		});
		if ('failure' in result) return result.failure;
		redirect(303, `/lien/${event.params.jeton}#reponse`);
	}
};

/** The identifier travels with the form: sent twice, it is one answer. */
function sheetOf(form: FormData): string {
	const sheet = textOf(form, 'sheet');
	return isRecordId(sheet) ? sheet : uuidv7();
}
