import type { Doubt } from '#core/server/contract.ts';
import { isQuotationHeldBack, isTextHeldBack } from '../rules.ts';
import { listCommitments, listOpenPoints, listQuotations, listTexts } from './queries.ts';

export const doubts: Doubt[] = [
	{
		id: 'editions.open-points',
		title: 'Un point relevé à la lecture reste ouvert',
		find: async (ctx) =>
			(await listOpenPoints(ctx)).map((one) => ({
				finding: `${one.finding} ${one.question}`,
				settle: one.settle,
				...(one.lines ? { source: one.lines } : {})
			}))
	},
	{
		id: 'editions.consent',
		title: 'Un texte ou une citation n’a pas l’accord de son auteur',
		find: async (ctx) => {
			const { year } = ctx.collective.settings;
			const texts = (await listTexts(ctx, year)).filter(isTextHeldBack);
			const quotations = (await listQuotations(ctx, year)).filter(isQuotationHeldBack);
			return [...texts, ...quotations].map((one) => ({
				finding: `« ${one.code} » ne sera pas imprimé : accord absent ou refusé.`,
				settle:
					'Demandez l’accord, puis écrivez-le dans la colonne consentement de textes.csv ou citations.csv.'
			}));
		}
	},
	{
		id: 'editions.commitment-owner',
		title: 'Une perspective n’a ni responsable ni échéance datée',
		find: async (ctx) =>
			(await listCommitments(ctx, ctx.collective.settings.year))
				.filter((one) => !one.owner || !one.due)
				.map((one) => ({
					finding: `« ${one.title} » : ${[one.owner ? '' : 'sans responsable', one.due ? '' : `sans date${one.saidDue ? ` (« ${one.saidDue} »)` : ''}`].filter(Boolean).join(', ')}.`,
					settle:
						'Nommez qui s’en charge et pour quand dans perspectives.csv : le prochain rapport dira si elle est tenue.',
					...(one.source ? { source: one.source } : {})
				}))
	}
];
