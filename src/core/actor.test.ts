import { expect, test } from 'vitest';
import { decide, OPERATOR, PUBLIC, readableAudiences } from './actor.ts';

test('the public reads public records and nothing else', () => {
	expect(readableAudiences(PUBLIC)).toEqual(['public']);
	expect(decide(PUBLIC, { read: 'team' }).allowed).toBe(false);
	expect(decide(PUBLIC, { permission: 'network.write' }).allowed).toBe(false);
	expect(decide(PUBLIC, { permission: 'network.read' }).allowed).toBe(true);
});

test('the team reads everything, and each answer is a French sentence', () => {
	const team = { kind: 'team', name: 'Zoé' } as const;
	for (const read of ['public', 'members', 'board', 'team'] as const) {
		for (const actor of [PUBLIC, team, OPERATOR])
			expect(decide(actor, { read }).because).toMatch(/^[A-ZÉ].*\.$/);
		expect(decide(team, { read }).allowed).toBe(true);
	}
});

test('the list and the answer agree for every actor and audience', () => {
	for (const actor of [PUBLIC, OPERATOR, { kind: 'team', name: 'Zoé' } as const]) {
		for (const read of ['public', 'members', 'board', 'team'] as const) {
			expect(decide(actor, { read }).allowed).toBe(readableAudiences(actor).includes(read));
		}
	}
});
