import { absent } from '#core/errors.ts';
import { getQuestionnaire, listSheets } from '#modules/questionnaires/server/queries.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'questionnaires.write' } satisfies Doors;

const PAGE_SIZE = 25;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const of = await getQuestionnaire(ctx, { code: event.params.code });
		const asked = event.url.searchParams.get('question');
		const given = event.url.searchParams.get('reponse') ?? '';
		const question = of.questions.find((one) => one.code === asked);
		if (asked !== null && !question) throw absent('Cette question n’est pas de ce questionnaire.');
		const all = await listSheets(ctx, of);
		const sheets = question
			? all.filter((sheet) => sheet.answers.get(question.id)?.split(' | ').includes(given))
			: all;
		const page = pageNumber(event.url.searchParams);
		return {
			title: 'Les réponses',
			of: { title: of.title, path: of.path },
			narrowed: question ? { wording: question.wording, code: question.code, given } : null,
			sheets: sheets.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((sheet) => ({
				code: sheet.code,
				by: sheet.by,
				answeredOn: sheet.answeredOn,
				upkeep: `/tenir/answerSheet/${sheet.id}`,
				answers: of.questions.map((one) => ({
					id: one.id,
					wording: one.wording,
					value: sheet.answers.get(one.id) ?? ''
				}))
			})),
			page,
			more: page * PAGE_SIZE < sheets.length
		};
	});
