import { expect, it } from 'vitest';
import { inTestCollective } from '#core/server/testing.ts';
import { getNeedsPage } from './list-page.ts';

it('an unknown word of the address narrows nothing', () =>
	inTestCollective(async (ctx) => {
		const list = await getNeedsPage(ctx, new URLSearchParams('theme=licorne&page=-3'));
		expect([list.narrowed, list.page, list.total]).toEqual([false, 1, 0]);
	}));

it('the chosen words stay in the form', () =>
	inTestCollective(async (ctx) => {
		const list = await getNeedsPage(ctx, new URLSearchParams('theme=mutualiser&etat=entendu'));
		expect(list.narrowed).toBe(true);
		expect(list.filters.map((one) => one.value)).toEqual(['mutualiser', '', 'entendu']);
	}));
