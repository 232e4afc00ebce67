import { expect, test } from 'vitest';
import { mayRead, PUBLIC, type Actor } from '#core/actor.ts';
import { roles, type Role } from '#core/roles.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { writeAnnualReport } from '#collectors/annual-report.ts';
import { listDoubts } from '#collectors/doubts.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { guardedFolder, NAMED_PERSON } from '../world/canaries.ts';

async function guarded() {
	const { folder, canaries } = guardedFolder([{ code: NAMED_PERSON, files: {} }]);
	expect((await importFolder(folder)).refusals).toEqual([]);
	const collective = await findCollective();
	if (!collective) throw new Error('the folder was not imported');
	return { collective, canaries };
}

test('the report tells each reader what they may read, and nothing kept to others', async () => {
	const { collective, canaries } = await guarded();
	const told: string[] = [];
	const readers: Actor[] = [PUBLIC, ...Object.keys(roles).map((role) => holding(role as Role))]; // keys of the list
	for (const actor of readers) {
		const report = await inCollective(collective, { actor }, (ctx) =>
			writeAnnualReport(ctx, { year: 2023, baseUrl: 'https://fanal.example' })
		);
		for (const chapter of report.chapters)
			for (const { word, audience } of canaries)
				if (JSON.stringify(chapter).includes(word) && !mayRead(actor, audience))
					told.push(`${actor.kind === 'public' ? 'public' : actor.name}: ${word}, ${chapter.id}`);
	}
	expect(told).toEqual([]);
});

test('the doubts about the data tell the team nothing that is kept to named people', async () => {
	const { collective, canaries } = await guarded();
	const actor = holding('team');
	const told = await inCollective(collective, { actor }, async (ctx) =>
		(await listDoubts(ctx)).flatMap(({ id, found }) =>
			canaries
				.filter(
					({ word, audience }) => JSON.stringify(found).includes(word) && !mayRead(actor, audience)
				)
				.map(() => id)
		)
	);
	expect(told).toEqual([]);
});

function holding(role: Role): Actor {
	const grants = [{ role, because: 'a ce rôle' }];
	return { kind: 'person', name: role, person: role.toLowerCase(), account: role, grants };
}
