import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { listMeetings, type MeetingLine } from './queries.ts';

async function held(ctx: Context, year: number): Promise<MeetingLine[]> {
	const all = await listMeetings(
		ctx,
		{ from: `${String(year)}-01-01`, to: `${String(year)}-12-31` },
		{ everyone: true }
	);
	return all.filter((one) => one.state === 'held');
}

/** A metric that counts the meetings held in the year that fit. */
function counting(
	id: string,
	label: string,
	unit: string,
	rule: string,
	fits: (one: MeetingLine) => boolean
): Metric {
	return {
		id,
		label,
		unit,
		rule,
		compute: async (ctx, { year }) => {
			const rows = (await held(ctx, year)).filter(fits);
			return {
				value: rows.length,
				rows: rows.map((one) => ({
					kind: 'meeting',
					id: one.id,
					label: one.title,
					detail: formatPartialDate(one.on),
					path: one.path,
					audience: one.audience
				}))
			};
		}
	};
}

export const metrics: Metric[] = [
	counting(
		'meetings.held',
		'Réunions',
		'réunions',
		'Réunions, visites apprenantes, sessions et événements tenus dans l’année, chacun compté une fois.',
		() => true
	),
	counting(
		'meetings.calendar',
		'Rendez-vous de l’association',
		'rendez-vous',
		'Réunions tenues inscrites au calendrier annuel des instances de l’association, chacune comptée une fois.',
		(one) => one.inCalendar === true
	),
	counting(
		'meetings.bureau',
		'Bureaux',
		'réunions',
		'Réunions de bureau tenues dans l’année et inscrites au calendrier des instances.',
		(one) => one.inCalendar === true && one.type === 'bureau'
	),
	counting(
		'meetings.board',
		'Conseils d’administration',
		'réunions',
		'Conseils d’administration tenus dans l’année et inscrits au calendrier des instances.',
		(one) => one.inCalendar === true && one.type === 'board'
	),
	counting(
		'meetings.assembly',
		'Assemblées générales',
		'réunions',
		'Assemblées générales tenues dans l’année et inscrites au calendrier des instances.',
		(one) => one.inCalendar === true && one.type === 'assembly'
	),
	counting(
		'meetings.seminar',
		'Séminaires',
		'réunions',
		'Séminaires tenus dans l’année et inscrits au calendrier des instances.',
		(one) => one.inCalendar === true && one.type === 'seminar'
	)
];
