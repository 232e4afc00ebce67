import { isDeepStrictEqual } from 'node:util';
import { eq, getTableColumns, inArray } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { OPERATOR, PUBLIC } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Context } from '#core/server/context.ts';
import { partialDate } from '#core/partial-date.ts';
import { answers } from '#core/server/contract.ts';
import { inCollective } from '#core/server/database.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { explainMetric, listMetricsByModule } from '#collectors/catalogue.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import '#collectors/permissions.ts';
import { kinds, modules } from '#modules/all.ts';
import { document } from '#modules/documents/server/tables.ts';
import { answerSheet, questionnaire } from '#modules/questionnaires/server/tables.ts';
import { openAll, readBy, undone } from './closing.ts';

const SCOPE = { year: 2023, asOf: '2023-12-31' };
const CANARY = 'zzcanarichiffre';

/**
 * Closing rows to the public is, for what a figure tells the public, as if they had never been: no row behind it, no detail, no address,
 * no source and no remark comes from them. Three things stay, argued:
 * - the value, its precision and how complete it is (« 18 fiches sur 20 »): numbers, the same for every reader;
 * - whether it is counted or declared, « source réservée » standing for a source that is closed;
 * - what is missing: a list of members not visited holds no member whose visit is closed, who was visited.
 */
test('a figure tells the public nothing that a row kept to few is alone to say, and is worth the same', async () => {
	expect((await importFolder('data/phare-2023')).refusals).toEqual([]);
	const collective = await findCollective();
	if (!collective) throw new Error('the demonstration was not imported');
	const faults: string[] = [];
	const drawn: string[] = [];
	await inCollective(collective, { actor: OPERATOR, mode: 'rehearsal' }, async (ctx) => {
		await addUntold(ctx);
		await openAll(ctx);
		const whole = await figuresOf(ctx);
		for (const kind of kinds) {
			const found = await walk(ctx, whole, kind);
			if (found) drawn.push(kind.name);
			faults.push(...(found ?? []));
		}
	});
	expect(faults).toEqual([]);
	// Each of these is behind some figure of the demonstration: the walk went through it.
	expect(drawn).toEqual(expect.arrayContaining(COUNTED));
});

const COUNTED = [
	'answerSheet',
	'commitment',
	'commune',
	'deliverable',
	'document',
	'epci',
	'epciMembership',
	'funding',
	'fundingStep',
	'group',
	'groupParticipant',
	'measure',
	'meeting',
	'membership',
	'need',
	'organisation',
	'project',
	'questionnaire',
	'reading',
	'roadMapItem',
	'sharedPost',
	'sharedPostHost',
	'sharedPostOutput',
	'support',
	'supportParticipant',
	'survey',
	'visit',
	'workshop',
	'workshopPeriod',
	'yearlySheet'
];

/** Faults of the figures when rows of the kind are closed; undefined when no figure says anything of its rows. */
async function walk(ctx: Context, whole: Figures, kind: AnyKind): Promise<string[] | undefined> {
	const about = modulesOn(kind);
	const before = new Map([...whole].filter(([, { module }]) => about.has(module)));
	for (const ids of await halves(ctx, kind)) {
		// All the rest is public: who reads everything is told what the public would be.
		const gone = await undone(ctx, async () => {
			await ctx.db.delete(kind.table).where(inArray(kind.table.id, ids));
			return figuresOf(ctx, about);
		});
		// Figures say the same without these rows: nothing of them is told.
		if (isDeepStrictEqual(gone, before)) continue;
		const closed = await undone(ctx, async () => {
			await close(ctx, kind, ids);
			return figuresOf({ ...ctx, actor: PUBLIC }, about);
		});
		return [...closed].flatMap(([id, told]) => {
			const [of, without] = [before.get(id), gone.get(id)];
			const found = of && without ? differences(told, of, without) : ['is known'];
			return found.map((one) => `${kind.name} closed: ${id} ${one}`);
		});
	}
	return undefined;
}

