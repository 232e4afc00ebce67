import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { inTestCollective } from '#core/server/testing.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
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
