import { describe, expect, it } from 'vitest';
import { PUBLIC, type Actor } from '#core/actor.ts';
import { wordsOf, type Block } from '#core/blocks.ts';
import { Refused } from '#core/errors.ts';
import { partialDate } from '#core/partial-date.ts';
import { fromMarkdown } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import type { Writer } from '#core/server/contract.ts';
import { saveRecord } from '#core/server/records.ts';
import { countingAll } from '#core/server/permissions.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { group } from '#modules/groups/index.ts';
import { organisation } from '#modules/network/index.ts';
import { calendar } from './calendar.ts';
import { doubts } from './doubts.ts';
import {
	actionKind,
	agendaItemKind,
	attendanceKind,
	decisionKind,
	meetingKind,
	minutesKind
} from './exchange.ts';
import { meetingsPage } from './list-page.ts';
import { meetingSheet } from './meeting-page.ts';
import { dynamicMetrics, metrics } from './metrics.ts';
import { annualReport } from './report.ts';
import { waiting } from './waiting.ts';

const NOTHING = { audience: 'public' as const, source: null };
const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });
type Columns = (typeof meetingKind)['columns'];
type MeetingInput = Parameters<typeof saveRecord<Columns>>[2];

async function aBody(ctx: Context, values: Partial<typeof group.$inferInsert> & { code: string }) {
	const [row] = await ctx.db
		.insert(group)
		.values({
			audience: 'public',
			name: values.code,
			type: 'workingGroup',
			circle: 'ptce',
			...values
		})
		.returning({ id: group.id });
	if (!row) throw new Error('no row');
	return row.id;
}

async function aMeeting(
	ctx: Context,
	code: string,
	on: string,
	more: Partial<MeetingInput> = {}
): Promise<string> {
	const { id } = await saveRecord(ctx, meetingKind, {
		code,
		groupId: null,
		title: 'Rencontre',
		type: 'encounter',
		on: partialDate(on),
		saidDate: null,
		startTime: null,
		endTime: null,
		place: null,
		communeId: null,
		hostId: null,
		participants: null,
		saidParticipants: null,
		state: 'held',
		inCalendar: null,
		sourceRank: null,
		summary: null,
		...NOTHING,
		...more
	});
	return id;
}

function writer(ctx: Context): Writer {
	return {
		year: 2023,
		asOf: '2023-12-31',
		figure: async (id) => {
			const metric = [...metrics, ...(await dynamicMetrics(ctx))].find((one) => one.id === id);
			if (!metric) throw new Error(`no metric ${id}`);
			const { value } = await metric.compute(countingAll(ctx), { year: 2023 });
			const { label, unit, rule } = metric;
			return { metric: id, label, value, qualifier: 'exact', unit, rule, path: `/chiffres/${id}` };
		}
	};
}

const value = async (ctx: Context, id: string) =>
	(await metrics.find((one) => one.id === id)?.compute(countingAll(ctx), { year: 2023 }))?.value;
const findings = async (ctx: Context, id: string) =>
	(await doubts.find((one) => one.id === id)?.find(ctx))?.map((one) => one.finding);

/** Words of paragraphs, as printed. */
function paragraphs(blocks: Block[]): string[] {
	return blocks.flatMap((block) => (block.kind === 'paragraph' ? [wordsOf(block.runs)] : []));
}

/** Two bureaux (one known to the month), an assembly, and a day outside the calendar. */
async function aYear(ctx: Context) {
	const bureau = await aBody(ctx, { code: 'bureau', type: 'bureau', circle: 'association' });
	const line = { groupId: bureau, type: 'bureau', title: 'Bureau', inCalendar: true } as const;
	await aMeeting(ctx, 'b2', '2023-09-18', { ...line, sourceRank: 2 });
	await aMeeting(ctx, 'b1', '2023-09', { ...line, sourceRank: 1 });
	await aMeeting(ctx, 'ag', '2023-09-09', {
		type: 'assembly',
		title: 'Assemblée',
		inCalendar: true,
		sourceRank: 3
	});
	await aMeeting(ctx, 'fete', '2023-10');
	await aMeeting(ctx, 'vague', '2023');
	return bureau;
}

