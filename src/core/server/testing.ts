import { OPERATOR, type Actor, type PersonActor } from '../actor.ts';
import type { Grant } from '../roles.ts';
import { ensureCollective } from './collectives.ts';
import type { MetricRow, MetricScope } from '../metrics.ts';
import type { Collective, CollectiveSettings, Context } from './context.ts';
import type { Metric } from './contract.ts';
import { inCollective } from './database.ts';
import { WHOLE } from './relation.ts';

/** An invented collective for tests: nothing of a real one. */
const TEST_SETTINGS: CollectiveSettings = {
	name: 'Balise',
	fullName: 'Balise, collectif d’essai',
	ptce: 'PTCE de la Balise',
	territory: 'Pays de la Balise',
	colours: { main: '#12355b', accent: '#f2b33d' },
	year: 2023
};

/** The clock of tests: a Wednesday of March 2024, noon in Paris. */
const TEST_NOW = new Date('2024-03-13T11:00:00Z');

/** By address of the database: the files of one process have each their own, one after the other. */
const prepared = new Map<string, Promise<Collective>>();

/** The empty collective of this test file's own database (`tests/setup/database.ts` gives its address). */
export function testCollective(): Promise<Collective> {
	const database = process.env['DATABASE_URL'] ?? '';
	const collective = prepared.get(database) ?? ensureCollective('balise', TEST_SETTINGS);
	prepared.set(database, collective);
	return collective;
}

/**
 * Runs a test inside one unit of work that is undone at the end, as the operator unless told otherwise.
 */
export async function inTestCollective<T>(
	work: (ctx: Context) => Promise<T>,
	actor: Actor = OPERATOR
): Promise<T> {
	return inCollective(await testCollective(), { actor, now: TEST_NOW, mode: 'rehearsal' }, work);
}

/** Somebody signed in with these rights; of the team when none is given. */
export function signedIn(name: string, ...grants: Grant[]): PersonActor {
	const rights = grants.length > 0 ? grants : [TEAM];
	return { kind: 'person', name, person: name.toLowerCase(), account: name, grants: rights };
}

const TEAM: Grant = { role: 'team', because: 'fait partie de l’équipe depuis janvier 2023' };

/** All the rows that a metric counts, as who acts in the context reads them. */
export async function rowsBehind(
	ctx: Context,
	metric: Metric | undefined,
	scope: MetricScope
): Promise<MetricRow[]> {
	const rows = (await metric?.rows(ctx, scope)) ?? [];
	return Array.isArray(rows) ? rows : rows.list(undefined, WHOLE);
}
