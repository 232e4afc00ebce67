import type { Context } from '#core/server/context.ts';
import type { GuestLink, GuestView } from '#core/server/contract.ts';
import { fill, formToFill, type Respondent } from './answering.ts';
import { questionIn } from '../rules.ts';
import { introductionBlocks } from './questionnaire-page.ts';
import { getQuestionnaire } from './queries.ts';

const asRespondent = ({ id, guest, hasAnswered }: GuestLink): Respondent => ({
	linkId: id,
	name: guest,
	hasAnswered
});

/** Said in the place of the form. */
const ARRIVED =
	'Votre réponse est arrivée, sans votre nom : merci. Elle ne se retrouve plus, et ne se change donc pas.';

/** A questionnaire lent by a link: its questions, to be answered by the guest. */
export const guests: GuestView[] = [
	{
		kind: 'questionnaire',
		label: 'le questionnaire, pour y répondre',
		isWhole: true,
		show: async (ctx: Context, id: string) => {
			const of = await getQuestionnaire(ctx, { id });
			return { title: of.title, lead: 'Questionnaire', blocks: introductionBlocks(of) };
		},
		form: async (ctx, id, link) => {
			const { of, fields, isAnswered, isDone } = await formToFill(ctx, { id }, asRespondent(link));
			return {
				state: isDone ? ARRIVED : of.sentence,
				fields,
				isAnswered,
				told: fields.map(({ name }) => ({ record: { kind: 'question', id: questionIn(name) } }))
			};
		},
		fill: (ctx, id, link, sent) =>
			fill(ctx, { id }, asRespondent(link), { sheetId: sent.id, texts: sent.texts })
	}
];
