import { explainFigure } from '#collectors/catalogue.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { metricOf } from '#modules/questionnaires/paths.ts';
import {
	introductionBlocks,
	questionBlocks,
	resultBlocks
} from '#modules/questionnaires/server/questionnaire-page.ts';
import { getQuestionnaire, listSheets } from '#modules/questionnaires/server/queries.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'questionnaires.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const of = await getQuestionnaire(ctx, { code: event.params.code });
		const sheets = of.tends ? await listSheets(ctx, of) : [];
		const { year } = ctx.collective.settings;
		const last = Math.max(year, Number(ctx.today.slice(0, 4)));
		const { figure } = await explainFigure(ctx, metricOf(of.code), last);
		return {
			title: of.title,
			record: await shownRecord(ctx, 'questionnaire', event.params.code),
			lead: of.sentence,
			isOpen: of.isOpen && of.questions.length > 0,
			hasQuestions: of.questions.length > 0,
			tends: of.tends,
			maySignIn: ctx.actor.kind === 'public',
			path: of.path,
			group: of.group,
			figure,
			html: await showSheet(ctx, event.url, [
				...introductionBlocks(of),
				...questionBlocks(of),
				...resultBlocks(of, sheets)
			])
		};
	});
