import type { Block, Inline } from '#core/blocks.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { needThemes, type NeedTheme } from '../labels.ts';
import { needsPath } from '../paths.ts';
import { offerBlocks, themeBlocks } from './need-blocks.ts';
import { listNeedsOfYear, type NeedLine } from './queries.ts';

// The keys of needThemes, in their order, which Object.keys forgets the type of.
const THEMES = Object.keys(needThemes) as NeedTheme[];

/** What was asked during the year, by theme, with who asks, where it was said and what became of it. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const all = await listNeedsOfYear(ctx, writer.year);
		if (all.length === 0) return [];
		return [await needsPart(writer, all)];
	}
};

async function needsPart(writer: Writer, all: NeedLine[]): Promise<ChapterPart> {
	const needs = all.filter((one) => one.sense === 'need');
	const offers = all.filter((one) => one.sense === 'offer');
	const figures = [
		await writer.figure('needs.heard'),
		await writer.figure('needs.takenUp'),
		await writer.figure('needs.shared'),
		await writer.figure('needs.offers')
	];
	return {
		chapter: 'besoins',
		order: 100,
		figures,
		blocks: [
			{ kind: 'paragraph', runs: await introduction(writer) },
			...themeChart(needs),
			...THEMES.flatMap((theme) =>
				themeBlocks(
					theme,
					needs.filter((one) => one.theme === theme)
				)
			),
			...offerBlocks(offers)
		]
	};
}

async function introduction(writer: Writer): Promise<Inline[]> {
	const heard = await writer.figure('needs.heard');
	const takenUp = await writer.figure('needs.takenUp');
	const answered = await writer.figure('needs.answered');
	const [all, some, done] = [heard.value ?? 0, takenUp.value ?? 0, answered.value ?? 0];
	return [
		`En ${String(writer.year)}, `,
		{ text: counted(all, 'besoin'), figure: heard.path, strong: true },
		` ${all < 2 ? 'a été entendu' : 'ont été entendus'} lors des visites, des commissions et des groupes ; `,
		{ text: String(some), figure: takenUp.path, strong: true },
		` ${some < 2 ? 'a été repris ou a' : 'ont été repris ou ont'} reçu une réponse ; `,
		{ text: String(done), figure: answered.path, strong: true },
		` ${done < 2 ? 'est déjà suivi' : 'sont déjà suivis'} d’une réponse.`
	];
}

/** Needs by theme, the most asked first; the title names it. */
function themeChart(needs: NeedLine[]): Block[] {
	const rows = THEMES.map((theme) => ({
		theme,
		count: needs.filter((one) => one.theme === theme).length
	}))
		.filter((row) => row.count > 0)
		.sort((a, b) => b.count - a.count);
	const [first] = rows;
	if (!first || rows.length < 3) return [];
	return [
		{
			kind: 'chart',
			chart: 'bars',
			title: `« ${labelOf(needThemes, first.theme)} » vient en tête : ${counted(first.count, 'besoin')} sur ${String(needs.length)}`,
			caption: 'Besoins de l’année par thème, chacun compté une fois',
			series: ['Besoins'],
			unit: 'besoins',
			rows: rows.map((row) => ({
				label: labelOf(needThemes, row.theme),
				values: [row.count],
				href: needsPath({ theme: row.theme, sense: 'need' })
			}))
		}
	];
}
