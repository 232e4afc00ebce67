import { redirect } from '@sveltejs/kit';
import { absent } from '#core/errors.ts';
import { authorisePuttingAway } from '#core/server/keeping.ts';
import { isArchivable, setArchived, shownToArchive } from '#collectors/editing/archive.ts';
import { writableRow } from '#collectors/editing/forms.ts';
import { doneIn } from '#collectors/editing/whole-act.ts';
import { homeOf } from '#collectors/editing/home.ts';
import { SHOWN } from '#core/shown.ts';
import { submit, textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import { afterAct } from '#web/way-back.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The right to this record is the command's to decide. */
export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { kind, row } = await writableRow(ctx, event.params.kind, event.params.id);
		authorisePuttingAway(ctx, kind);
		if (!isArchivable(kind)) throw absent('Cette sorte de fiche ne s’archive pas.');
		const home = await homeOf(ctx, kind, row);
		const isArchived = row['archivedOn'] !== null;
		return {
			title: `${isArchived ? 'Remettre en service' : 'Archiver'} : ${kind.singular}`,
			isArchived,
			home,
			shown: shownToArchive(ctx, kind, row, home)
		};
	});

export const actions: Actions = {
	archiver: (event) => turn(event, true),
	remettre: (event) => turn(event, false)
};

async function turn(event: RequestEvent, isArchived: boolean) {
	const { kind, id } = event.params;
	const shown = textOf(await event.request.formData(), SHOWN);
	const result = await submit(event, {}, async (ctx) => {
		const home = await setArchived(ctx, kind, id, isArchived, shown);
		return { home, done: await doneIn(ctx) };
	});
	if ('failure' in result) return result.failure;
	redirect(303, afterAct(result.done.home.path, result.done.done));
}
