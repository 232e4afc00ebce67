import { expect, it } from 'vitest';
import type { Block } from '#core/blocks.ts';
import { partialDate } from '#core/partial-date.ts';
import { PUBLIC } from '#core/actor.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { attendance, meeting } from '#modules/meetings/server/tables.ts';
import { organisation } from '#modules/network/server/tables.ts';
import { visit } from '#modules/visits/server/tables.ts';
import { panelBlocks } from './panels.ts';

const headings = (blocks: Block[]) =>
	blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));

it('tells on the page of a member its visits and its meetings, and not what is kept to the team', async () => {
	await inTestCollective(async (ctx) => {
		const [member] = await ctx.db
			.insert(organisation)
			.values({
				audience: 'public',
				code: 'velo',
				name: 'La Maison du vélo',
				nature: 'association'
			})
			.returning({ id: organisation.id });
		const organisationId = member?.id ?? '';
		await ctx.db.insert(visit).values([
			{
				code: 'v1',
				organisationId,
				date: partialDate('2023-10'),
				dateLast: '2023-10-31',
				state: 'published',
				audience: 'public'
			},
			{
				code: 'v2',
				organisationId,
				date: partialDate('2023-11'),
				dateLast: '2023-11-30',
				state: 'planned',
				audience: 'team'
			}
		]);
		const meetings = await ctx.db
			.insert(meeting)
			.values(
				Array.from({ length: 20 }, (_, index) => ({
					audience: 'public' as const,
					code: `m${String(index)}`,
					title: `Réunion ${String(index)}`,
					type: 'board' as const,
					state: 'held' as const,
					on: partialDate(`2023-01-${String(index + 1).padStart(2, '0')}`),
					onLast: `2023-01-${String(index + 1).padStart(2, '0')}`
				}))
			)
			.returning({ id: meeting.id });
		await ctx.db.insert(attendance).values(
			meetings.map(({ id }) => ({
				audience: 'public' as const,
				meetingId: id,
				organisationId,
				capacity: 'administrator' as const,
				mode: 'present' as const
			}))
		);
		const blocks = await panelBlocks(
			{ ...ctx, actor: PUBLIC },
			{ kind: 'organisation', id: organisationId }
		);
		expect(headings(blocks)).toEqual(['Visites reçues', 'Réunions']);
		const [visits, attended] = blocks.filter((block) => block.kind === 'list');
		expect(visits?.items).toHaveLength(1);
		expect(attended?.items).toHaveLength(12);
		expect(JSON.stringify(attended?.items[0])).toContain('Réunion 19');
		expect(JSON.stringify(blocks.at(-1))).toContain('/reunions');
	});
});

it('tells nothing of somebody whom no module knows', async () => {
	await inTestCollective(async (ctx) => {
		expect(
			await panelBlocks(ctx, { kind: 'person', id: '00000000-0000-7000-8000-000000000000' })
		).toEqual([]);
	});
});
