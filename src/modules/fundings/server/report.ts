import type { Block, Inline, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution } from '#core/server/contract.ts';
import { formatNumber } from '#core/quantity.ts';
import { labelOf } from '#core/vocabulary.ts';
import { AFTER_GROUP, listReportPlaces } from '#modules/groups/index.ts';
import { agreementStates, fundingStates } from '../labels.ts';
import { listAgreements, listFundings, type FundingLine } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;

/** The fundings chapter, the agreements with public partners, and in each working group a line on its fundings. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const [lines, agreements] = [await listFundings(ctx), await listAgreements(ctx)];
		const parts = await groupParts(ctx, lines, writer.year);
		if (lines.length > 0) {
			parts.push({
				chapter: 'financements',
				order: 10,
				figures: [
					await writer.figure('fundings.won'),
					await writer.figure('fundings.in-principle')
				],
				blocks: [shortTable(lines)]
			});
		}
		if (agreements.length > 0)
			parts.push({ chapter: 'gouvernance-ptce', order: 600, blocks: [agreementList(agreements)] });
		return parts;
	}
};

/** The chapter of fundings has the table: a group names its own, state by state. */
async function groupParts(
	ctx: Context,
	lines: FundingLine[],
	year: number
): Promise<ChapterPart[]> {
	const places = await listReportPlaces(ctx, year);
	const byGroup = Map.groupBy(lines, (line) => line.group?.id ?? '');
	return [...byGroup].flatMap(([groupId, own]): ChapterPart[] => {
		const place = places.get(groupId);
		if (!place?.own) return [];
		const blocks: Block[] = [{ kind: 'paragraph', runs: summaryRuns(own) }];
		return [{ chapter: place.chapter, order: place.after + AFTER_GROUP.fundings, blocks }];
	});
}

/** "Financements. Lauréat : A ; B. Accord de principe : C." */
function summaryRuns(lines: FundingLine[]): Inline[] {
	const byState = Map.groupBy(lines, (line) => line.state);
	return [
		{ text: lines.length < 2 ? 'Financement.' : 'Financements.', strong: true },
		...[...byState].map(([state, own]) => {
			const label = state ? labelOf(fundingStates, state) : 'État non renseigné';
			return ` ${label} : ${own.map((line) => line.title).join(' ; ')}.`;
		})
	];
}

/** What, by whom, for which project, where it stands and since when; amounts once one is known. */
function shortTable(lines: FundingLine[]): Block {
	const isPriced = lines.some((line) => line.grantedCents !== null);
	return {
		kind: 'table',
		caption: 'Les financements et leur état',
		columns: [
			{ label: 'Financement', width: 3 },
			{ label: 'Financeur', width: 2 },
			{ label: 'Pour', width: 2 },
			{ label: 'État, date', width: 2.6 },
			...(isPriced ? [{ label: 'Montant accordé', width: 1.4, align: 'right' as const }] : [])
		],
		rows: lines.map((line): Inlines[] => [
			line.title,
			line.funder ? { text: line.funder.name, href: line.funder.path } : MISSING,
			line.project
				? { text: line.project.name, href: line.project.path }
				: (firstSentence(line.purpose) ?? MISSING),
			states(line),
			...(isPriced
				? [line.grantedCents === null ? MISSING : `${formatNumber(line.grantedCents / 100)} €`]
				: [])
		]),
		...(isPriced ? {} : { note: 'Aucun montant n’est renseigné.' })
	};
}

/** What it pays for, in a cell: the rest is on the page of fundings. */
function firstSentence(text: string | null): string | null {
	return text?.split(/(?<=[.!?])\s/)[0]?.replace(/\.$/, '') ?? null;
}

function states(line: FundingLine): Inlines {
	if (line.steps.length === 0) return MISSING;
	return line.steps
		.map((step) => {
			const date = step.on ? formatPartialDate(step.on) : step.saidDate;
			return [labelOf(fundingStates, step.state), date].filter(Boolean).join(', ');
		})
		.join(' ; ');
}

/** Agreements with public partners: those with the same object and state share a line. */
function agreementList(rows: Awaited<ReturnType<typeof listAgreements>>): Block {
	const alike = Map.groupBy(rows, (row) =>
		JSON.stringify([row.purpose, row.state, row.from, row.until])
	);
	return {
		kind: 'list',
		title: 'Les conventions et leurs partenaires',
		items: [...alike.values()].flatMap((own) => {
			const [first] = own;
			return first
				? [
						{
							content: [
								{ text: first.purpose, strong: true },
								' — ',
								...own.flatMap((row, index): Inline[] => [
									...(index === 0 ? [] : [', ']),
									{ text: row.party.name, href: row.party.path }
								]),
								first.from ? ` ; ${span(first.from, first.until)}` : ''
							].filter((run) => run !== ''),
							state: stateText(first)
						}
					]
				: [];
		})
	};
}

type Agreement = Awaited<ReturnType<typeof listAgreements>>[number];

function span(from: NonNullable<Agreement['from']>, until: Agreement['until']): string {
	return until
		? `${formatPartialDate(from)} – ${formatPartialDate(until)}`
		: `depuis ${formatPartialDate(from)}`;
}

function stateText({ state, from }: Agreement): string {
	const unknown = [state === 'unknown' ? 'état' : '', from ? '' : 'période'].filter(Boolean);
	const missing =
		unknown.length === 2 ? 'état et période non renseignés' : `${unknown[0] ?? ''} non renseigné`;
	if (state === 'unknown') return missing.charAt(0).toUpperCase() + missing.slice(1);
	return labelOf(agreementStates, state);
}
