import { Resvg } from '@resvg/resvg-js';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import JSZip from 'jszip';
import { beforeAll, describe, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { OPERATOR } from '#core/actor.ts';
import type { Block } from '#core/blocks.ts';
import { inCollective } from '#core/server/database.ts';
import type { PartialDate } from '#core/partial-date.ts';
import { getRecord } from '#collectors/api/read.ts';
import { calendarFeed, listCalendar } from '#collectors/calendar.ts';
import { getDoubt } from '#collectors/doubts.ts';
import { exportCsv } from '#collectors/export/csv.ts';
import { exportXlsx } from '#collectors/export/xlsx.ts';
import { renderFile } from '../../src/publishing/press/render.ts';
import { sampleDocument } from '../../src/publishing/testing/sample-document.ts';
import { essai, forgetEssai, importAs } from '../import/essai.ts';

/** What pasted texts hold that a format forbids: controls, places without a character, halves of one. */
const PLANTED = [
	'\u0002',
	'\u000b',
	'\u0090',
	'\u0092',
	'\ufffe',
	'\uffff',
	'\ud83c',
	'\udf31',
	'\uf0b7',
	'🌱',
	'1️⃣',
	']]>',
	'&',
	'<b>',
	'\r\n',
	'\u2028',
	'"',
	'\\n',
	';'
];
const anything = fc
	.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom(...PLANTED)), {
		maxLength: 8
	})
	.map((parts) => `mot ${parts.join('')} fin`);
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;

/** Throws on what is not well-formed XML 1.0: the parser of drawings is a strict one. */
function readStrictly(xml: string): void {
	const bare = xml.replace(/^\ufeff?<\?xml[^>]*\?>/, '');
	new Resvg(
		`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><metadata>${bare}</metadata></svg>`
	);
}

async function readParts(bytes: Uint8Array): Promise<string> {
	const zip = await JSZip.loadAsync(bytes);
	let all = '';
	for (const file of Object.values(zip.files).filter(({ name }) => /\.(?:xml|rels)$/.test(name))) {
		const part = new TextDecoder('utf-8', { fatal: true }).decode(await file.async('uint8array'));
		expect(() => readStrictly(part), file.name).not.toThrow();
		all += part;
	}
	return all;
}

