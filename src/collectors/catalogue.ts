import { and } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import type { Figure } from '#core/blocks.ts';
import { absent } from '#core/errors.ts';
import { dayOf, type MetricRow, type MetricScope, type MetricValue } from '#core/metrics.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { type Context, within } from '#core/server/context.ts';
import { audienceFilter, countingAll, readable } from '#core/server/permissions.ts';
import { countOf, isAmong, type Page, WHOLE } from '#core/server/relation.ts';
import { answers, type Metric } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';
import { cutOffOf } from './cut-off.ts';
import { shutAmong } from './record-pages.ts';

/** Every metric that the actor may know of: those written in modules, and those that records define (measures). */
export async function listMetrics(ctx: Context): Promise<Metric[]> {
	return (await listMetricsByModule(ctx)).flatMap(({ metrics }) => metrics);
}

/** The same, domain by domain; those without any left out. */
export async function listMetricsByModule(ctx: Context) {
	const domains = [];
	for (const one of modules) {
		const { id, name, path } = one;
		const defined = (await one.dynamicMetrics?.(ctx)) ?? [];
		const metrics = [...answers(one.metrics), ...defined].filter((metric) => isKnown(ctx, metric));
		if (metrics.length > 0) domains.push({ id, name, path, metrics });
	}
	return domains;
}

/** May the actor know that there is such a figure? */
function isKnown(ctx: Context, { keptTo = [] }: Metric): boolean {
	return keptTo.every((audience) => mayRead(ctx.actor, audience));
}

/** A metric by its identifier; those that records define are asked for only when no module has it. Refuses (404) one that is not known. */
async function getMetric(ctx: Context, id: string): Promise<Metric> {
	const written = modules
		.flatMap((one) => answers(one.metrics))
		.find((metric) => metric.id === id && isKnown(ctx, metric));
	const metric = written ?? (await listMetrics(ctx)).find((one) => one.id === id);
	if (!metric) throw absent('Ce chiffre n’est pas au catalogue : voyez la liste des chiffres.');
	return metric;
}

/** Page that explains a figure. */
export function figurePath(metric: string, year: number): string {
	return `/chiffres/${metric}?annee=${String(year)}`;
}

/**
 * Computes a figure of the catalogue for a year. The value is the same for every reader.
 * @param asOf day at which the data are read; the cut-off day of the year when left out
 */
export async function computeFigure(
	ctx: Context,
	metric: Metric,
	year: number,
	asOf?: string
): Promise<Figure> {
	const scope = { year, asOf: asOf ?? (await cutOffOf(ctx, year)) };
	const value = await metric.compute(countingAll(ctx), scope);
	// What is not declared has no source: its reader's own reading would add nothing.
	if (value.source === undefined) return toFigure(metric, value, scope);
	return toFigure(metric, withSource(value, await readAs(ctx, metric, scope)), scope);
}

/** Figures of the catalogue for a year, in the order of their identifiers, as a page shows them side by side. Refuses (404) one that is not known. */
export async function listFigures(
	ctx: Context,
	ids: readonly string[],
	year: number
): Promise<Figure[]> {
	const asOf = await cutOffOf(ctx, year);
	const figures: Figure[] = [];
	for (const id of ids)
		figures.push(await computeFigure(ctx, await getMetric(ctx, id), year, asOf));
	return figures;
}

/** The rule of a metric, with the day at which its values are read. */
function ruleOn(metric: Metric, asOf: string): string {
	return metric.rule.replaceAll('{jour}', formatPartialDate(partialDate(asOf)));
}

/** What stands for the source of a declared value, when it is written on a record that the reader may not read. */
const RESERVED_SOURCE = 'source réservée';

/** What the metric would be worth if what is closed to the actor did not exist; what was archived since still counts. */
function readAs(ctx: Context, metric: Metric, scope: MetricScope): Promise<MetricValue> {
	return metric.compute(within(ctx, { withoutArchived: false }), scope);
}

/** The value with its source, if what the reader reads gives the same one. */
function withSource(value: MetricValue, read: MetricValue): MetricValue {
	if (value.source === undefined) return value;
	return { ...value, source: read.source === value.source ? value.source : RESERVED_SOURCE };
}

/** A metric, its value, and a page of the rows behind it that the actor may open; the others are only counted. */
export async function explainFigure(ctx: Context, id: string, year: number, page = WHOLE) {
	const metric = await getMetric(ctx, id);
	return explainMetric(ctx, metric, { year, asOf: await cutOffOf(ctx, year) }, page);
}

/** The same of a metric at hand, its data read at a day. */
export async function explainMetric(
	ctx: Context,
	metric: Metric,
	scope: Required<MetricScope>,
	page = WHOLE
) {
	const value = await metric.compute(countingAll(ctx), scope);
	const read = ctx.actor.kind === 'operator' ? value : await readAs(ctx, metric, scope);
	const { rows, total, hidden } = await rowsToTell(ctx, metric, scope, page);
	return {
		figure: toFigure(metric, withSource(value, read), scope),
		coverage: value.coverage ?? null,
		note: read.note === value.note ? (value.note ?? null) : null,
		declared: value.source !== undefined,
		rows,
		/** Rows that the actor may open, and those that they may not. */
		total,
		hidden
	};
}

/**
 * A page of the rows that are counted, as the reader reads them: one that is told by a line closed to them and by another is told by the
 * other.
 */
async function rowsToTell(ctx: Context, metric: Metric, scope: MetricScope, page: Page) {
	const all = await metric.rows(countingAll(ctx), scope);
	const own = await metric.rows(within(ctx, { withoutArchived: false }), scope);
	if (Array.isArray(all) && Array.isArray(own)) {
		const counted = new Set(all.map(({ id }) => id));
		const open = readable(ctx, own).filter(({ id }) => counted.has(id));
		const rows = open.slice(page.offset, page.offset + page.limit);
		return { rows, total: open.length, hidden: all.length - open.length };
	}
	if (Array.isArray(all) || Array.isArray(own))
		throw new Error(`the rows of ${metric.id} are a list for one reader and a query for another`);
	const isToTell = and(audienceFilter(ctx, own.audience), isAmong(own.id, all));
	const total = await countOf(ctx, own, isToTell);
	const hidden = (await countOf(ctx, all)) - total;
	return { rows: await own.list(isToTell, page), total, hidden };
}

/** A row behind a figure, with the page where the actor reads it: none (null) when that page is of a record kept from them. */
export type OpenRow = Omit<MetricRow, 'path'> & { path: string | null };

/** The same figure, each row with an address that its reader may open. */
export async function explainWithPages(ctx: Context, id: string, year: number, page = WHOLE) {
	const explained = await explainFigure(ctx, id, year, page);
	const { rows } = explained;
	const shut = await shutAmong(
		ctx,
		rows.map(({ path }) => path)
	);
	const open = rows.map((row): OpenRow => ({ ...row, path: shut.has(row.path) ? null : row.path }));
	return { ...explained, rows: open };
}

function toFigure(metric: Metric, value: MetricValue, scope: MetricScope): Figure {
	return {
		metric: metric.id,
		label: metric.label,
		value: value.value,
		...(value.upTo === undefined ? {} : { upTo: value.upTo }),
		qualifier: value.qualifier ?? 'exact',
		unit: metric.unit,
		rule: ruleOn(metric, dayOf(scope)),
		...(value.source === undefined ? {} : { source: value.source }),
		...(metric.decimals === undefined ? {} : { decimals: metric.decimals }),
		path: figurePath(metric.id, scope.year)
	};
}
