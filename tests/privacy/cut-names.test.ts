import fc from 'fast-check';
import { schema } from 'prosemirror-markdown';
import { Node } from 'prosemirror-model';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { eraseByCode, previewErasure } from '#collectors/privacy/erase.ts';
import '#collectors/permissions.ts';
import { spellingsOf } from '#core/names.ts';
import { fromMarkdown, toPlainText } from '#core/rich-text.ts';
import { textsRead, withoutName } from '#core/server/privacy/named-values.ts';
import { erasedNameFinder } from '#core/server/privacy/tombstones.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { slugOf } from '#core/words.ts';
import { need } from '#modules/needs/server/tables.ts';
import { project } from '#modules/projects/server/tables.ts';
import { lettersOf, somebody } from './names.ts';

const [FIRST, LAST] = ['Fernandel', 'Boulaizacq'] as const;
const WHO = {
	spellings: spellingsOf({ first: FIRST, last: LAST, whole: `${FIRST} ${LAST}` }),
	addresses: []
};

/** What a rich text cuts a first and a last name with. */
const CUTS: ((first: string, last: string) => string)[] = [
	(first, last) => `Signé ${first}  \n${last}`,
	(first, last) => `Signé ${first}\\\n\\\n${last}`,
	(first, last) => `**${first}**\\\n${last}, le soir`,
	(first, last) => `Vu [${first}](https://example.org/x) ${last}`,
	(first, last) => `Vu [${first}](https://example.org/x) *${last}*`,
	(first, last) => `| Prénom | Nom |\n| --- | --- |\n| ${first} | ${last} |\n| Ada | Martin |`,
	(first, last) => `Texte\n\n${first}\n\n${last}\n\nSuite`,
	(first, last) => `# ${first}\n\n${last}`,
	(first, last) => `- ${first}\n- ${last}\n- et d’autres`,
	(first, last) => `- ${first}\n\n  ${last}\n\n  - dessous`,
	(first, last) => `> ${first}\n>\n> ${last}`,
	(first, last) => `1. un\n2. ${first}\n\n${last}`,
	(first, last) => `${first} ![](https://example.org/x.png) ${last}`,
	(first, last) => `${first} \`${last}\``
];

/** Spellings that the eye does not tell from the name, or reads as it. */
const LOOKALIKES: ((first: string, last: string) => string)[] = [
	...[
		'\u3164',
		'\u2800',
		'\u115f',
		'\u1160',
		'\uffa0',
		'/',
		'\\',
		'|',
		'·',
		' – ',
		' : ',
		' ; '
	].map((between) => (first: string, last: string) => first + between + last),
	...['\u17b4', '\u17b5', '\u2065', '\ufff0', '\u{e0061}', '\u200b', '\u180e', '\u034f'].map(
		(unseen) => (first: string, last: string) => [...`${first} ${last}`].join(unseen)
	),
	(first, last) => `${first} J. ${last}`,
	(first, last) => `${first}·e ${last}`,
	(first, last) => `${first} (trésorier) ${last}`,
	(first, last) => `${first} « Nando » ${last}`,
	(first, last) => `<b>${first}</b> ${last}`,
	(first, last) => `[${first}](https://example.org/x) ${last}`,
	(first, last) => `${first}&nbsp;${last}`,
	(first, last) => `${first} ${last.replace('é', '&eacute;')}`,
	(first, last) =>
		[...`${first} ${last}`].map((one) => `&#${String(one.codePointAt(0))};`).join(''),
	(first, last) => [...first].join('.') + ' ' + [...last].join('.'),
	...[
		['a', 'а'],
		['e', 'е'],
		['o', 'о'],
		['c', 'с'],
		['i', 'і'],
		['a', 'α'],
		['o', 'ο'],
		['i', 'ι'],
		['n', 'ո'],
		['n', 'ν'.toUpperCase()],
		['B', 'В'],
		['B', 'Β'],
		['B', 'ꓐ'],
		['a', 'ɑ'],
		['l', 'I'],
		['o', '0'],
		['l', '1']
	].map(
		([latin = '', drawn = '']) =>
			(first: string, last: string) =>
				`${first.slice(0, 1)}${first.slice(1).replaceAll(latin, drawn)} ${last.replaceAll(latin, drawn)}`
	)
];

const around = fc.constantFrom('', 'Vu hier par ', 'Le compte rendu dit : ');
const write = (ways: typeof CUTS) =>
	fc.tuple(fc.constantFrom(...ways), fc.boolean(), around).map(([cut, turned, before]) => {
		const words = turned ? cut(LAST, FIRST) : cut(FIRST, LAST);
		return { before, words };
	});
