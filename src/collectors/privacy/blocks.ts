import type { Block, Inlines } from '#core/blocks.ts';
import { counted, slugOf } from '#core/words.ts';
import { NOT_COUNTED, NOT_COUNTED_FOR_TEAM, type OwnText, type OwnTexts } from './own-texts.ts';
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

/** The texts that name somebody, each with its passage; those that an erasure would leave say why. */
export function textBlocks(
	{ texts, reserved }: OwnTexts,
	{ links, isOwn }: { links: boolean; isOwn: boolean }
): Block[] {
	return [
		{ kind: 'heading', level: 2, text: 'Les textes qui citent ce nom', id: 'textes' },
		{
			kind: 'paragraph',
			runs: [
				'Comptes rendus, titres, descriptions : ce que d’autres ont écrit. Un effacement y remplace le nom, texte par texte ; la loi en garde quelques-uns.'
			]
		},
		...(texts.length > 0
			? [{ kind: 'list' as const, items: texts.map((text) => ({ content: textOf(text, links) })) }]
			: []),
		...(reserved > 0
			? [
					{
						kind: 'paragraph' as const,
						runs: [
							`${counted(reserved, 'autre texte le cite, réservé', 'autres textes le citent, réservés')} à un cercle de lecture plus étroit : demandez-en une copie.`
						]
					}
				]
			: []),
		{ kind: 'paragraph', runs: [isOwn ? NOT_COUNTED : NOT_COUNTED_FOR_TEAM] }
	];
}

function textOf({ label, home, extracts, keptBecause }: OwnText, links: boolean): Inlines {
	const passages = extracts.map(({ before, name, after }) => `« ${before}${name}${after} »`);
	const kept = keptBecause ? ` Garde ce nom : ${keptBecause}.` : '';
	const words = ` — ${passages.join(' ; ')}${kept}`;
	if (!home) return `${label}${words}`;
	return [`${label} : `, links ? { text: home.title, href: home.path } : home.title, words];
}

function tableBlocks(table: ToldTable, links: boolean): Block[] {
	if (table.isForThemAlone)
		return [
			{
				kind: 'paragraph',
				runs: [
					{ text: table.label, strong: true },
					' : la personne seule les lit, dans « Mes données » de son compte.'
				]
			}
		];
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
