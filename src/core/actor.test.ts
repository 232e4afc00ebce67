import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	decide,
	declarePermissions,
	mayRead,
	OPERATOR,
	PUBLIC,
	readableAudiences,
	readsAll,
	type Actor,
	type PersonActor
} from './actor.ts';
import { roles, type Grant, type Role } from './roles.ts';
import type { Audience } from './vocabulary.ts';

const person = (name: string, ...grants: Grant[]): PersonActor => ({
	kind: 'person',
	name,
	person: name.toLowerCase(),
	account: name,
	grants
});
const group = (code: string) => ({ kind: 'group' as const, id: `id-${code}`, code, name: code });
const holds = (role: Role, code?: string): Grant => ({
	role,
	because: `tient le rôle ${role}`,
	...(code ? { scope: group(code) } : {})
});

const zoe = person('Zoe', holds('team'));
const ines = person('Ines', holds('pilot', 'gt5'));
const omar = person('Omar', holds('representative'));
const nobody = person('Personne');
const guest: Actor = { kind: 'guest', name: 'Invitée', reads: ['members'] };
const ACTORS = [PUBLIC, OPERATOR, zoe, ines, omar, nobody, guest];
const AUDIENCES: Audience[] = [
	'public',
	'members',
	'board',
	'team',
	'group:gt5',
	'group:gt6',
	'people:ines',
	'people:omar,ines'
];

declarePermissions([
	{ id: 'trial.read', label: 'lire les essais', roles: ['public'] },
	{ id: 'trial.write', label: 'écrire les essais', roles: ['team', 'pilot'] }
]);

describe('reading', () => {
	test.each([
		['the public', PUBLIC, ['public']],
		['the team', zoe, ['public', 'members', 'board', 'team', 'group:gt5', 'group:gt6']],
		['a pilot', ines, ['public', 'group:gt5', 'people:ines', 'people:omar,ines']],
		['a member organisation', omar, ['public', 'members', 'people:omar,ines']],
		['somebody without any role', nobody, ['public']],
		['the holder of a link', guest, ['public', 'members']],
		['the console', OPERATOR, AUDIENCES]
	] as const)('%s reads its circles and nothing else', (_who, actor, expected) => {
		expect(AUDIENCES.filter((audience) => mayRead(actor, audience))).toEqual(expected);
	});

	test('the list of audiences and the answer agree for every actor', () => {
		for (const actor of ACTORS)
			for (const audience of AUDIENCES) {
				const narrow =
					(audience.startsWith('group:') && readsAll(actor, 'groups')) ||
					(audience.startsWith('people:') && readsAll(actor, 'people')) ||
					(audience.startsWith('people:') && mayRead(actor, audience));
				expect(readableAudiences(actor).includes(audience) || narrow).toBe(
					mayRead(actor, audience)
				);
			}
	});

	test('each answer is one French sentence', () => {
		for (const actor of ACTORS)
			for (const read of AUDIENCES) expect(decide(actor, { read }).because).toMatch(/^[A-ZÉ].*\.$/);
	});
});

describe('acting', () => {
	test('a pilot acts on the group that they pilot, and nowhere else', () => {
		const on = (...groups: string[]) => decide(ines, { permission: 'trial.write', on: { groups } });
		expect(on('id-gt5').allowed).toBe(true);
		expect(on('id-gt6').allowed).toBe(false);
		expect(on().allowed).toBe(false);
		expect(on('id-gt6').because).toContain('pas ici');
	});

	test('what nobody has declared is open to nobody', () => {
		expect(decide(zoe, { permission: 'trial.burn' }).allowed).toBe(false);
	});

	test('reading lists is open to all, writing asks for one of the roles, named', () => {
		expect(decide(PUBLIC, { permission: 'trial.read' }).allowed).toBe(true);
		expect(decide(PUBLIC, { permission: 'trial.write' }).because).toContain('connectez-vous');
		expect(decide(omar, { permission: 'trial.write' }).because).toContain('équipe salariée');
	});

	test('who sees the place as somebody else never acts', () => {
		const seeing = { ...zoe, seeingAs: 'Ines' };
		expect(decide(seeing, { permission: 'trial.write' }).allowed).toBe(false);
		expect(decide(seeing, { permission: 'trial.read' }).allowed).toBe(true);
	});
});

test('one more right never takes a reading away', () => {
	const anyGrant = fc
		.tuple(fc.constantFrom(...(Object.keys(roles) as Role[])), fc.constantFrom('gt5', 'gt6', '')) // keys of the list
		.map(([role, code]) => holds(role, code));
	fc.assert(
		fc.property(fc.array(anyGrant), anyGrant, (grants, more) => {
			for (const audience of AUDIENCES)
				if (mayRead(person('Ines', ...grants), audience))
					expect(mayRead(person('Ines', ...grants, more), audience)).toBe(true);
		})
	);
});
