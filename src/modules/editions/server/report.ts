import type { Block, Inline, QuoteBlock } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { ChapterPart, DocumentContribution } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { listReportPlaces } from '#modules/groups/index.ts';
import { commitmentStates, openPointNatures } from '../labels.ts';
import { mayPrint } from '../rules.ts';
import {
	listCommitments,
	listMilestones,
	listOpenPoints,
	listQuotations,
	listTexts
} from './queries.ts';

type Text = Awaited<ReturnType<typeof listTexts>>[number];
type Places = Awaited<ReturnType<typeof listReportPlaces>>;
type Quotation = Awaited<ReturnType<typeof listQuotations>>[number];

/** Written texts, quotations, history, commitments and open points, each in its chapter. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const places = await listReportPlaces(ctx, writer.year);
		const texts = (await listTexts(ctx, writer.year)).filter(mayPrint);
		const quotations = (await listQuotations(ctx, writer.year)).filter(mayPrint);
		return [
			...texts.map((one) => textPart(one, places)),
			...quotations.map((one) => quotationPart(one, places)),
			...milestonePart(await listMilestones(ctx)),
			...commitmentParts(await listCommitments(ctx, writer.year)),
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
		...(one.author ? { author: one.author } : {}),
		...(one.title ? { role: one.title } : {})
	};
	const place = placeOf(one, places);
	return { ...place, order: place.order + 0.0005, blocks: [block] };
}

function milestonePart(milestones: Awaited<ReturnType<typeof listMilestones>>): ChapterPart[] {
	if (milestones.length === 0) return [];
	const blocks: Block[] = [
		{ kind: 'heading', level: 2, text: 'Les dates qui comptent', id: 'jalons' },
		{
			kind: 'calendar',
			caption: 'Histoire du collectif',
			entries: milestones.map((one) => ({
				date: one.on,
				title: one.title,
				...(one.organisations.length > 0
					? { body: one.organisations.map((party) => party.name).join(', ') }
					: {})
			}))
		}
	];
	for (const one of milestones) if (one.text) blocks.push({ kind: 'prose', text: one.text });
	return [{ chapter: 'collectif', order: 80, blocks }];
}

function commitmentParts(commitments: Awaited<ReturnType<typeof listCommitments>>): ChapterPart[] {
	if (commitments.length === 0) return [];
	const blocks: Block[] = [
		{
			kind: 'list',
			title: 'Ce qui vient',
			items: commitments.map((one) => ({
				content: [
					{ text: one.title, strong: true },
					...linkRuns(' — ', one.group ? { text: one.group.title, href: one.group.path } : null),
					...linkRuns(
						', ',
						one.project ? { text: one.project.name, href: one.project.path } : null
					),
					...(one.owner ? [` — ${one.owner}`] : []),
					...(one.saidDue || one.due
						? [`, ${one.saidDue ?? (one.due ? `pour ${formatPartialDate(one.due)}` : '')}`]
						: [])
				],
				state: labelOf(commitmentStates, one.state),
				tone: one.state === 'kept' ? ('good' as const) : ('waiting' as const)
			}))
		}
	];
	for (const one of commitments) {
		if (one.text)
			blocks.push(
				{ kind: 'heading', level: 3, text: one.title, id: `perspective-${one.code}` },
				{ kind: 'prose', text: one.text }
			);
	}
	return [{ chapter: 'perspectives', order: 50, blocks }];
}

function linkRuns(before: string, link: Inline | null): Inline[] {
	return link ? [before, link] : [];
}

function openPointPart(points: Awaited<ReturnType<typeof listOpenPoints>>): ChapterPart[] {
	if (points.length === 0) return [];
	return [
		{
			chapter: 'points-ouverts',
			order: 10,
			blocks: [
				{
					kind: 'table',
					caption: 'Ce que les documents de l’année ne disent pas, ou disent de deux façons',
					columns: [
						{ label: 'Constat', width: 4 },
						{ label: 'Nature' },
						{ label: 'Question', width: 3 },
						{ label: 'Où', width: 1.4 }
					],
					rows: points.map((one) => [
						one.finding,
						labelOf(openPointNatures, one.nature),
						one.question,
						one.lines ?? '—'
					])
				}
			]
		}
	];
}
