import type { Inline, Inlines, ListBlock } from '#core/blocks.ts';
import { formatPartialDate, precisionOf, type PartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { supportShares, supportTypes, surveyFeedbacks } from '../labels.ts';
import type { ParticipantLine, SupportLine, SurveyLine } from './queries.ts';

/** Supports of one body, a sentence each: what, by whom, when, for how long, then who follows them. */
export function supportList(
	supports: SupportLine[],
	participants: ParticipantLine[],
	isTold: boolean
): ListBlock {
	return {
		kind: 'list',
		title: supports.length < 2 ? 'Accompagnement' : 'Accompagnements',
		items: supports.map((one) => {
			const own = participants.filter((line) => line.supportId === one.id);
			// The text of a group that told its year holds what the support is about.
			const text = one.text && !isTold ? [toPlainText(one.text)] : [];
			const children = [...text, ...followers(own)];
			return { content: sentence(one), ...(children.length > 0 ? { children } : {}) };
		})
	};
}

/** "DLA sur la mobilité — dispositif local d’accompagnement (DLA), par AGIL’ESS, depuis juillet 2023, pour SOLIMOB." */
function sentence(one: SupportLine): Inline[] {
	const type = labelOf(supportTypes, one.type);
	const dates = datesOf(one);
	return [
		{ text: one.title, href: one.path, strong: true },
		` — ${type.charAt(0).toLowerCase()}${type.slice(1)}`,
		...(one.provider ? [', par ', { text: one.provider.name, href: one.provider.path }] : []),
		...(dates
			? [`, ${dates}`]
			: [', ', { text: 'date non renseignée', missing: true } satisfies Inline]),
		...(one.days ? [`, ${formatQuantity(one.days)} jours`] : []),
		...(one.project ? [', pour ', { text: one.project.name, href: one.project.path }] : []),
		'.'
	];
}

/** A DLA is signed; other supports have a beginning. */
function datesOf(one: SupportLine): string {
	const span =
		one.from && one.from === one.until
			? [when(one.from)]
			: [
					one.from ? `depuis ${told(one.from)}` : '',
					one.until
						? `jusqu’${precisionOf(one.until) === 'year' ? 'en' : 'à'} ${told(one.until)}`
						: ''
				];
	return [one.signedOn ? `signé ${when(one.signedOn)}` : '', ...span].filter(Boolean).join(', ');
}

/** "le 8 novembre 2023", "juillet 2023", "le 1er semestre 2023". */
function told(date: PartialDate): string {
	const precision = precisionOf(date);
	return precision === 'month' || precision === 'year'
		? formatPartialDate(date)
		: `le ${formatPartialDate(date)}`;
}

/** "Suivi par 9 structures : La Pose, Espoir…" */
function followers(participants: ParticipantLine[]): Inlines[] {
	if (participants.length === 0) return [];
	const shared = participants.some((line) => line.share && line.share !== 'unknown');
	return [
		[
			`Suivi par ${counted(participants.length, 'structure')} : `,
			...participants.flatMap((line, index): Inline[] => [
				...(index === 0 ? [] : [index === participants.length - 1 ? ' et ' : ', ']),
				{ text: line.name, href: line.path },
				...(shared && line.share && line.share !== 'unknown'
					? [` (${labelOf(supportShares, line.share).toLowerCase()})`]
					: [])
			]),
			'.'
		]
	];
}

/** "le 8 novembre 2023", "en septembre 2022", "au 1er semestre 2023". */
function when(date: PartialDate): string {
	const precision = precisionOf(date);
	if (precision === 'day') return `le ${formatPartialDate(date)}`;
	if (precision === 'month' || precision === 'year') return `en ${formatPartialDate(date)}`;
	return `au ${formatPartialDate(date)}`;
}

/** Surveys of one body: when and after which meeting, what they asked, their results or that none was told. */
export function surveyList(surveys: SurveyLine[]): ListBlock {
	return {
		kind: 'list',
		title: surveys.length < 2 ? 'Enquête' : 'Enquêtes',
		items: surveys.map((one) => {
			const children = [one.subject, one.result].flatMap((text) =>
				text ? [toPlainText(text)] : []
			);
			return {
				content: surveyRuns(one),
				state: labelOf(surveyFeedbacks, one.feedback),
				tone: one.feedback === 'given' ? ('good' as const) : ('waiting' as const),
				...(children.length > 0 ? { children } : {})
			};
		})
	};
}

function surveyRuns(one: SurveyLine): Inline[] {
	return [
		{ text: one.title, href: one.path, strong: true },
		' — auprès des membres, ',
		one.date ? when(one.date) : { text: 'date non renseignée', missing: true },
		...(one.meeting
			? [
					', à la suite de la réunion « ',
					{ text: one.meeting.title, href: one.meeting.path },
					one.meeting.date ? ` » (${formatPartialDate(one.meeting.date)})` : ' »'
				]
			: []),
		'.'
	];
}