/** Nothing of the name is left, read with all that may cut it taken away. */
const holds = (text: string) =>
	[FIRST, LAST].some((one) => lettersOf(text).includes(lettersOf(one)));

test('a name that a rich text cuts by a line, a link, a bar or a paragraph is read whole, and leaves a document that stands', () => {
	fc.assert(
		fc.property(
			write(CUTS),
			fc.constantFrom('', '\n\nLe reste **demeure**.'),
			({ words }, rest) => {
				const document = fromMarkdown(words + rest);
				const { value, found } = withoutName(document, WHO);
				expect(found.length, words).toBeGreaterThan(0);
				const left = value as typeof document;
				Node.fromJSON(schema, left).check();
				expect(holds(toPlainText(left)), words).toBe(false);
				expect(toPlainText(left)).toContain('Personne effacée');
				expect(toPlainText(left).endsWith('Le reste demeure.')).toBe(rest !== '');
				expect(toPlainText(left).includes('Ada')).toBe(words.includes('Ada'));
			}
		),
		{ numRuns: 150 }
	);
});

test('a rich text that names nobody is left as it is', () => {
	for (const cut of CUTS) {
		const document = fromMarkdown(cut('Quelqu’un', 'autre'));
		expect(withoutName(document, WHO)).toEqual({ value: document, found: [] });
	}
});

test('a name that the eye reads is listed, whatever its signs, in a plain text and in a rich one', () => {
	fc.assert(
		fc.property(write(LOOKALIKES), ({ before, words }) => {
			const said = `${before}${words} hier`;
			const plain = withoutName(said, WHO);
			expect(plain.found.length, said).toBe(1);
			expect(plain.value).toMatch(/^[^<[]*.{0,3}personne[ -]effac[ée]e.{0,4} hier$/i);
			expect(withoutName(fromMarkdown(said), WHO).found.length, said).toBeGreaterThan(0);
		}),
		{ numRuns: 300 }
	);
});

test('an import knows whatever the erasure would find: each cut, each look-alike', () =>
	inTestCollective(async (ctx) => {
		await somebody(ctx, [FIRST, LAST]);
		await eraseByCode(ctx, 'qui-part', 'À sa demande');
		const find = await erasedNameFinder(ctx, () => Promise.resolve([]));
		if (!find) throw new Error('nobody was erased');
		for (const cut of [...CUTS, ...LOOKALIKES])
			for (const words of [cut(FIRST, LAST), cut(LAST, FIRST)])
				expect(
					textsRead(fromMarkdown(words)).some((text) => find(text)),
					words
				).toBe(true);
		for (const words of [...CUTS, ...LOOKALIKES].map((cut) => cut('Ada', 'Martin')))
			expect(textsRead(fromMarkdown(words)).some((text) => find(text))).toBe(false);
	}));

test('a code and the texts of its record lose the name together, also when they say an address of mail', () =>
	inTestCollective(async (ctx) => {
		await somebody(ctx, [FIRST, LAST]);
		const titles = [
			'Fernandel\u3164Boulaizacq',
			'Fernandel\\ Boulaizacq',
			'Écrire à fboulaizacq@example.org'
		];
		for (const [index, title] of titles.entries())
			await ctx.db.insert(need).values({
				audience: 'public',
				code: `vu-${String(index)}-${slugOf(title)}`,
				title,
				words: title,
				sense: 'need',
				theme: 'knowing',
				voice: 'member',
				state: 'heard'
			});
		const text = fromMarkdown('Texte de Fernandel  \nBoulaizacq.');
		await ctx.db.insert(project).values({
			audience: 'public',
			code: 'un-projet',
			name: 'Un projet',
			nature: 'cooperation' as never,
			stage: 'idea' as never,
			summary: text
		});
		const { choices, reserved } = await previewErasure(ctx, 'qui-part');
		expect(choices.filter(({ path }) => path !== null)).toHaveLength(4);
		await eraseByCode(
			ctx,
			'qui-part',
			'À sa demande',
			new Set([...choices, ...reserved].map((one) => one.key))
		);
		const rows = await ctx.db.select().from(need);
		expect(JSON.stringify(rows)).not.toMatch(/boulaizacq/i);
		const [made] = await ctx.db.select().from(project).where(eq(project.code, 'un-projet'));
		expect(toPlainText(made?.summary ?? text)).toBe('Texte de Personne effacée.');
	}));
