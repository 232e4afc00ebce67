import type { Block, Inlines } from '#core/blocks.ts';
import { counted, slugOf } from '#core/words.ts';
import type { ToldPurpose, ToldRow, ToldTable } from './own-data.ts';

/** What is kept on somebody, as it is read: why, on what ground, how long, who reads it, then the rows. */
export function purposeBlocks(purposes: ToldPurpose[], { links }: { links: boolean }): Block[] {
	return purposes.flatMap(({ module, data, tables }): Block[] => [
		{ kind: 'heading', level: 2, text: data.purpose, id: slugOf(`${module} ${data.purpose}`) },
		{
			kind: 'facts',
			title: module,
			entries: [
				{ label: 'Base légale', value: data.basis },
				{ label: 'Qui les lit', value: data.recipients },
				{ label: 'Combien de temps', value: data.retention },
				{ label: 'D’où elles viennent', value: data.source }
			]
		},
		...tables.flatMap((table) => tableBlocks(table, links))
	]);
}

function tableBlocks(table: ToldTable, links: boolean): Block[] {
	const rest = table.count - table.rows.length - table.reserved;
	return [
		{
			kind: 'list',
			title: `${table.label} (${String(table.count)})`,
			items: table.rows.map((row) => ({ content: contentOf(row, links) }))
		},
		...(table.reserved > 0
			? [
					{
						kind: 'paragraph' as const,
						runs: [
							`${counted(table.reserved, 'ligne est réservée', 'lignes sont réservées')} à des personnes nommées : demandez-en une copie, que l’une d’elles relira d’abord pour protéger les autres (RGPD, article 15.4).`
						]
					}
				]
			: []),
		...(rest > 0
			? [
					{
						kind: 'paragraph' as const,
						runs: [
							`Et ${counted(rest, 'autre ligne', 'autres lignes')}, dans les fichiers à emporter.`
						]
					}
				]
			: [])
	];
}

function contentOf({ cells, home }: ToldRow, links: boolean): Inlines {
	const words = cells.map(({ label, text }) => `${label} : ${text}`).join(' ; ');
	if (!home) return words;
	return [links ? { text: home.title, href: home.path } : home.title, ` — ${words}`];
}
