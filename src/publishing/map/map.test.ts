import type { MapBlock } from '#core/blocks.ts';
import { expect, test } from 'vitest';
import { BLOCKS } from '../testing/sample-document.ts';
import { renderMap } from './index.ts';

const block = BLOCKS.find((one) => one.kind === 'map');
const territory = (count: number): MapBlock => ({
	kind: 'map',
	title: 'Territoire',
	caption: '',
	points: [],
	table: { kind: 'table', caption: '', columns: [], rows: [] },
	communes: Array.from({ length: count }, (_, index) => ({
		code: String(index),
		name: `Commune ${String(index)}`,
		longitude: 3 + (index % 14) * 0.05 + ((index * 7) % 5) * 0.006,
		latitude: 50.5 - Math.floor(index / 14) * 0.03 + ((index * 3) % 4) * 0.004,
		epci: `EPCI ${String(index % 14 < 7 ? 1 : 2)}`,
		arrondissement: index < count / 2 ? 'Valenciennes' : 'Avesnes'
	}))
});
const dashed = (svg: string) => /class="p-border"/.test(svg);

test('areas are told by words and by lines, not by colour alone', () => {
	const svg = block ? renderMap(block) : '';
	for (const words of ['CA du Lys', 'ARRONDISSEMENT', 'DE\u00a0PORT-DU-LYS', 'D’AIRE']) {
		expect(svg).toContain(words);
	}
	expect(dashed(svg)).toBe(true);
	expect(svg).toContain('class="p-frontier"');
});

test('members at the same place are one dot with their number and all their names', () => {
	const svg = block ? renderMap(block) : '';
	expect(svg.match(/<circle/g)).toHaveLength(3);
	expect(svg).toContain('>2</text>');
	for (const name of ['L’Atelier du Lys', 'La Fabrique']) expect(svg).toContain(name);
});

test('a ground drawn without contours says so', () => {
	expect(renderMap(territory(30))).toContain('Fond schématique');
});

test('198 communes weigh less than 25 kB and a few dozen nodes', () => {
	const svg = renderMap(territory(198));
	expect(svg.length).toBeLessThan(25_000);
	expect(svg.match(/<[a-z]/g)?.length).toBeLessThan(60);
});

test('true contours of neighbours leave one line between two EPCI', () => {
	const square = (x: number) => ({
		type: 'Polygon' as const,
		coordinates: [
			[
				[x, 50],
				[x + 0.1, 50],
				[x + 0.1, 50.1],
				[x, 50.1],
				[x, 50]
			]
		]
	});
	const communes = [3, 3.1].map((x, index) => ({
		code: String(index),
		name: 'x',
		longitude: x + 0.05,
		latitude: 50.05,
		epci: `EPCI ${String(index)}`,
		contour: square(x)
	}));
	const svg = renderMap({ ...territory(0), communes });
	const [, border = ''] = /class="p-border"/.test(svg)
		? (/<path d="([^"]*)" class="p-border"/.exec(svg) ?? [])
		: [];
	expect(border.match(/M/g)).toHaveLength(1);
	expect(svg).not.toContain('schématique');
});

test('a territory without communes or with one place is still a picture', () => {
	for (const communes of [[], territory(1).communes, territory(2).communes]) {
		expect(renderMap({ ...territory(0), communes })).not.toMatch(/NaN|Infinity|undefined/);
	}
});
