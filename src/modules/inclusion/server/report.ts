import { wordsOf, type Block, type Figure, type Inlines } from '#core/blocks.ts';
import { comparePartialDates, formatPartialDate } from '#core/partial-date.ts';
import type { ChapterPart, DocumentContribution } from '#core/server/contract.ts';
import { touchesYear } from '../rules.ts';
import { listWorkshops } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;
type Workshop = Omit<Awaited<ReturnType<typeof listWorkshops>>[number], 'path'>;

/** The workshops among the specific actions: purpose, figures of the year, activities, prospects. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const workshops = await listWorkshops(ctx);
		if (workshops.length === 0) return [];
		const figures: Figure[] = [];
		for (const id of [
			'inclusion.participants',
			'inclusion.women',
			'inclusion.men',
			'inclusion.job-exits'
		])
			figures.push(await writer.figure(id));
		return workshops.map((one, index): ChapterPart => ({
			chapter: 'actions',
			order: 10 + index,
			...(index === 0 ? { figures } : {}),
			blocks: workshopBlocks(one, writer.year)
		}));
	}
};

/** What the report and the page tell of one workshop in a year. */
export function workshopBlocks(one: Workshop, year: number): Block[] {
	const blocks: Block[] = [
		{ kind: 'heading', level: 2, text: one.name, id: `atelier-${one.code}` }
	];
	const entries = [
		...(one.frame ? [{ label: 'Cadre', value: one.frame }] : []),
		...(one.people ? [{ label: 'Public', value: one.people }] : [])
	];
	if (entries.length > 0) blocks.push({ kind: 'facts', title: 'L’atelier en bref', entries });
	if (one.purpose) blocks.push({ kind: 'prose', text: one.purpose });
	const periods = one.periods.filter((period) =>
		touchesYear({ from: period.from, until: period.until }, year)
	);
	if (periods.length > 0)
		blocks.push(periodTable(periods.toSorted((a, b) => comparePartialDates(a.from, b.from))));
	if (one.activities)
		blocks.push(
			{ kind: 'heading', level: 3, text: 'Activités', id: `atelier-${one.code}-activites` },
			{ kind: 'prose', text: one.activities }
		);
	if (one.prospects)
		blocks.push(
			{ kind: 'heading', level: 3, text: 'Perspectives', id: `atelier-${one.code}-perspectives` },
			{ kind: 'prose', text: one.prospects }
		);
	return blocks;
}

function periodTable(periods: Workshop['periods']): Block {
	return {
		kind: 'table',
		caption: 'Personnes accompagnées, par période',
		columns: [
			{ label: 'Période', width: 2 },
			{ label: 'Animation', width: 2 },
			{ label: 'Participants', align: 'right' },
			{ label: 'Femmes', align: 'right' },
			{ label: 'Hommes', align: 'right' },
			{ label: 'Sorties vers un emploi', align: 'right' }
		],
		rows: periods.map((period) => [
			[
				...[spanOf(period, periods)].flat(),
				{
					record: {
						kind: 'workshopPeriod',
						id: period.id,
						name: wordsOf(spanOf(period, periods))
					}
				}
			],
			period.leader ? { text: period.leader.name, href: period.leader.path } : MISSING,
			count(period.participants),
			count(period.women),
			count(period.men),
			count(period.jobExits)
		])
	};
}

/** A period without an end is told as over when another began after it: its end is what is not known. */
function spanOf(period: Workshop['periods'][number], all: Workshop['periods']): Inlines {
	const from = formatPartialDate(period.from);
	if (period.until) return `${from} – ${formatPartialDate(period.until)}`;
	const isFollowed = all.some((one) => comparePartialDates(one.from, period.from) > 0);
	return isFollowed
		? [`${from}, `, { text: 'fin non renseignée', missing: true }]
		: `depuis ${from}`;
}

function count(value: number | null): Inlines {
	return value === null ? MISSING : String(value);
}
