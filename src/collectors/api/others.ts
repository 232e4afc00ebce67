import { absent, Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { computeFigure, explainWithPages, listMetrics } from '../catalogue.ts';
import { listCalendar } from '../calendar.ts';
import { readAnnualReport, type Reading } from '../report-shelf.ts';
import { isReservedAsked } from '../reserved-edition.ts';
import { search } from '../search.ts';

/** Figures whose value is asked for at once: each costs a query. */
const FIGURES_A_PAGE = 50;

/** Figures of a year, with their values, a page at a time. */
export async function figuresPage(ctx: Context, query: URLSearchParams) {
	const year = yearOf(ctx, query.get('annee'));
	const page = pageOf(query.get('page'));
	const metrics = await listMetrics(ctx);
	const shown = metrics.slice((page - 1) * FIGURES_A_PAGE, page * FIGURES_A_PAGE);
	const elements = [];
	for (const metric of shown) {
		const figure = await computeFigure(ctx, metric, year);
		elements.push({ ...figureOf(figure, year), lignes: null });
	}
	const more = metrics.length > page * FIGURES_A_PAGE;
	return {
		elements,
		suite: more ? `/api/v1/chiffres?annee=${String(year)}&page=${String(page + 1)}` : null
	};
}

/** One figure, with the rows that it counts and that the actor may open; the others are only numbered. */
export async function figureWithRows(ctx: Context, id: string, query: URLSearchParams) {
	const year = yearOf(ctx, query.get('annee'));
	const { figure, rows, hidden, coverage, note } = await explainWithPages(ctx, id, year);
	return {
		...figureOf(figure, year),
		remarque: coverage ?? note,
		lignes: rows.map(({ label, detail, path }) => ({
			intitule: label,
			detail: detail ?? null,
			page: path
		})),
		lignes_reservees: hidden
	};
}

function figureOf(figure: Awaited<ReturnType<typeof computeFigure>>, year: number) {
	return {
		chiffre: figure.metric,
		intitule: figure.label,
		annee: year,
		valeur: figure.value,
		jusqu_a: figure.upTo ?? null,
		precision: figure.qualifier,
		unite: figure.unit,
		regle: figure.rule,
		source: figure.source ?? null,
		lien: `/api/v1/chiffres/${figure.metric}?annee=${String(year)}`
	};
}

/** Dated things between two civil days, a year of them at most. */
export async function calendarBetween(ctx: Context, query: URLSearchParams) {
	const from = dayOf('du', query.get('du') ?? ctx.today);
	const to = dayOf(
		'au',
		query.get('au') ?? `${String(Number(from.slice(0, 4)) + 1)}${from.slice(4)}`
	);
	if (to < from || Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 1)
		throw invalid('au', '« au » vient après « du », un an plus tard au plus.');
	const entries = await listCalendar(ctx, { from, to });
	return {
		elements: entries.map((entry) => ({
			intitule: entry.title,
			date: entry.date,
			page: entry.path
		}))
	};
}

/** What a search finds, twenty at a time. */
export async function searchPage(ctx: Context, query: URLSearchParams) {
	const words = query.get('q') ?? '';
	if (words.trim() === '') throw invalid('q', 'Dites ce que vous cherchez : ?q=mobilite.');
	const page = pageOf(query.get('page'));
	const { hits, more } = await search(ctx, words.slice(0, 200), page);
	const suite = new URLSearchParams({ q: words, page: String(page + 1) });
	return {
		elements: hits.map(({ label, title, line, path }) => ({
			sorte: label,
			intitule: title,
			precision: line,
			page: path
		})),
		suite: more ? `/api/v1/recherche?${suite.toString()}` : null
	};
}

/**
 * The annual report as its blocks: facts, no layout. Refuses (404) a year that has none, (403) the reserved edition (`edition=reservee`)
 * to who reads no more than the public.
 */
export async function reportOf(
	read: Reading,
	year: string,
	{ origin: baseUrl, searchParams }: URL
) {
	if (!/^(?:19|20)\d\d$/.test(year)) throw absent('Ce rapport n’existe pas.');
	return withoutForms(
		await readAnnualReport(read, {
			year: Number(year),
			baseUrl,
			isReserved: isReservedAsked(searchParams)
		})
	);
}

function yearOf(ctx: Context, text: string | null): number {
	if (text === null) return ctx.collective.settings.year;
	if (!/^(?:19|20)\d\d$/.test(text)) throw invalid('annee', '« annee » est une année : 2023.');
	return Number(text);
}

function pageOf(text: string | null): number {
	if (text === null) return 1;
	if (!/^[1-9]\d{0,4}$/.test(text)) throw invalid('page', '« page » est un nombre, à partir de 1.');
	return Number(text);
}

function dayOf(name: string, text: string): string {
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
	if (!isDay) throw invalid(name, `« ${name} » est un jour : 2023-09-18.`);
	return text;
}

function invalid(field: string, message: string): Refused {
	return new Refused('invalid', [{ code: 'query', field, message }]);
}

/** A program has no form to open: the records that rows tell are found by their own addresses. */
function withoutForms<T>(document: T): T {
	return JSON.parse(
		JSON.stringify(document, (_, value: unknown) =>
			Array.isArray(value) ? value.filter((one) => !isRecordRun(one)) : value
		),
		(name, value: unknown) => (name === 'record' ? undefined : value)
	) as T; // the same shape, less an optional property
}

function isRecordRun(value: unknown): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		'record' in value &&
		Object.keys(value).length === 1
	);
}
