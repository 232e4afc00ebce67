import type { Inline, Inlines, ListBlock } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { projectNatures, projectStages, stakeholderRoles } from '../labels.ts';
import { projectPath } from '../paths.ts';
import { partyRuns, type Project, type Step } from './project-blocks.ts';
import type { PartyLine } from './queries.ts';

export interface Told {
	parties: PartyLine[];
	steps: Step[];
}

/** Projects of one body in the report: a sentence, who is in it, and the steps by date; their pages hold the rest. */
export function toldProjects(projects: Project[], told: Told, isTold: boolean): ListBlock {
	return {
		kind: 'list',
		title: projects.length < 2 ? 'Projet' : 'Projets',
		items: projects.map((row) => {
			const children = [
				...parties(
					told.parties.filter((line) => line.projectId === row.id),
					isTold
				),
				...stepLines(
					told.steps.filter((step) => step.projectId === row.id),
					isTold
				)
			];
			return {
				content: headLine(row),
				state: labelOf(projectStages, row.stage),
				tone: row.stage === 'completed' ? ('good' as const) : ('waiting' as const),
				...(children.length > 0 ? { children } : {})
			};
		})
	};
}

function headLine(row: Project): Inline[] {
	const nature = row.nature === 'other' ? '' : labelOf(projectNatures, row.nature).toLowerCase();
	const started = row.startedOn ? `depuis ${formatPartialDate(row.startedOn)}` : '';
	const aside = [nature, row.territory, started].filter(Boolean).join(', ');
	return [
		{ text: row.name, href: projectPath(row.code), strong: true },
		aside ? ` (${aside})` : '',
		row.summary ? ` — ${toPlainText(row.summary)}` : ''
	].filter((run) => run !== '');
}

/** "Porteur : X ; Partenaires : Y, Z" on one line; what each does is in the text of the group that told its year. */
function parties(lines: PartyLine[], isTold: boolean): Inlines[] {
	const byRole = [...Map.groupBy(lines, (line) => line.role)].sort(
		([a], [b]) => ROLES.indexOf(a) - ROLES.indexOf(b)
	);
	if (byRole.length === 0) return [];
	return [
		byRole.flatMap(([role, own], index): Inline[] => [
			`${index === 0 ? '' : ' ; '}${own.length > 1 ? PLURALS[role] : labelOf(stakeholderRoles, role)} : `,
			...own.flatMap((line, place): Inline[] => [
				...(place === 0 ? [] : [', ']),
				...partyRuns(isTold ? { ...line, remark: null } : line)
			])
		])
	];
}

/** Dated steps in their order, then in one line each those done and those planned without a date. */
function stepLines(steps: Step[], isTold: boolean): Inlines[] {
	const dated = steps.filter((step) => step.on);
	const rest = steps.filter((step) => !step.on);
	const text = (step: Step) =>
		step.text && !isTold ? `${step.title}. ${toPlainText(step.text)}` : step.title;
	return [
		...dated.map((step): Inlines => [
			{ text: step.on ? formatPartialDate(step.on) : '', strong: true },
			` : ${text(step)}${ASIDE[step.state]}`
		]),
		...UNDATED.flatMap(({ state, label }): Inlines[] => {
			const own = rest.filter((step) => step.state === state);
			return own.length === 0
				? []
				: [[{ text: label, strong: true }, ` : ${own.map(text).join(' ; ')}`]];
		})
	];
}

/** Who carries comes first, as in the vocabulary. */
const ROLES = Object.keys(stakeholderRoles);
const PLURALS: Record<PartyLine['role'], string> = {
	carrier: 'Porteurs',
	pilot: 'Pilotes',
	operator: 'Opérateurs',
	partner: 'Partenaires',
	funder: 'Financeurs',
	expert: 'Appuis, expertise',
	host: 'Hôtes',
	beneficiary: 'Bénéficiaires',
	prospect: 'Pressentis'
};
const ASIDE: Record<Step['state'], string> = {
	done: '',
	planned: ' (prévu)',
	dropped: ' (abandonné)'
};
const UNDATED = [
	{ state: 'done', label: 'Fait, sans date' },
	{ state: 'planned', label: 'Prévu, sans date' },
	{ state: 'dropped', label: 'Abandonné, sans date' }
] as const;
