import { describe, expect, test } from 'vitest';
import type { Chapter, Figure } from '#core/blocks.ts';
import { figuresAnnex, figuresInBrief } from './report-figures.ts';

const figure = (metric: string, more: Partial<Figure> = {}): Figure => ({
	metric,
	label: metric,
	value: 3,
	qualifier: 'exact',
	unit: '',
	rule: `Règle de ${metric}.`,
	path: `/chiffres/${metric}`,
	...more
});
const chapter = (id: string, figures: Figure[], more: Partial<Chapter> = {}): Chapter => ({
	id,
	title: id,
	blocks: [],
	figures,
	...more
});
const textOf = (part: ReturnType<typeof figuresAnnex>) => JSON.stringify(part.blocks);

describe('the year in brief', () => {
	test('takes the first figures of each chapter, in the order of the chapters', () => {
		const many = (id: string) => Array.from({ length: 9 }, (_, rank) => figure(id + String(rank)));
		const brief = figuresInBrief([chapter('a', many('a')), chapter('b', many('b'))]);
		expect(brief.map((one) => one.metric).join(' ')).toBe('a0 a1 a2 a3 a4 a5 b0 b1 b2 b3 b4 b5');
	});

	test('leaves out what is not known, what is told twice, and the sheets of a series', () => {
		const brief = figuresInBrief([
			chapter('a', [figure('x'), figure('y', { value: null })]),
			chapter('b', [figure('x')]),
			chapter('gt1', [figure('z')], { sheet: true })
		]);
		expect(brief.map((one) => one.metric)).toEqual(['x']);
	});
});

describe('the annex of figures', () => {
	test('tells figures of one rule on one line, each with its value', () => {
		const rule = 'Livrables produits.';
		const part = figuresAnnex([
			figure('l.1', { label: 'Livrables — GT1', rule, value: 2 }),
			figure('l.10', { label: 'Livrables — GT10', rule, value: 0 }),
			figure('l.2', { label: 'Livrables — GT2', rule, value: null })
		]);
		const [block] = part.blocks;
		expect(block?.kind === 'table' && block.rows).toEqual([
			[
				'Livrables, un par un',
				'3 valeurs',
				[
					rule,
					' GT1 : ',
					{ text: '2', figure: '/chiffres/l.1' },
					' ; GT2 : ',
					{ text: 'non renseigné', missing: true },
					' ; GT10 : ',
					{ text: '0', figure: '/chiffres/l.10' },
					'.'
				]
			]
		]);
	});

	test('tells the source of a declared figure, and is absent without figures', () => {
		expect(textOf(figuresAnnex([figure('x', { source: 'Page publique' })]))).toContain(
			'Règle de x. Source : Page publique.'
		);
		expect(figuresAnnex([]).blocks).toEqual([]);
	});
});
