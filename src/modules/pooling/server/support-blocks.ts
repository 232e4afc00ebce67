import type { Block, Inline } from '#core/blocks.ts';
import { formatPartialDate, precisionOf, type PartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { supportShares, supportTypes } from '../labels.ts';
import type { ParticipantLine, SupportLine, SurveyLine } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;

/** A support: what, with whom, signed when, its text, the structures that follow it. */
export function supportBlocks(one: SupportLine, participants: ParticipantLine[]): Block[] {
	return [
		{ kind: 'heading', level: 3, text: one.title, id: `accompagnement-${one.code}` },
		{
			kind: 'facts',
			title: 'L’accompagnement',
			entries: [
				{ label: 'Accompagnement', value: { text: one.title, href: one.path } },
				{ label: 'Genre', value: labelOf(supportTypes, one.type) },
				{
					label: 'Organisme',
					value: one.provider ? { text: one.provider.name, href: one.provider.path } : MISSING
				},
				...period(one),
				{ label: 'Jours', value: one.days ? formatQuantity(one.days) : MISSING },
				...(participants.length === 0 ? [{ label: 'Structures', value: MISSING }] : []),
				...(one.project
					? [{ label: 'Projet', value: { text: one.project.name, href: one.project.path } }]
					: [])
			]
		},
		...(one.text
			? [
					{
						kind: 'prose',
						text: one.text,
						...(one.source ? { sources: [one.source] } : {})
					} satisfies Block
				]
			: []),
		...participantBlocks(one, participants)
	];
}

/** A DLA is signed; other supports have a beginning. The date that is expected and not known is said. */
function period(one: SupportLine) {
	const told = (date: PartialDate | null) => (date ? formatPartialDate(date) : MISSING);
	return [
		...(one.signedOn || one.type === 'dla' ? [{ label: 'Signé', value: told(one.signedOn) }] : []),
		...(one.from || one.type !== 'dla' ? [{ label: 'Début', value: told(one.from) }] : []),
		...(one.until ? [{ label: 'Fin', value: told(one.until) }] : [])
	];
}

/** "Signé en septembre 2022, il a été suivi par 9 structures : La Pose, Espoir…" */
function participantBlocks(one: SupportLine, participants: ParticipantLine[]): Block[] {
	if (participants.length === 0) return [];
	const shared = participants.some((line) => line.share && line.share !== 'unknown');
	const signed = one.signedOn ? `Signé ${when(one.signedOn)}, il` : 'Il';
	const names = participants.flatMap((line, index): Inline[] => [
		...(index === 0 ? [] : [index === participants.length - 1 ? ' et ' : ', ']),
		{ text: line.name, href: line.path },
		...(shared && line.share && line.share !== 'unknown'
			? [` (${labelOf(supportShares, line.share).toLowerCase()})`]
			: [])
	]);
	return [
		{
			kind: 'paragraph',
			runs: [
				`${signed} a été suivi par ${counted(participants.length, 'structure')} : `,
				...names,
				'.'
			]
		}
	];
}

/** "le 8 novembre 2023", "en septembre 2022", "au 1er semestre 2023". */
function when(date: PartialDate): string {
	const precision = precisionOf(date);
	if (precision === 'day') return `le ${formatPartialDate(date)}`;
	if (precision === 'month' || precision === 'year') return `en ${formatPartialDate(date)}`;
	return `au ${formatPartialDate(date)}`;
}

/** A survey: when and after which meeting, what it asked, its results or that they were never told. */
export function surveyBlocks(one: SurveyLine): Block[] {
	const source = one.source ? { sources: [one.source] } : {};
	return [
		{ kind: 'heading', level: 3, text: one.title, id: `enquete-${one.code}` },
		{ kind: 'paragraph', runs: surveyRuns(one) },
		...(one.subject
			? [{ kind: 'paragraph', runs: [`Son objet : ${toPlainText(one.subject)}`] } satisfies Block]
			: []),
		...(one.result ? [{ kind: 'prose', text: one.result, ...source } satisfies Block] : []),
		...feedbackNotice(one)
	];
}

function surveyRuns(one: SurveyLine): Inline[] {
	const runs: Inline[] = [
		one.date
			? `Enquête lancée ${when(one.date)} auprès des membres`
			: 'Enquête auprès des membres, date '
	];
	if (!one.date) runs.push({ text: 'non renseignée', missing: true });
	if (one.meeting) {
		runs.push(
			', à la suite de la réunion « ',
			{ text: one.meeting.title, href: one.meeting.path },
			' »'
		);
		if (one.meeting.date) runs.push(` (${formatPartialDate(one.meeting.date)})`);
	}
	return [...runs, '.'];
}

function feedbackNotice(one: SurveyLine): Block[] {
	if (one.feedback === 'given') return [];
	return [
		{
			kind: 'notice',
			tone: 'waiting',
			text:
				one.feedback === 'ongoing'
					? 'Enquête en cours : ses résultats seront restitués aux membres.'
					: 'Enquête non restituée : ses résultats ne sont pas renseignés.'
		}
	];
}
