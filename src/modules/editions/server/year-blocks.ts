import type { Block, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import type { ChapterPart } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import type { ReportPlace } from '#modules/groups/index.ts';
import { commitmentStates, openPointNatures } from '../labels.ts';
import type { listCommitments, listMilestones, listOpenPoints } from './queries.ts';

const MISSING = { text: 'non renseignée', missing: true } as const;

/** The history of the collective: each date once, with what is known of it. */
export function milestonePart(
	milestones: Awaited<ReturnType<typeof listMilestones>>
): ChapterPart[] {
	if (milestones.length === 0) return [];
	const blocks: Block[] = [
		{ kind: 'heading', level: 2, text: 'Les dates qui comptent', id: 'jalons' },
		{
			kind: 'table',
			caption: 'Histoire du collectif',
			columns: [
				{ label: 'Date', width: 1.4 },
				{ label: 'Ce qui s’est passé', width: 5 },
				{ label: 'Avec', width: 2 }
			],
			rows: milestones.map((one): Inlines[] => [
				[formatPartialDate(one.on), { record: { kind: 'milestone', id: one.id, name: one.title } }],
				one.text ? `${one.title}. ${toPlainText(one.text)}` : one.title,
				one.organisations.flatMap((party, index) => [
					...(index === 0 ? [] : [', ']),
					{ text: party.name, href: party.path }
				])
			])
		}
	];
	return [{ chapter: 'collectif', order: 80, blocks }];
}

/** Every perspective once: what, which group, when, where it stands. The groups that told their year say the rest. */
export function commitmentParts(
	commitments: Awaited<ReturnType<typeof listCommitments>>,
	places: Map<string, ReportPlace>
): ChapterPart[] {
	if (commitments.length === 0) return [];
	const states = new Set(commitments.map((one) => one.state));
	const [only] = states.size === 1 && commitments.length > 1 ? states : [];
	const block: Block = {
		kind: 'table',
		caption: 'Ce qui vient',
		columns: [
			{ label: 'Perspective', width: 5 },
			{ label: 'Groupe ou projet', width: 2.6 },
			{ label: 'Échéance', width: 1.5 },
			...(only ? [] : [{ label: 'État', width: 1.1 }])
		],
		rows: commitments.map((one): Inlines[] => {
			const link = one.group ?? one.project;
			const isTold = one.groupId !== null && places.get(one.groupId)?.told === true;
			return [
				[
					{ text: one.title, strong: true },
					one.owner ? ` — ${one.owner}` : '',
					one.text && !isTold ? `. ${toPlainText(one.text)}` : '',
					{ record: { kind: 'commitment', id: one.id, name: one.title } }
				].filter((run) => run !== ''),
				link ? { text: 'title' in link ? link.title : link.name, href: link.path } : 'Le collectif',
				one.due ? formatPartialDate(one.due) : (one.saidDue ?? MISSING),
				...(only ? [] : [labelOf(commitmentStates, one.state)])
			];
		}),
		...(only
			? {
					note: `État de chacune à la clôture de l’édition : ${labelOf(commitmentStates, only).toLowerCase()}.`
				}
			: {})
	};
	return [{ chapter: 'perspectives', order: 50, blocks: [block] }];
}

/** What the documents do not say, or say in two ways: the finding and its question, nature by nature. */
export function openPointPart(points: Awaited<ReturnType<typeof listOpenPoints>>): ChapterPart[] {
	if (points.length === 0) return [];
	const byNature = Map.groupBy(points, (one) => one.nature);
	return [
		{
			chapter: 'points-ouverts',
			order: 10,
			blocks: [
				{
					kind: 'paragraph',
					runs: ['Ce que les documents de l’année ne disent pas, ou disent de deux façons.']
				},
				...[...byNature].map(([nature, own]): Block => ({
					kind: 'list',
					title: labelOf(openPointNatures, nature),
					items: own.map((one) => ({
						content: [
							`${one.finding} ${one.question}`,
							{ record: { kind: 'openPoint', id: one.id, name: one.finding } }
						]
					}))
				}))
			]
		}
	];
}
