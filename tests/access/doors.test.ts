import { describe, expect, test } from 'vitest';
import { PUBLIC, type Actor } from '#core/actor.ts';
import { roles, type Role } from '#core/roles.ts';
import '#collectors/permissions.ts';
import { decideDoor, declaredRoutes, doorsOf, type Method } from '#web/doors.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies Method[];
const files = import.meta.glob<Record<string, unknown>>(
	'../../src/routes/**/+{page.server,server}.ts'
);
const pages = Object.keys(import.meta.glob('../../src/routes/**/+page.svelte'));

const holder = (role: Role): Actor => ({
	kind: 'person',
	name: roles[role].label,
	person: 'x',
	account: 'x',
	grants: [{ role, because: 'a ce rôle' }]
});
const READERS: [string, Actor][] = [
	['public', PUBLIC],
	['sans rôle', { kind: 'person', name: 'X', person: 'x', account: 'x', grants: [] }],
	// keys of the list
	...(Object.keys(roles) as Role[]).map((role): [string, Actor] => [roles[role].word, holder(role)])
];

const routeOf = (path: string) =>
	path.replace('../../src/routes', '').replace(/\/\+[^/]+$/, '') || '/';

/** What the files of a route answer to, read from what they export. */
async function methodsOf(route: string): Promise<Method[]> {
	const own = Object.keys(files).filter((path) => routeOf(path) === route);
	const methods = new Set<Method>();
	for (const path of own) {
		const module = (await files[path]?.()) ?? {};
		for (const method of METHODS) if (method in module) methods.add(method);
		if (path.endsWith('+page.server.ts')) methods.add('GET');
		if ('actions' in module) methods.add('POST');
	}
	return METHODS.filter((method) => methods.has(method));
}

const routes = declaredRoutes();

test('every page has a server file, hence a door', () => {
	expect(pages.map(routeOf).filter((route) => !routes.includes(route))).toEqual([]);
});

describe.each(routes)('%s', (route) => {
	test('says who may use each of its methods, and names no other', async () => {
		const declared = Object.keys(await doorsOf(route)).sort();
		expect(declared).toEqual([...(await methodsOf(route))].sort());
	});
});

test('a method without a door is refused to all', async () => {
	for (const [, actor] of READERS) {
		expect((await decideDoor(actor, '/', 'DELETE')).allowed).toBe(false);
		expect((await decideDoor(actor, '/nulle-part', 'GET')).allowed).toBe(false);
	}
});

test('who enters where is the table that the operator reads', async () => {
	const lines = [
		'# Qui entre où',
		'',
		'Chaque adresse, chaque méthode, chaque rôle. Derrière la porte, chaque fiche garde ses propres lecteurs.',
		'',
		`| Adresse | Méthode | ${READERS.map(([name]) => name).join(' | ')} |`,
		`| --- | --- |${READERS.map(() => ' --- |').join('')}`
	];
	for (const route of routes)
		for (const method of await methodsOf(route)) {
			const cells: string[] = [];
			for (const [, actor] of READERS)
				cells.push((await decideDoor(actor, route, method)).allowed ? 'oui' : '·');
			lines.push(`| \`${route}\` | ${method} | ${cells.join(' | ')} |`);
		}
	await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../docs/acces.md');
});
