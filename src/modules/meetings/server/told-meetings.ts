import type { Block, Inline, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { meetingStates } from '../labels.ts';
import { AWAY } from '../rules.ts';
import { declaredPeople, hours } from '../sentences.ts';
import type { Material } from './material.ts';
import { agendaBlocks, partyLines } from './meeting-blocks.ts';
import type { MeetingLine } from './queries.ts';

/**
 * Meetings of one body in the report: a line each, then the agendas. What was said there is printed only when the
 * body did not tell its year itself; the page of each meeting holds it all. Who was excused or absent is named in no report.
 */
export function toldMeetings(
	meetings: MeetingLine[],
	material: Material,
	isTold: boolean
): Block[] {
	if (meetings.length === 0) return [];
	return [
		{
			kind: 'list',
			title: meetings.length < 2 ? 'Réunion' : 'Réunions',
			items: meetings.map((one) => {
				const children: Inlines[] = [
					...partyLines(one, material, (mode) => !AWAY.includes(mode)).map((line) => line.content),
					...(one.summary && !isTold ? [toPlainText(one.summary)] : [])
				];
				return { content: lineOf(one), ...(children.length > 0 ? { children } : {}) };
			})
		},
		...meetings.flatMap((one) => agendaBlocks(one, material))
	];
}

/** "13 décembre 2023 — Premier temps fort, siège de la CAVM ; 23 participants." */
function lineOf(one: MeetingLine): Inline[] {
	const people = declaredPeople(one);
	const details = [hours(one), one.place ?? one.commune].filter(Boolean).join(', ');
	return [
		{ text: formatPartialDate(one.on), strong: true },
		' — ',
		{ text: one.title, href: one.path },
		details ? `, ${details}` : '',
		...(one.host ? [', accueil par ', { text: one.host.name, href: one.host.path }] : []),
		people ? ` ; ${people}` : '',
		one.state === 'held' ? '' : ` (${labelOf(meetingStates, one.state).toLowerCase()})`
	].filter((run) => run !== '');
}