describe('the calendar of the association', () => {
	it('is in date order, a month-only row closing its month', () =>
		inTestCollective(async (ctx) => {
			await aYear(ctx);
			const [part] = (await annualReport.write(ctx, writer(ctx))).filter(
				(one) => one.chapter === 'gouvernance'
			);
			const dates = part?.blocks.flatMap((block) =>
				block.kind === 'calendar' ? block.entries.map((entry) => entry.date) : []
			);
			expect(dates).toEqual(['2023-09-09', '2023-09-18', '2023-09']);
			expect(part?.figures?.map((one) => one.value)).toEqual([3, 2, 1]);
			expect(paragraphs(part?.blocks ?? [])).toEqual([
				'1 rendez-vous n’est pas connu au jour : il est placé à la fin de sa période.'
			]);
		}));

	it('gives one figure by kind of meeting, and those outside it count among all', () =>
		inTestCollective(async (ctx) => {
			await aYear(ctx);
			expect(await value(ctx, 'meetings.calendar')).toBe(3);
			expect(await value(ctx, 'meetings.bureau')).toBe(2);
			expect(await value(ctx, 'meetings.board')).toBe(0);
			expect(await value(ctx, 'meetings.held')).toBe(5);
		}));

	it('printed out of order, on a Saturday, or without a day: each is a doubt', () =>
		inTestCollective(async (ctx) => {
			await aYear(ctx);
			expect(await findings(ctx, 'meetings.out-of-order')).toEqual([
				'« Assemblée » du 9 septembre 2023 est imprimé après « Bureau » du 18 septembre 2023.'
			]);
			expect(await findings(ctx, 'meetings.weekend')).toEqual([
				'« Assemblée », le 9 septembre 2023.'
			]);
			expect(await findings(ctx, 'meetings.vague-date')).toHaveLength(3);
			expect(await findings(ctx, 'meetings.same-day')).toEqual([]);
			expect(await findings(ctx, 'meetings.no-attendance')).toEqual([
				'5 réunions tenues n’ont aucune ligne de présence.'
			]);
		}));
});

describe('a meeting of a working group', () => {
	it('is told in its chapter, with hours, people declared, decisions and actions', () =>
		inTestCollective(async (ctx) => {
			const water = await aBody(ctx, { code: 'eau', number: 'GT1', name: 'Eau' });
			const day = await aMeeting(ctx, 'eau-1', '2023-04-06', {
				groupId: water,
				title: 'Atelier',
				startTime: '13:30',
				endTime: '17:00',
				place: 'Moulin',
				participants: { value: 80, qualifier: 'about' }
			});
			await saveRecord(ctx, agendaItemKind, {
				meetingId: day,
				rank: '1',
				startTime: '13:30',
				endTime: null,
				title: 'Accueil',
				...NOTHING
			});
			await saveRecord(ctx, decisionKind, {
				code: 'digue',
				meetingId: day,
				groupId: null,
				on: null,
				title: 'Relever la digue',
				text: null,
				...NOTHING
			});
			const [part] = (await annualReport.write(ctx, writer(ctx))).filter(
				(one) => one.chapter === 'groupe-eau'
			);
			const [list] = (part?.blocks ?? []).flatMap((one) => (one.kind === 'list' ? [one] : []));
			expect(JSON.stringify(list)).toContain('6 avril 2023');
			expect(JSON.stringify(list)).toContain(', de 13 h 30 à 17 h, Moulin');
			expect(JSON.stringify(list)).toContain(' ; près de 80 participants');
			expect(JSON.stringify(part?.blocks)).toContain('Relever la digue (6 avril 2023)');
			expect(part?.blocks.some((block) => block.kind === 'agenda')).toBe(true);
		}));

	it('of a group that has ended stays in the annex, and breaks nothing', () =>
		inTestCollective(async (ctx) => {
			const old = await aBody(ctx, { code: 'vieux', activeUntil: partialDate('2022') });
			await aMeeting(ctx, 'v', '2023-03-01', { groupId: old, summary: fromMarkdown('Adieux.') });
			const parts = await annualReport.write(ctx, writer(ctx));
			expect(parts.map((one) => one.chapter)).toEqual(['calendrier']);
			expect(JSON.stringify(parts)).toContain('Adieux.');
		}));
});

it('two meetings of one body on one day are a doubt', () =>
	inTestCollective(async (ctx) => {
		const water = await aBody(ctx, { code: 'eau' });
		await aMeeting(ctx, 'a', '2023-05-02', { groupId: water, title: 'Matin' });
		await aMeeting(ctx, 'b', '2023-05-02', { groupId: water, title: 'Soir' });
		expect(await findings(ctx, 'meetings.same-day')).toEqual([
			'« Matin » et « Soir », le 2 mai 2023.'
		]);
	}));