/** How a figure with closed rows differs from what it was worth before, and from what it would tell without them. */
function differences(told: Told, before: Told, without: Told): string[] {
	const counted = new Set(before.rows.map(({ id }) => id));
	const lines = (one: Told) =>
		one.rows.filter(({ id }) => counted.has(id)).map((row) => JSON.stringify(row));
	const [own, allowed] = [lines(told), lines(without)];
	return [
		...(isDeepStrictEqual(told.value, before.value) ? [] : ['is worth something else']),
		...own.filter((row) => !allowed.includes(row)).map((row) => `tells ${row}`),
		...allowed.filter((row) => !own.includes(row)).map((row) => `no longer tells ${row}`),
		...([without.source, 'source réservée'].includes(told.source) ? [] : ['tells a source']),
		...([without.note, null].includes(told.note) ? [] : ['tells a remark']),
		...(isDeepStrictEqual(told.rule, without.rule) ? [] : ['tells another rule']),
		...(JSON.stringify(told).includes(CANARY) ? ['tells a text'] : [])
	];
}

/** What the demonstration holds none of: documents, and answers to questionnaires. */
async function addUntold({ db }: Context): Promise<void> {
	const on = partialDate('2023-05-02');
	for (const code of ['un', 'deux', 'trois']) {
		await db
			.insert(document)
			.values({ code, title: code, nature: 'other', date: on, dateLast: on });
		const [asked] = await db
			.insert(questionnaire)
			.values({ code, title: code })
			.returning({ id: questionnaire.id });
		for (const of of ['a', 'b'])
			await db
				.insert(answerSheet)
				.values({ code: `${code}-${of}`, questionnaireId: asked?.id ?? '', answeredOn: on });
	}
}

/** Kept to the board, and saying what nothing else says in each free text. */
async function close(ctx: Context, kind: AnyKind, ids: string[]): Promise<void> {
	await readBy(ctx, kind, 'board', ids);
	const columns = getTableColumns(kind.table);
	const texts = Object.entries(kind.columns).filter(
		([field, { type }]) =>
			['texte', 'long'].includes(type.name) &&
			!kind.key.includes(field) &&
			columns[field]?.columnType === 'PgText'
	);
	for (const [index, id] of ids.entries())
		if (texts.length > 0)
			await ctx.db
				.update(kind.table)
				.set(Object.fromEntries(texts.map(([field]) => [field, `${CANARY} ${String(index)}`])))
				.where(eq(kind.table.id, id));
}

/** The rows of a kind in two halves: of lines that say the same thing, each leaves some. */
async function halves({ db }: Context, { table }: AnyKind): Promise<string[][]> {
	const id = table.id as PgColumn; // every table of records has one
	const rows = await db.select({ id }).from(table).orderBy(id);
	return [0, 1]
		.map((rest) => rows.filter((_, index) => index % 2 === rest).map((row) => String(row.id)))
		.filter((half) => half.length > 0);
}

/** Modules whose figures can draw on the kind: its own and those that depend on it. */
function modulesOn(kind: AnyKind): Set<string> {
	const own = modules.filter((one) => answers(one.exchange).includes(kind)).map(({ id }) => id);
	const found = new Set(own);
	// A module comes after those it depends on.
	for (const one of modules) if (one.dependsOn.some((id) => found.has(id))) found.add(one.id);
	return found;
}

/** What the public is told of each figure of these modules. */
async function figuresOf(ctx: Context, about?: Set<string>): Promise<Figures> {
	const told: Figures = new Map();
	for (const { id, metrics } of await listMetricsByModule(ctx))
		if (!about || about.has(id))
			for (const metric of metrics)
				told.set(metric.id, asTold(id, await explainMetric(ctx, metric, SCOPE)));
	return told;
}

type Told = ReturnType<typeof asTold>;
type Figures = Map<string, Told>;

function asTold(module: string, explained: Awaited<ReturnType<typeof explainMetric>>) {
	const { figure, coverage, declared, note, rows } = explained;
	const { value, qualifier, upTo, source, label, unit, rule } = figure;
	return {
		module,
		value: { value, qualifier, upTo, coverage, declared },
		rule: { label, unit, rule },
		source,
		note,
		rows: rows.map(({ audience: _audience, ...row }) => row)
	};
}
