import type { Block, QuoteBlock } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { ChapterPart, DocumentContribution } from '#core/server/contract.ts';
import { listReportPlaces } from '#modules/groups/index.ts';
import { isQuotationHeldBack, isTextHeldBack } from '../rules.ts';
import {
	listCommitments,
	listMilestones,
	listOpenPoints,
	listQuotations,
	listTexts
} from './queries.ts';
import { commitmentParts, milestonePart, openPointPart } from './year-blocks.ts';

type Text = Awaited<ReturnType<typeof listTexts>>[number];
type Places = Awaited<ReturnType<typeof listReportPlaces>>;
type Quotation = Awaited<ReturnType<typeof listQuotations>>[number];

/** Written texts, quotations, history, commitments and open points, each in its chapter. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const places = await listReportPlaces(ctx, writer.year);
		const texts = (await listTexts(ctx, writer.year)).filter((one) => !isTextHeldBack(one));
		const quotations = (await listQuotations(ctx, writer.year)).filter(
			(one) => !isQuotationHeldBack(one)
		);
		return [
			...texts.map((one) => textPart(one, places)),
			...quotations.map((one) => quotationPart(one, places)),
			...milestonePart(await listMilestones(ctx)),
			...commitmentParts(await listCommitments(ctx, writer.year), places),
			...openPointPart(await listOpenPoints(ctx))
		];
	}
};

/** What belongs to a group is told with it; the rest by rank, before what records bring to the chapter. */
function placeOf(piece: Text | Quotation, places: Places): { chapter: string; order: number } {
	const rank = piece.rank ?? 50;
	const place = piece.groupId ? places.get(piece.groupId) : undefined;
	if (place) return { chapter: place.chapter, order: place.after + rank / 1000 };
	return { chapter: piece.chapter === 'dos' ? 'perspectives' : piece.chapter, order: rank };
}

function textPart(one: Text, places: Places): ChapterPart {
	const blocks: Block[] = [];
	if (one.title && one.chapter !== 'editorial')
		blocks.push({
			kind: 'heading',
			level: one.groupId ? 3 : 2,
			text: one.title,
			id: `texte-${one.code}`
		});
	blocks.push({
		kind: 'prose',
		text: one.text,
		record: { kind: 'editionText', id: one.id, name: one.title ?? 'le texte' },
		...(one.author
			? {
					signature: {
						name: one.nature === 'condensed' ? `D’après ${one.author}` : one.author,
						...(one.authorTitle ? { role: one.authorTitle } : {}),
						...(one.on ? { date: formatPartialDate(one.on) } : {})
					}
				}
			: {})
	});
	return { ...placeOf(one, places), blocks };
}

function quotationPart(one: Quotation, places: Places): ChapterPart {
	const block: QuoteBlock = {
		kind: 'quote',
		text: one.text,
		record: { kind: 'quotation', id: one.id, name: 'la citation' },
		...(one.author ? { author: one.author } : {}),
		...(one.title ? { role: one.title } : {})
	};
	const place = placeOf(one, places);
	return { ...place, order: place.order + 0.0005, blocks: [block] };
}
