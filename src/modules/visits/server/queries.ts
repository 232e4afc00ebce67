import { and, asc, desc, eq, gte, inArray, lte, sql, type SQL } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { commune } from '#modules/territory/index.ts';
import { HELD_STATES } from '../labels.ts';
import { visitPath } from '../paths.ts';
import { editionOf, mayPrint, ofName } from '../rules.ts';
import { visit, visitFact, visitPassage } from './tables.ts';

export type PassageRow = typeof visitPassage.$inferSelect;
export type FactRow = typeof visitFact.$inferSelect;
export interface VisitLine {
	id: string;
	code: string;
	/** "Visite d’Espoir". */
	name: string;
	path: string;
	date: (typeof visit.$inferSelect)['date'];
	state: (typeof visit.$inferSelect)['state'];
	organisation: { id: string; code: string; name: string; path: string };
}

export const lineColumns = {
	id: visit.id,
	code: visit.code,
	title: visit.title,
	date: visit.date,
	state: visit.state,
	organisationId: organisation.id,
	organisationCode: organisation.code,
	organisationName: organisation.name
};

async function selectLines(ctx: Context, where: SQL | undefined, limit: number) {
	const rows = await ctx.db
		.select(lineColumns)
		.from(visit)
		.innerJoin(
			organisation,
			and(eq(organisation.id, visit.organisationId), nameable(ctx, organisation))
		)
		.where(where)
		.orderBy(
			desc(visit.dateLast),
			sql`${visit.position} nulls last`,
			asc(organisation.name),
			visit.id
		)
		.limit(limit);
	return rows.map(asLine);
}

/** A row of `lineColumns` as readers see it. */
export function asLine(row: {
	id: string;
	code: string;
	title: string | null;
	date: VisitLine['date'];
	state: VisitLine['state'];
	organisationId: string;
	organisationCode: string;
	organisationName: string;
}): VisitLine {
	return {
		id: row.id,
		code: row.code,
		name: row.title ?? `Visite ${ofName(row.organisationName)}`,
		path: visitPath(row.code),
		date: row.date,
		state: row.state,
		organisation: {
			id: row.organisationId,
			code: row.organisationCode,
			name: row.organisationName,
			path: organisationPath(row.organisationCode)
		}
	};
}

/** Visits of one organisation, latest first, that the actor may read. */
export function listVisitsOf(ctx: Context, organisationId: string): Promise<VisitLine[]> {
	return selectLines(
		ctx,
		and(eq(visit.organisationId, organisationId), visible(ctx, visit), visible(ctx, organisation)),
		50
	);
}

/** Names and pages of visits by id, that the actor may read. */
export async function listVisitNames(
	ctx: Context,
	ids: string[]
): Promise<Map<string, { id: string; name: string; path: string }>> {
	if (ids.length === 0) return new Map();
	const rows = await selectLines(ctx, and(inArray(visit.id, ids), visible(ctx, visit)), ids.length);
	return new Map(
		rows.map((row) => [
			row.id,
			{ id: row.id, name: `${row.name}, ${formatPartialDate(row.date)}`, path: row.path }
		])
	);
}

/** Whether a visit was held in a year, up to a day of it (`YYYY-MM-DD`), and may be read. */
export function isHeldIn(ctx: Context, year: number, until: string): SQL | undefined {
	return and(
		nameable(ctx, visit),
		inArray(visit.state, HELD_STATES),
		gte(visit.dateLast, `${String(year)}-01-01`),
		lte(visit.dateLast, until)
	);
}

/** Visits held in a year that the actor may read, up to a day of it, in the order of the year. */
export async function listHeldVisits(ctx: Context, year: number, until = `${String(year)}-12-31`) {
	return ctx.db
		.select({
			...lineColumns,
			audience: visit.audience,
			arrondissement: commune.arrondissementName
		})
		.from(visit)
		.innerJoin(
			organisation,
			and(eq(organisation.id, visit.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(commune, and(eq(commune.id, organisation.communeId), nameable(ctx, commune)))
		.where(isHeldIn(ctx, year, until))
		.orderBy(
			asc(visit.dateLast),
			sql`${visit.position} nulls last`,
			asc(organisation.name),
			visit.id
		);
}

/** One visit by its code, its passages and facts. Refuses (404) when absent or not for the actor. */
export async function getVisit(ctx: Context, code: string) {
	const [row] = await ctx.db
		.select({ visit, organisation, commune: { name: commune.name, code: commune.code } })
		.from(visit)
		.innerJoin(
			organisation,
			and(eq(organisation.id, visit.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(commune, eq(commune.id, organisation.communeId))
		.where(and(eq(visit.code, code), visible(ctx, visit)));
	if (!row) throw absent('Cette visite n’existe pas, ou son compte rendu ne vous est pas ouvert.');
	const { passages, facts } = await listContents(ctx, [row.visit.id]);
	const team = decide(ctx.actor, { read: 'team' }).allowed;
	const edition = editionOf(row.visit);
	return {
		...row.visit,
		name: row.visit.title ?? `Visite ${ofName(row.organisation.name)}`,
		quote: row.visit.quoteConsented || team ? row.visit.quote : null,
		organisation: { ...row.organisation, path: organisationPath(row.organisation.code) },
		commune: row.commune,
		passages: passages
			.map((passage) => ({ ...passage, printable: mayPrint(passage, edition) }))
			.filter((passage) => passage.printable || team),
		facts
	};
}

/** Passages and facts of visits that the actor may read, in printed order. */
export async function listContents(ctx: Context, visitIds: string[]) {
	if (visitIds.length === 0) return { passages: [], facts: [] };
	const passages = await ctx.db
		.select()
		.from(visitPassage)
		.where(and(inArray(visitPassage.visitId, visitIds), visible(ctx, visitPassage)))
		.orderBy(
			asc(visitPassage.visitId),
			asc(visitPassage.section),
			asc(visitPassage.rank),
			visitPassage.id
		);
	const facts = await ctx.db
		.select()
		.from(visitFact)
		.where(and(inArray(visitFact.visitId, visitIds), visible(ctx, visitFact)))
		.orderBy(
			asc(visitFact.visitId),
			sql`${visitFact.rank} nulls last`,
			asc(visitFact.label),
			visitFact.id
		);
	return { passages, facts };
}
