import { redirect } from '@sveltejs/kit';
import { authorisePuttingAway } from '#core/server/keeping.ts';
import { isArchivable } from '#collectors/editing/archive.ts';
import { writableRow } from '#collectors/editing/forms.ts';
import { removalOf, removeWhole } from '#collectors/editing/removal.ts';
import { doneIn } from '#collectors/editing/whole-act.ts';
import { homeOf } from '#collectors/editing/home.ts';
import { SHOWN } from '#core/shown.ts';
import { submit, textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import { afterAct } from '#web/way-back.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The right to this record is the command's to decide. */
export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { kind, row } = await writableRow(ctx, event.params.kind, event.params.id);
		authorisePuttingAway(ctx, kind);
		return {
			title: `Retirer : ${kind.singular}`,
			home: await homeOf(ctx, kind, row),
			removal: await removalOf(ctx, kind, row),
			archivePath: isArchivable(kind) ? `/archiver/${kind.name}/${event.params.id}` : null
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const { kind: name, id } = event.params;
		const shown = textOf(await event.request.formData(), SHOWN);
		const result = await submit(event, {}, async (ctx) => {
			const { kind, row } = await writableRow(ctx, name, id);
			await removeWhole(ctx, kind, row, shown);
			const home = await homeOf(ctx, kind, { ...row, id: null });
			return { home, done: await doneIn(ctx) };
		});
		if ('failure' in result) return result.failure;
		redirect(303, afterAct(result.done.home.path, result.done.done));
	}
};
