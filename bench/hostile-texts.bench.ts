import { afterAll, expect, test } from 'vitest';
import { inTestCollective } from '#core/server/testing.ts';
import { exportXlsx } from '#collectors/export/xlsx.ts';
import { search } from '#collectors/search.ts';
import { pagesOf, showBlocks } from '#collectors/show.ts';
import '#collectors/permissions.ts';
import { need } from '#modules/needs/server/tables.ts';
import { writeMail } from '../src/publishing/mail/index.ts';
import { renderFile } from '../src/publishing/press/render.ts';
import { reportOf, RUNS, texts } from '../tests/texts/hostile.ts';

/**
 * Hostile texts through what is too long to make, or needs a database, for the tests: each takes n signs, then four times as many. What is over the
 * cost of an empty text may grow fourfold; sixteenfold is a text gone over again from each sign. Not a test: `npm run bench:texts`.
 */
const WIDE = 9;
/** Under this, in milliseconds, a cost is nothing worth comparing. */
const NOTHING = 150;
const TRIES = 3;

/** Makes ready what is to be done with a text; only what it returns is measured. */
type Prepare = (text: string) => (() => unknown) | Promise<() => unknown>;
const found: { work: string; run: string; short: number; long: number; ratio: number }[] = [];
afterAll(() => {
	console.table(found);
});

let asked = 0;

/**
 * Milliseconds, the least of several tries: of the clock, since the database works in a process of its own. Each try has a text of its
 * own: the compiler of PDF keeps what it has seen.
 */
async function cost(prepare: Prepare, text: string): Promise<number> {
	let least = Infinity;
	for (let tries = 0; tries < TRIES; tries += 1) {
		asked += 1;
		const work = await prepare(`${String(asked)} ${text}`);
		const began = performance.now();
		await work();
		least = Math.min(least, performance.now() - began);
	}
	return least;
}

/** Measures the work on each run, from a quarter of `longest` to `longest`, over the cost of a short text. */
async function measure(name: string, longest: number, prepare: Prepare): Promise<void> {
	// The first time pays for the compilers and the fonts.
	await cost(prepare, 'a b');
	const empty = await cost(prepare, 'a b');
	for (const [at, run] of RUNS.entries()) {
		const over = async (length: number) => (await cost(prepare, texts(length)[at] ?? '')) - empty;
		const [short, long] = [await over(longest / 4), await over(longest)];
		const ratio = long < NOTHING ? 0 : long / Math.max(short, NOTHING / WIDE);
		found.push({
			work: name,
			run: JSON.stringify(run),
			short: Math.round(short),
			long: Math.round(long),
			ratio: Math.round(ratio * 10) / 10
		});
		expect.soft(ratio, `${name} ${JSON.stringify(run)}`).toBeLessThan(WIDE);
	}
}

test.each(['pdf', 'docx'] as const)('a report as %s', async (format) => {
	await measure(format, 64_000, (text) => {
		const report = reportOf(text);
		return () => renderFile(report, format);
	});
});

test('a page', async () => {
	await measure('page', 200_000, (text) => {
		const blocks = reportOf(text).chapters.flatMap((chapter) => chapter.blocks);
		return () => pagesOf(blocks).map(showBlocks);
	});
});

test('a letter', async () => {
	const identity = {
		name: 'Essai',
		fullName: 'Collectif d’essai',
		colours: { main: '#12355b', accent: '#f2b33d' },
		baseUrl: 'https://example.org'
	};
	await measure(
		'letter',
		200_000,
		(text) => () =>
			writeMail(
				{
					subject: text,
					text: [text, { heading: text }, { list: [{ text, path: '/' }] }],
					action: { label: text, path: '/' },
					footer: [{ text }]
				},
				identity
			)
	);
});

test('a search', async () => {
	await inTestCollective((ctx) => measure('search', 200_000, (text) => () => search(ctx, text)));
});

test('a workbook', async () => {
	await inTestCollective(async (ctx) => {
		await measure('workbook', 32_000, async (text) => {
			await ctx.db.delete(need);
			const rows = Array.from({ length: 20 }, (_, row) => ({
				code: `besoin-${String(row)}`,
				sense: 'need' as const,
				title: 'Besoin',
				words: text,
				theme: 'knowing' as const,
				voice: 'member' as const,
				state: 'heard' as const,
				audience: 'public' as const
			}));
			await ctx.db.insert(need).values(rows);
			return () => exportXlsx(ctx, 'need');
		});
	});
});
