import { eq, like, or } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { answers } from '#core/server/contract.ts';
import { inCollective } from '#core/server/database.ts';
import { opening } from '#core/server/privacy/tables.ts';
import { kinds, modules } from '#modules/all.ts';
import { isForPrograms } from '#web/api-door.ts';
import { declaredRoutes } from '#web/doors.ts';
import { until } from '../setup/patience.ts';
import { startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { addressesOf } from './walk.ts';

/** Who reads what is kept to few, and the word that stands in what they read. */
const READERS = [
	['role-bureau', 'canaribureau'],
	['role-nomme', 'canaripersonne']
] as const;

let site: GuardedSite;
let addresses: Map<string, string[]>;
/** Of each planted row: its kind, its identifier, and all that it holds. */
let planted: { kind: string; id: string; text: string }[];

beforeAll(async () => {
	site = await startGuardedSite();
	addresses = await addressesOf(
		(path) => textAt(knocker('role-bureau'), path),
		(path) => path.includes('canari')
	);
	planted = await inCollective(site.collective, { actor: OPERATOR }, async ({ db }) => {
		const rows = [];
		for (const { name, table } of kinds)
			for (const row of await db
				.select()
				.from(table)
				.where(or(eq(table.audience, 'board'), like(table.audience, 'people:%'))))
				rows.push({
					kind: name,
					id: String((row as { id: unknown }).id),
					text: JSON.stringify(row)
				});
		return rows;
	});
});
afterAll(() => site.stop());

function knocker(name: string): Knocker {
	const found = site.knockers.find((one) => one.name === name);
	if (!found) throw new Error(`nobody is ${name}`);
	return found;
}

async function textAt(who: Knocker, path: string): Promise<string> {
	const answer = await fetch(site.url + path, {
		redirect: 'manual',
		headers: isForPrograms(path)
			? { authorization: `Bearer ${String(who.token)}` }
			: { cookie: who.cookie }
	});
	return answer.status === 200 ? answer.text() : '';
}

const forget = () =>
	inCollective(site.collective, { actor: OPERATOR, mode: 'write' }, ({ db }) => db.delete(opening));
const noted = () =>
	inCollective(site.collective, { actor: OPERATOR }, ({ db }) =>
		db.select({ kind: opening.kind, id: opening.recordId }).from(opening)
	);

/** The planted rows whose words an answer holds: `canaribureau3 meeting` is the third meeting kept to the board. */
function toldBy(text: string, word: string): typeof planted {
	const words = new Set(
		[
			...text.matchAll(
				new RegExp(`${word}\\d (?:${kinds.map((one) => one.name).join('|')})\\b`, 'gi')
			)
		].map(([found]) => found.toLowerCase())
	);
	return [...words].flatMap((one) => {
		const [row] = planted.filter(
			({ kind, text: held }) =>
				one.endsWith(` ${kind.toLowerCase()}`) && held.toLowerCase().includes(`${one}"`)
		);
		return row ? [row] : [];
	});
}

/** Reads the addresses as each, one by one, and finds in the trail every record whose words were given. */
async function expectNoted(
	paths: readonly string[],
	readers: readonly (typeof READERS)[number][] = READERS
): Promise<number> {
	let told = 0;
	for (const [name, word] of readers)
		for (const path of new Set(paths)) {
			await forget();
			const text = await textAt(knocker(name), path);
			const rows = toldBy(text, word);
			told += rows.length;
			if (rows.length > 0)
				await until(async () => {
					const lines = await noted();
					const missing = rows.filter(
						({ kind, id }) =>
							!lines.some((one) => one.kind === kind && (one.id === id || one.id === null))
					);
					expect(
						missing.map(
							({ kind, text: held }) => `${name} read ${kind} at ${path}: ${held.slice(0, 200)}`
						)
					).toEqual([]);
				});
		}
	return told;
}

describe('whoever is told what is kept to few is in the trail of its readings', () => {
	const pages = declaredRoutes().filter((route) => !/\/fichier|^\/deconnexion/.test(route));
	test.each(pages)('by %s', async (route) => {
		await expectNoted(addresses.get(route) ?? []);
	});

	test.each(kinds)('by the file and by the list of $plural', async ({ name, file }) => {
		await expectNoted([`/exports/${name}.csv`, `/api/v1/${file.replace('.csv', '')}?limite=200`]);
	});

	test('by search', async () => {
		expect(
			await expectNoted(
				READERS.flatMap(([, word]) => [`/recherche?q=${word}`, `/api/v1/recherche?q=${word}`])
			)
		).toBeGreaterThan(10);
	});

	// What a figure counts is told by circle: one reader shows it.
	const counting = modules.filter((one) => answers(one.metrics).length > 0);
	test.each(counting)('by the rows of the figures of $id', async ({ metrics }) => {
		const paths = answers(metrics).map(({ id }) => `/chiffres/${id}?annee=2023`);
		await expectNoted(paths, [READERS[0]]);
	});

	test('by the reserved edition of the report, on its page and in a file of words', async () => {
		expect(
			await expectNoted(['', '/fichier/md'].map((part) => `/rapports/2023${part}?edition=reservee`))
		).toBeGreaterThan(50);
	});

	test('by that edition as a PDF, which tells what the file of words tells', async () => {
		const after = async (format: string) => {
			await forget();
			const path = `/rapports/2023/fichier/${format}?edition=reservee`;
			await until(async () => {
				await textAt(knocker('role-bureau'), path);
				expect(await noted()).not.toEqual([]);
			});
			return new Set((await noted()).map(({ kind, id }) => `${kind} ${String(id)}`));
		};
		expect(await after('pdf')).toEqual(await after('md'));
	});

	test.each(['role-bureau', 'role-equipe', 'role-representant'])(
		'the report is one for all, and the reserved edition of %s says what it is, in each form',
		async (name) => {
			const as = (path: string, who = name) => {
				const { cookie } = knocker(who);
				return fetch(`${site.url}/rapports/2023${path}`, { headers: { cookie } });
			};
			for (const path of ['/fichier/md', '/fichier/html'])
				expect(await (await as(path)).text()).toBe(await (await as(path, 'public')).text());
			const own = await (await as('')).text();
			expect(own).toContain('Édition réservée, pour vous seul·e');
			expect(own).not.toContain('ne pas diffuser');
			for (const path of ['', '/membres', '/fichier/md', '/fichier/html']) {
				const text = await (await as(`${path}?edition=reservee`)).text();
				expect(text.replaceAll('\u00a0', ' '), path).toContain(
					'Édition réservée — ne pas diffuser'
				);
			}
			for (const format of ['md', 'html', 'docx', 'pdf'])
				await until(async () => {
					const { headers } = await as(`/fichier/${format}?edition=reservee`);
					expect(headers.get('content-disposition')).toContain(
						`rapport-2023-edition-reservee.${format}`
					);
				});
			const { status } = await as('?edition=reservee', 'public');
			expect(status).toBe(403);
		}
	);
});
