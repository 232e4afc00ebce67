import type { Block, Figure, Inline, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { formatNumber, formatQuantity } from '#core/quantity.ts';
import type { Writer } from '#core/server/contract.ts';
import { counted } from '#core/words.ts';
import { sharedPostPath } from '../paths.ts';
import { frequencyText, timesPerMonth } from '../rules.ts';
import { outputMetricId } from './metrics.ts';
import type { HostLine, OutputLine, PostLine } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;
/** What was counted once and cannot be read any more: never zero. */
const LOST = { text: 'valeur perdue', missing: true } as const;

export interface ToldPost {
	post: PostLine;
	hosts: HostLine[];
	outputs: OutputLine[];
	collective: string;
}

/** A shared post: who, findings, structures served and how often, kinds of work and their declared values. */
export async function postBlocks(writer: Writer, told: ToldPost): Promise<Block[]> {
	const { post, hosts, outputs } = told;
	return [
		{ kind: 'heading', level: 3, text: post.title, id: `poste-${post.code}` },
		facts(told),
		...(hosts.length > 0 ? [await served(writer, told)] : []),
		...titled('Sa mission', `poste-${post.code}-mission`, post.mission, post.source),
		...titled('Ce que le bilan relève', `poste-${post.code}-constats`, post.findings, post.source),
		...hostBlocks(hosts),
		...(await outputBlocks(writer, post.code, outputs))
	];
}

function facts({ post }: ToldPost): Block {
	const person = post.person ? { text: post.person.name, href: post.person.path } : MISSING;
	const employer = post.employer ? { text: post.employer.name, href: post.employer.path } : MISSING;
	return {
		kind: 'facts',
		title: 'Le poste',
		entries: [
			{ label: 'Poste', value: { text: post.title, href: sharedPostPath(post.code) } },
			{ label: 'Personne', value: person },
			{ label: 'Employeur', value: employer },
			{ label: 'Contrat', value: post.contract ?? MISSING },
			{ label: 'Début', value: post.from ? formatPartialDate(post.from) : MISSING },
			{ label: 'Fin', value: post.until ? formatPartialDate(post.until) : MISSING }
		]
	};
}

async function served(writer: Writer, { post, hosts, collective }: ToldPost): Promise<Block> {
	const figure = await writer.figure('pooling.structures');
	const runs: Inline[] = [
		post.person ? `${post.person.name} a travaillé pour ` : 'Ce poste a servi ',
		// The figure counts every post of the year: it proves this number only when they are the same.
		{
			text: counted(hosts.length, 'structure'),
			...(figure.value === hosts.length ? { figure: figure.path } : {}),
			strong: true
		},
		` en plus de ${collective}.`
	];
	return { kind: 'paragraph', runs };
}

function titled(
	title: string,
	id: string,
	text: PostLine['mission'],
	source: string | null
): Block[] {
	if (!text) return [];
	return [
		{ kind: 'heading', level: 4, text: title, id },
		{ kind: 'prose', text, ...(source ? { sources: [source] } : {}) }
	];
}

function hostBlocks(hosts: HostLine[]): Block[] {
	if (hosts.length === 0) return [];
	const table: Block = {
		kind: 'table',
		caption: 'Les structures qui ont fait appel au poste et la fréquence des prestations',
		columns: [
			{ label: 'Structure', width: 2 },
			{ label: 'Fréquence', width: 3 },
			{ label: 'Environ par mois', align: 'right', width: 1.4 }
		],
		rows: hosts.map((host) => [
			{ text: host.printed, href: host.path },
			frequencyText(host) ?? MISSING,
			perMonth(host)
		])
	};
	return [table, ...frequencyChart(hosts)];
}

function perMonth(host: HostLine): Inlines {
	const times = timesPerMonth(host);
	return times === null ? 'irrégulier' : formatNumber(times);
}

/** Bars by structure; only when at least three have a rhythm. */
function frequencyChart(hosts: HostLine[]): Block[] {
	const rows = hosts
		.map((host) => ({ label: host.printed, times: timesPerMonth(host), href: host.path }))
		.sort((a, b) => (b.times ?? -1) - (a.times ?? -1));
	const regular = rows.filter((row) => row.times !== null);
	const [first] = regular;
	if (!first || regular.length < 3) return [];
	const most = hosts.find((host) => host.printed === first.label);
	return [
		{
			kind: 'chart',
			chart: 'bars',
			title: `${first.label} a fait appel au poste le plus souvent (${(most ? frequencyText(most) : null)?.toLowerCase() ?? ''})`,
			caption:
				'Prestations par mois, milieu de la fourchette déclarée ; sans barre, la fréquence est irrégulière',
			series: ['Prestations par mois'],
			unit: 'par mois',
			rows: rows.map((row) => ({
				label: row.label,
				values: [row.times],
				decimals: 1,
				href: row.href
			}))
		}
	];
}

async function outputBlocks(
	writer: Writer,
	postCode: string,
	outputs: OutputLine[]
): Promise<Block[]> {
	if (outputs.length === 0) return [];
	const figures: Figure[] = [];
	for (const output of outputs) {
		if (output.quantity) figures.push(await writer.figure(outputMetricId(postCode, output.rank)));
	}
	return [
		...(figures.length > 0 ? [{ kind: 'keyFigures', figures } satisfies Block] : []),
		{
			kind: 'table',
			caption: 'Les réalisations du poste, par genre de travail (valeurs déclarées)',
			columns: [
				{ label: 'Genre de travail', width: 4 },
				{ label: 'Quantité', align: 'right', width: 1.5 },
				{ label: 'Source', width: 2.5 }
			],
			rows: outputs.map((output) => [
				output.title,
				outputValue(
					output,
					figures.find((one) => one.metric === outputMetricId(postCode, output.rank))
				),
				output.source ?? MISSING
			])
		}
	];
}

function outputValue(output: OutputLine, figure: Figure | undefined): Inlines {
	if (!output.quantity) return output.quantityWords ?? LOST;
	const text = formatQuantity(output.quantity);
	const said =
		output.quantityWords && output.quantityWords !== text ? ` (« ${output.quantityWords} »)` : '';
	return figure ? [{ text, figure: figure.path }, said] : `${text}${said}`;
}
