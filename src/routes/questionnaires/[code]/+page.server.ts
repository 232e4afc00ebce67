import { listFigures } from '#collectors/catalogue.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { metricOf } from '#modules/questionnaires/paths.ts';
import {
	introductionBlocks,
	questionBlocks,
	resultBlocks
} from '#modules/questionnaires/server/questionnaire-page.ts';
import { findRespondent } from '#modules/questionnaires/server/answering.ts';
import { getQuestionnaire, listSheets } from '#modules/questionnaires/server/queries.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import type { Context } from '#core/server/context.ts';
import { read } from '#web/request.ts';
import { wayTo, type Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'questionnaires.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const of = await getQuestionnaire(ctx, { code: event.params.code });
		const sheets = of.tends ? await listSheets(ctx, of) : [];
		const { year } = ctx.collective.settings;
		const last = Math.max(year, Number(ctx.today.slice(0, 4)));
		const record = await shownRecord(ctx, 'questionnaire', event.params.code);
		return {
			title: of.title,
			record,
			lead: of.sentence,
			answerPath: of.isOpen && of.questions.length > 0 ? await wayToAnswer(ctx, of.path) : null,
			maySignIn: ctx.actor.kind === 'public',
			hasQuestions: of.questions.length > 0,
			tends: of.tends,
			path: of.path,
			group: of.group,
			figures: await listFigures(ctx, [metricOf(of.code)], last),
			html: await showSheet(
				ctx,
				event.url,
				[...introductionBlocks(of), ...questionBlocks(of), ...resultBlocks(of, sheets)],
				record
			)
		};
	});

/** Led to the form: whom it takes, and who has not signed in yet. */
async function wayToAnswer(ctx: Context, path: string): Promise<string | null> {
	const { actor } = ctx;
	if (actor.kind === 'person' && !(await findRespondent(ctx))) return null;
	return wayTo(actor, '/questionnaires/[code]/repondre', `${path}/repondre`);
}
