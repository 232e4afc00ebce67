import type { Block, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { ChapterPart, DocumentContribution } from '#core/server/contract.ts';
import { formatNumber } from '#core/quantity.ts';
import { labelOf } from '#core/vocabulary.ts';
import { groupChapterId } from '#modules/groups/index.ts';
import { agreementStates, fundingStates, fundingTypes } from '../labels.ts';
import { listAgreements, listFundings, type FundingLine } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;

/** The fundings chapter, the agreements with public partners, and each working group's own fundings. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const [lines, agreements] = [await listFundings(ctx), await listAgreements(ctx)];
		const parts: ChapterPart[] = groupParts(lines);
		if (lines.length > 0) {
			parts.push({
				chapter: 'financements',
				order: 10,
				figures: [
					await writer.figure('fundings.won'),
					await writer.figure('fundings.in-principle')
				],
				blocks: [fundingTable(lines, 'Les financements et leurs étapes')]
			});
		}
		if (agreements.length > 0)
			parts.push({ chapter: 'gouvernance-ptce', order: 600, blocks: [agreementTable(agreements)] });
		return parts;
	}
};

function groupParts(lines: FundingLine[]): ChapterPart[] {
	const byGroup = Map.groupBy(
		lines.filter((line) => line.group?.type === 'workingGroup'),
		(line) => line.group?.code ?? ''
	);
	return [...byGroup].map(([code, own]) => ({
		chapter: groupChapterId(code),
		order: 700,
		blocks: [fundingTable(own, 'Financements demandés ou obtenus')]
	}));
}

/** Fundings with their dated states. */
export function fundingTable(lines: FundingLine[], caption: string): Block {
	return {
		kind: 'table',
		caption,
		columns: [
			{ label: 'Financement', width: 3 },
			{ label: 'Financeur', width: 2 },
			{ label: 'Pour', width: 2 },
			{ label: 'Étapes', width: 3 },
			{ label: 'Montant accordé', width: 1.4, align: 'right' }
		],
		rows: lines.map((line) => [
			`${line.title} (${labelOf(fundingTypes, line.type).toLowerCase()})`,
			line.funder ? { text: line.funder.name, href: line.funder.path } : MISSING,
			purpose(line),
			steps(line),
			line.grantedCents === null ? MISSING : `${formatNumber(line.grantedCents / 100)} €`
		])
	};
}

function purpose(line: FundingLine): Inlines {
	const own = line.project ? { text: line.project.name, href: line.project.path } : null;
	if (own && line.purpose) return [own, ` : ${line.purpose}`];
	return own ?? line.purpose ?? MISSING;
}

function steps(line: FundingLine): Inlines {
	if (line.steps.length === 0) return MISSING;
	return line.steps
		.map((step) => {
			const date = step.saidDate ?? (step.on ? formatPartialDate(step.on) : '');
			const remark = step.remark ? ` (${step.remark})` : '';
			return `${labelOf(fundingStates, step.state)}${date ? `, ${date}` : ''}${remark}`;
		})
		.join(' ; ');
}

/** Agreements with public partners and their state. */
export function agreementTable(rows: Awaited<ReturnType<typeof listAgreements>>): Block {
	return {
		kind: 'table',
		caption: 'Les conventions avec les intercommunalités et leurs partenaires',
		columns: [
			{ label: 'Partenaire', width: 2 },
			{ label: 'Objet', width: 3 },
			{ label: 'État', width: 1.5 },
			{ label: 'Période', width: 1.5 }
		],
		rows: rows.map((row) => [
			{ text: row.party.name, href: row.party.path },
			row.purpose,
			row.state === 'unknown' ? MISSING : labelOf(agreementStates, row.state),
			row.from
				? [formatPartialDate(row.from), row.until ? ` – ${formatPartialDate(row.until)}` : '']
				: MISSING
		])
	};
}
