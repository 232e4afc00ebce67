import { v7 as uuidv7 } from 'uuid';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { storedRows } from '#core/server/records.ts';
import { additionsTo } from '#collectors/editing/additions.ts';
import { listChoices, resolveChoice } from '#collectors/editing/choices.ts';
import { kindOf } from '#collectors/editing/home.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { listWaiting } from '#collectors/feed.ts';
import { panelBlocks } from '#collectors/panels.ts';
import { looseBlocks } from '#modules/meetings/server/list-page.ts';
import { anOrganisation, aPerson } from '../access/cast.ts';

const DONE = { state: 'a-faire' };

test.each(['decision', 'action'])(
	'a %s that names no meeting and no group leads to the page of meetings, which tells it',
	(kind) =>
		inTestCollective(async (ctx) => {
			const texts = kind === 'action' ? DONE : {};
			const home = await saveAddition(ctx, kind, uuidv7(), { title: 'Louer un local', ...texts });
			expect(home.path).toBe('/reunions');
			expect(JSON.stringify(await looseBlocks(ctx))).toContain('Louer un local');
		})
);

test('an action is told on the page of who has to do it', () =>
	inTestCollective(async (ctx) => {
		const person = await aPerson(ctx, 'alix');
		const organisation = await anOrganisation(ctx, 'phare');
		const owners = { personId: 'alix', organisationId: 'phare' };
		await saveAddition(ctx, 'action', uuidv7(), {
			title: 'Écrire à la mairie',
			...DONE,
			...owners
		});
		for (const subject of [
			{ kind: 'person', id: person },
			{ kind: 'organisation', id: organisation }
		] as const)
			expect(JSON.stringify(await panelBlocks(ctx, subject))).toContain('Écrire à la mairie');
	}));

test('two meetings of the same title are told apart by their day where one is chosen, and both names find it', () =>
	inTestCollective(async (ctx) => {
		const texts = { title: 'Bureau', type: 'bureau', state: 'prevue' };
		const first = uuidv7();
		await saveAddition(ctx, 'meeting', first, { ...texts, on: '12/03/2024' });
		await saveAddition(ctx, 'meeting', uuidv7(), { ...texts, on: '19/03/2024' });
		const labels = (await listChoices(ctx, 'meeting')).map(({ label }) => label);
		expect(labels.join()).toContain('12 mars 2024');
		expect(labels.join()).toContain('19 mars 2024');
		const [label = ''] = labels.filter((one) => one.includes('12 mars'));
		expect(await resolveChoice(ctx, 'meeting', label)).toEqual({ id: first });
	}));

test('what a record has once only is offered once, and a second one is refused with the page of the first', () =>
	inTestCollective(async (ctx) => {
		const meeting = uuidv7();
		const day = { title: 'Bureau', type: 'bureau', state: 'tenue', on: '12/03/2024' };
		await saveAddition(ctx, 'meeting', meeting, day);
		const { table } = kindOf('meeting');
		const [row = {}] = await storedRows(ctx, kindOf('meeting'), eq(table.id, meeting));
		const offered = async () =>
			(await additionsTo(ctx, kindOf('meeting'), row, {})).map((one) => one.label);
		expect(await offered()).toContain('compte rendu');
		const minutes = { meetingId: String(row['code']), state: 'brouillon', text: 'Bonjour.' };
		const id = uuidv7();
		await saveAddition(ctx, 'minutes', id, minutes);
		expect(await offered()).not.toContain('compte rendu');
		await expect(saveAddition(ctx, 'minutes', uuidv7(), minutes)).rejects.toMatchObject({
			refusals: [{ path: `/modifier/minutes/${id}` }]
		});
	}));

test('more things that wait than are listed are not counted as if they were all', () =>
	inTestCollective(async (ctx) => {
		const told = async () =>
			(await listWaiting(ctx)).find(({ because }) => because === 'Tenue, sans compte rendu')?.total;
		const aMeeting = (day: number) =>
			saveAddition(ctx, 'meeting', uuidv7(), {
				title: `Réunion ${String(day)}`,
				type: 'groupe-travail',
				state: 'tenue',
				on: `${String(day)}/01/2023`
			});
		for (let day = 1; day <= 19; day += 1) await aMeeting(day);
		expect(await told()).toBe('19');
		for (let day = 20; day <= 25; day += 1) await aMeeting(day);
		expect(await told()).toBe('20 ou plus');
	}));
