import { eq, inArray } from 'drizzle-orm';
import { toPlainText } from '#core/rich-text.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { answersPath, questionnairePath } from '../paths.ts';
import { stateOn } from '../rules.ts';
import { answerSheet, question, questionnaire } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'questionnaire',
		label: 'questionnaire',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(questionnaire).where(inArray(questionnaire.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.title,
				line: stateOn(row, ctx.today).sentence,
				path: questionnairePath(row.code),
				text: row.introduction ? toPlainText(row.introduction) : '',
				audience: row.audience
			}));
		}
	},
	{
		kind: 'question',
		label: 'question',
		indexed: false,
		within: ['questionnaire'],
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ question, code: questionnaire.code })
				.from(question)
				.innerJoin(questionnaire, eq(questionnaire.id, question.questionnaireId))
				.where(inArray(question.id, ids));
			return rows.map(({ question: row, code }) => ({
				id: row.id,
				title: row.wording,
				line: '',
				path: questionnairePath(code),
				text: '',
				audience: row.audience
			}));
		}
	},
	{
		kind: 'answerSheet',
		label: 'questionnaire rempli',
		indexed: false,
		within: ['questionnaire'],
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ sheet: answerSheet, code: questionnaire.code })
				.from(answerSheet)
				.innerJoin(questionnaire, eq(questionnaire.id, answerSheet.questionnaireId))
				.where(inArray(answerSheet.id, ids));
			return rows.map(({ sheet, code }) => ({
				id: sheet.id,
				title: `Réponse ${sheet.code}`,
				line: '',
				path: answersPath(code),
				text: '',
				audience: sheet.audience
			}));
		}
	}
];
