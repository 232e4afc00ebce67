import type { Block, Inline, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { formatNumber } from '#core/quantity.ts';
import { labelOf } from '#core/vocabulary.ts';
import { agreementStates, fundingStates, fundingTypes } from '../labels.ts';
import type { FundingLine, listAgreements } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;

/** Fundings with their dated states, for their page. */
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
			[
				`${line.title} (${labelOf(fundingTypes, line.type).toLowerCase()})`,
				{ record: { kind: 'funding', id: line.id, name: line.title } }
			],
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
	return line.steps.flatMap((step, index): Inline[] => {
		const date = step.saidDate ?? (step.on ? formatPartialDate(step.on) : '');
		const remark = step.remark ? ` (${step.remark})` : '';
		const state = labelOf(fundingStates, step.state);
		return [
			`${index > 0 ? ' ; ' : ''}${state}${date ? `, ${date}` : ''}${remark}`,
			{ record: { kind: 'fundingStep', id: step.id, name: `${state}, ${line.title}` } }
		];
	});
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
			[
				{ text: row.party.name, href: row.party.path },
				{ record: { kind: 'agreement', id: row.id, name: row.purpose } }
			],
			row.purpose,
			row.state === 'unknown' ? MISSING : labelOf(agreementStates, row.state),
			row.from
				? [formatPartialDate(row.from), row.until ? ` – ${formatPartialDate(row.until)}` : '']
				: MISSING
		])
	};
}