it('late actions, forgotten meetings and missing minutes wait on the desk', () =>
	inTestCollective(async (ctx) => {
		const day = await aMeeting(ctx, 'tenue', '2024-01-10', { title: 'Tenue' });
		const written = await aMeeting(ctx, 'ecrite', '2024-01-11', { title: 'Écrite' });
		await aMeeting(ctx, 'prevue', '2024-02', { title: 'Prévue', state: 'planned' });
		await saveRecord(ctx, minutesKind, {
			meetingId: written,
			state: 'draft',
			text: fromMarkdown('Dit.'),
			approvedOn: null,
			declaredAudience: 'public' as const,
			source: null
		});
		const act = { meetingId: day, groupId: null, personId: null, organisationId: null, ...NOTHING };
		const due = partialDate('2024-02');
		await saveRecord(ctx, actionKind, { ...act, code: 'a', title: 'Écrire', due, state: 'todo' });
		await saveRecord(ctx, actionKind, { ...act, code: 'b', title: 'Lire', due, state: 'done' });
		expect((await waiting(ctx)).map((one) => one.title)).toEqual(['Écrire', 'Prévue', 'Tenue']);
		expect(await findings(ctx, 'meetings.planned-in-the-past')).toEqual([
			'« Prévue » : février 2024.'
		]);
	}));

describe('attendance', () => {
	it('is counted on the page of the meeting, excuses apart', () =>
		inTestCollective(async (ctx) => {
			const day = await aMeeting(ctx, 'jour', '2023-05-02');
			const rows = await ctx.db
				.insert(organisation)
				.values([
					{ audience: 'public', code: 'quai', name: 'Quai', nature: 'association' },
					{ audience: 'public', code: 'moulin', name: 'Moulin', nature: 'association' }
				])
				.returning({ id: organisation.id });
			for (const [index, { id }] of rows.entries())
				await saveRecord(ctx, attendanceKind, {
					meetingId: day,
					personId: null,
					organisationId: id,
					capacity: 'partner',
					mode: index === 0 ? 'remote' : 'excused',
					proxyToId: null,
					remark: null,
					...NOTHING
				});
			const [table] = (await meetingSheet(ctx, 'jour')).blocks.filter(
				(one) => one.kind === 'table'
			);
			expect(table?.caption).toBe('1 présence notée, sur place ou à distance');
			expect(table?.rows).toHaveLength(2);
		}));

	it('refuses a line that names nobody', () =>
		inTestCollective(async (ctx) => {
			const act = saveRecord(ctx, attendanceKind, {
				meetingId: await aMeeting(ctx, 'jour', '2023-05-02'),
				personId: null,
				organisationId: null,
				capacity: 'unknown',
				mode: 'present',
				proxyToId: null,
				remark: null,
				...NOTHING
			});
			await expect(act).rejects.toBeInstanceOf(Refused);
		}));
});

describe('a meeting kept for the team', () => {
	it('is neither listed, nor in the agenda, nor in the report of the public, but counts for all', () =>
		inTestCollective(async (ctx) => {
			await aMeeting(ctx, 'secret', '2023-05-02', { audience: 'team' });
			const open = as(ctx, PUBLIC);
			expect((await meetingsPage(open, new URLSearchParams(), 1)).rows).toEqual([]);
			expect(await calendar(open, { from: '2023-01-01', to: '2023-12-31' })).toEqual([]);
			expect(await annualReport.write(open, writer(open))).toEqual([]);
			await expect(meetingSheet(open, 'secret')).rejects.toThrow('n’existe pas');
			expect(await value(open, 'meetings.held')).toBe(1);
		}));
});

it('the list narrows to a body and a year', () =>
	inTestCollective(async (ctx) => {
		await aYear(ctx);
		const page = await meetingsPage(ctx, new URLSearchParams('instance=bureau&annee=2023'), 1);
		expect(page.rows.map((row) => row.path)).toEqual(['/reunions/b1', '/reunions/b2']);
		expect(page.narrowed).toBe(true);
	}));

it('a collective without meetings gets no chapter', () =>
	inTestCollective(async (ctx) => {
		expect(await annualReport.write(ctx, writer(ctx))).toEqual([]);
	}));
