import { PUBLIC } from '#core/actor.ts';
import { CHAPTERS } from '#core/annual-report.ts';
import type { Chapter, Figure, Identity, PublishedDocument } from '#core/blocks.ts';
import { absent, Refused } from '#core/errors.ts';
import { partialDate } from '#core/partial-date.ts';
import { type Collective, type Context, within } from '#core/server/context.ts';
import { answers, type ChapterPart, type Writer } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';
import { computeFigure, listMetrics } from './catalogue.ts';
import { cutOffOf } from './cut-off.ts';
import { figuresAnnex, figuresInBrief } from './report-figures.ts';
import { readsMoreThanPublic, reservedNotice } from './reserved-edition.ts';

/** Where a report is read: so that links in files lead somewhere. */
export interface Publication {
	year: number;
	baseUrl: string;
	/** The edition of all that the reader may read, which says so; left out, what everybody reads. */
	isReserved?: boolean;
}

/**
 * The context in which an edition is written: the public’s, whoever asks; the reader’s own for the reserved one. Refuses (403) the
 * reserved one to who reads no more than the public.
 */
export function contextOf(ctx: Context, { isReserved = false }: Publication): Context {
	if (!isReserved) return within(ctx, { actor: PUBLIC });
	if (readsMoreThanPublic(ctx.actor)) return ctx;
	throw new Refused('forbidden', [
		{
			code: 'reserved-edition',
			message:
				'L’édition réservée est pour qui lit plus que tout le monde : entrez avec votre compte, ou lisez l’édition publique.'
		}
	]);
}

/**
 * Writes the annual report of a year out of the records: each module is asked for its parts, chapters
 * without any are left out. The numbers printed are listed with their rule in an annex. Nothing kept to few is written but in the
 * reserved edition, which bears its mark.
 */
export async function writeAnnualReport(
	asked: Context,
	publication: Publication
): Promise<PublishedDocument> {
	const { year, baseUrl, isReserved } = publication;
	const ctx = contextOf(asked, publication);
	const used = new Map<string, Figure>();
	const writer = await figureWriter(ctx, year, used);
	const parts: ChapterPart[] = [];
	for (const one of modules) {
		for (const contribution of answers(one.documents)) {
			if (contribution.document === 'annual-report')
				parts.push(...(await contribution.write(ctx, writer)));
		}
	}
	parts.push(figuresAnnex([...used.values()]));
	return {
		title: 'Rapport d’activité',
		subtitle: `Année ${String(year)}`,
		year,
		identity: identityOf(ctx.collective),
		...(isReserved ? { reserved: reservedNotice(ctx.actor) } : {}),
		asOf: partialDate(writer.asOf),
		baseUrl,
		chapters: withBrief(assemble(parts))
	};
}

/** Name, place and colours of the collective, as publications print them. */
export function identityOf({ settings }: Collective): Identity {
	const town = [settings.postalCode, settings.city].filter(Boolean).join(' ');
	return {
		name: settings.name,
		fullName: settings.fullName,
		...(settings.ptce ? { ptce: settings.ptce } : {}),
		territory: settings.territory,
		address: [settings.address, town].filter(Boolean).join(', '),
		...(settings.website ? { website: settings.website } : {}),
		...(settings.motto ? { motto: settings.motto } : {}),
		colours: settings.colours
	};
}

async function figureWriter(
	ctx: Context,
	year: number,
	used: Map<string, Figure>
): Promise<Writer> {
	const catalogue = new Map((await listMetrics(ctx)).map((metric) => [metric.id, metric]));
	const asOf = await cutOffOf(ctx, year);
	return {
		year,
		asOf,
		figure: async (id) => {
			const known = used.get(id);
			if (known) return known;
			const metric = catalogue.get(id);
			if (!metric) throw absent(`Le chiffre « ${id} » n’est pas au catalogue.`);
			const figure = await computeFigure(ctx, metric, year, asOf);
			used.set(id, figure);
			return figure;
		}
	};
}

/** Adds the page that sums the year up, after the editorial. */
function withBrief(chapters: Chapter[]): Chapter[] {
	const figures = figuresInBrief(chapters);
	if (figures.length === 0) return chapters;
	const brief: Chapter = {
		id: 'en-bref',
		title: 'L’année en bref',
		figures,
		blocks: [],
		front: true
	};
	const place = chapters[0]?.id === 'editorial' ? 1 : 0;
	return chapters.toSpliced(place, 0, brief);
}

/** Groups the parts by chapter, in the order of the template and of the chapters that modules open. */
function assemble(parts: ChapterPart[]): Chapter[] {
	const byChapter = new Map<string, ChapterPart[]>();
	for (const part of parts)
		byChapter.set(part.chapter, [...(byChapter.get(part.chapter) ?? []), part]);
	return [...byChapter]
		.flatMap(([id, own]) => {
			const frame = frameOf(id, own);
			const sorted = own.sort((a, b) => a.order - b.order);
			const blocks = sorted.flatMap((part) => part.blocks);
			const figures = sorted.flatMap((part) => part.figures ?? []);
			return blocks.length + figures.length > 0
				? [{ frame, chapter: { id, ...frame.chapter, figures, blocks } }]
				: [];
		})
		.sort((a, b) => a.frame.position - b.frame.position)
		.map(({ chapter }) => chapter);
}

function frameOf(
	id: string,
	parts: ChapterPart[]
): { position: number; chapter: Omit<Chapter, 'id' | 'blocks'> } {
	const known = Object.entries(CHAPTERS).find(([name]) => name === id)?.[1];
	if (known)
		return {
			position: known.position,
			chapter: { title: known.title, front: known.front, annex: known.annex }
		};
	const opens = parts.find((part) => part.opens)?.opens;
	if (!opens) throw new Error(`nobody opens the chapter ${id}`);
	return {
		position: opens.position,
		chapter: {
			title: opens.title,
			...(opens.summary ? { summary: opens.summary } : {}),
			...(opens.sheet ? { sheet: true } : {})
		}
	};
}