function readCalendar(feed: string): void {
	expect(feed).not.toMatch(FORBIDDEN);
	expect(feed.endsWith('\r\nEND:VCALENDAR\r\n')).toBe(true);
	expect(feed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
	for (const line of feed.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
}

test('a strict reader of XML refuses what these tests look for', () => {
	expect(() => readStrictly('<a>\uffff</a>')).toThrow();
	expect(() => readStrictly('<a>\u0002</a>')).toThrow();
	expect(() => readStrictly('<a><b></a>')).toThrow();
});

describe('whatever a text holds', () => {
	test('the Word file is well-formed, and its words are not glued', async () => {
		await fc.assert(
			fc.asyncProperty(anything, async (text) => {
				const blocks: Block[] = [
					{ kind: 'paragraph', runs: [text, { text, href: 'https://example.org/' }] },
					{ kind: 'quote', text },
					{
						kind: 'prose',
						text: {
							type: 'doc',
							content: [{ type: 'code_block', content: [{ type: 'text', text }] }]
						}
					}
				];
				const parts = await readParts(
					await renderFile(sampleDocument([{ id: 'a', title: text, blocks }]), 'docx')
				);
				expect(parts).toContain('mot');
			}),
			{ numRuns: 25 }
		);
		const glued = sampleDocument([
			{ id: 'a', title: 'A', blocks: [{ kind: 'quote', text: 'Maison\u000bdes' }] }
		]);
		expect(await readParts(await renderFile(glued, 'docx'))).toContain('Maison des');
	}, 600_000);

	test('the calendar has no raw control, short lines and a whole last one', () => {
		fc.assert(
			fc.property(anything, anything, (title, place) => {
				const entry = {
					id: 'x',
					title,
					place,
					date: '2024-09-18' as PartialDate,
					path: '/x',
					audience: 'public' as const
				};
				readCalendar(
					calendarFeed([entry], { name: title, baseUrl: 'https://example.org', now: new Date(0) })
				);
			}),
			{ numRuns: 300 }
		);
	});
});

describe('texts of an import folder with a vertical tab, controls and line ends', () => {
	beforeAll(async () => {
		await forgetEssai();
		await importAs('signes', {
			'organisations.csv': [
				'code;nom;nature;activites;presentation',
				'vt;Maison\u000bdes associations;association;accueil\u000bcafé;"Un texte\u000bcollé, et \u0002 un signe."',
				'saut;"Régie\nde quartier";association;"ligne 1\nligne 2";'
			],
			'groupes.csv': [
				'code;nom;type;cercle',
				'ca;Conseil\u000bd’administration;conseil-administration;association'
			],
			'reunions.csv': [
				'code;groupe;titre;type;date;lieu;etat;calendrier',
				'r1;ca;"Conseil\u000bde rentrée, salle\n suite";conseil-administration;18/09/2024;Salle\u000bB;tenue;oui'
			]
		});
	}, 120_000);

	const inEssai = async <T>(work: Parameters<typeof inCollective<T>>[2]) =>
		inCollective(await essai(), { actor: OPERATOR, mode: 'write' }, work);

	test('keep their words apart, and one line where a cell has one', () =>
		inEssai(async (ctx) => {
			expect((await getRecord(ctx, 'organisations', 'vt')).record).toMatchObject({
				nom: 'Maison des associations',
				activites: 'accueil café'
			});
			expect((await getRecord(ctx, 'organisations', 'saut')).record).toMatchObject({
				nom: 'Régie de quartier',
				activites: 'ligne 1 ligne 2'
			});
			expect((await getRecord(ctx, 'reunions', 'r1')).record).toMatchObject({
				titre: 'Conseil de rentrée, salle suite'
			});
		}));

	test('that no font draws are told as a doubt, with their record', async () => {
		await importAs('signes', {
			'organisations.csv': [
				'code;nom;nature',
				'zh;Amis de 中文 🌱;association',
				'hi;हिन्दी;association'
			]
		});
		await inEssai(async (ctx) => {
			const { found } = await getDoubt(ctx, 'publishing.undrawn-signs');
			expect(found.map(({ finding, path }) => [finding, path])).toEqual([
				['organisation « Amis de 中文 🌱 » : 中 (U+4E2D), 文 (U+6587).', '/organisations/zh']
			]);
		});
	});

	test('kept raw by an older Fanal, leave well-formed by every door', async () => {
		await inEssai(async (ctx) => {
			const planted = 'Maison\u000bdes\u0002 \ufffe\uffff arts 🌱';
			const { kinds } = await import('#modules/all.ts');
			for (const name of ['organisation', 'meeting']) {
				const kind = kinds.find((one) => one.name === name);
				if (!kind) throw new Error('no such kind');
				const field = name === 'meeting' ? { title: planted, place: planted } : { name: planted };
				await ctx.db.update(kind.table).set(field).where(eq(kind.table.id, kind.table.id));
			}
			for (const list of ['organisation', 'meeting']) {
				const parts = await readParts((await exportXlsx(ctx, list)).bytes);
				expect(parts).toMatch(/Maison des +arts 🌱/);
				const { csv } = await exportCsv(ctx, list);
				expect(csv).not.toMatch(FORBIDDEN);
				expect(parse(csv, { delimiter: ';', bom: true }).length).toBeGreaterThan(1);
			}
			const { record } = await getRecord(ctx, 'organisations', 'vt');
			expect(JSON.parse(JSON.stringify(record))).toEqual(record);
			const entries = await listCalendar(ctx, { from: '2024-01-01', to: '2024-12-31' });
			expect(entries.length).toBeGreaterThan(0);
			readCalendar(
				calendarFeed(entries, { name: 'Agenda', baseUrl: 'https://example.org', now: ctx.now })
			);
		});
	});
});
