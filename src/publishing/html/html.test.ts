import type { Block } from '#core/blocks.ts';
import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { printable } from '../svg.ts';
import { hostile } from '../testing/hostile.ts';
import { BLOCKS, FIGURES, sampleDocument } from '../testing/sample-document.ts';
import { french } from '../typography.ts';
import { renderHtmlDocument } from './document.ts';
import { renderHtmlBlocks } from './index.ts';

const page = renderHtmlBlocks(BLOCKS);
const validator = new HtmlValidate({
	extends: ['html-validate:recommended'],
	rules: { 'long-title': 'off' }
});
const complaints = async (html: string) =>
	(await validator.validateString(html)).results.flatMap((result) =>
		result.messages.map(
			({ message, line, selector }) => `${String(line)} ${selector ?? ''}: ${message}`
		)
	);
const unescaped = (html: string) =>
	html
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/&amp;/g, '&');

describe('a fragment for a page', () => {
	test('each figure leads to its rows and opens in the panel', () => {
		for (const figure of Object.values(FIGURES)) {
			expect(page).toContain(`<a class="figure" data-panel href="${figure.path}">`);
		}
		expect(page).toContain(
			'<a class="figure" data-panel href="/chiffres/visits.held?annee=2023"><strong>7 visites</strong></a>'
		);
	});

	test('what is not known is said', () => {
		expect(page.match(/<b class="is-missing">non renseigné<\/b>/g)).toHaveLength(1);
		expect(page).toContain('<dd><span class="is-missing">non renseigné</span></dd>');
	});

	test('a table has a caption, header cells of both kinds and its own scroller', () => {
		expect(page).toContain('<caption>Les membres en 2023</caption>');
		expect(page).toContain('<th scope="col" class="n">Emplois</th>');
		expect(page).toContain('<th scope="row">La Fabrique</th>');
		expect(page).toContain(
			'<section class="table-scroll" aria-label="Les membres en 2023" tabindex="0">'
		);
	});

	test('a date is read by machines as precisely as it is known', () => {
		expect(page).toContain('<time datetime="2023-09-18">18\u00a0septembre 2023</time>');
		expect(page).toContain('<time datetime="2023-01">janvier 2023</time>');
		expect(page).toContain('<th scope="row">2e trimestre 2023</th>');
	});

	test('a chart is followed by its values, two values are only a table', () => {
		expect(page).toMatch(
			/<\/svg><details><summary>Voir les valeurs<\/summary><section[^>]*><table>/
		);
		expect(page).toContain('<caption>Deux valeurs ne font pas un graphique</caption>');
		expect(page).not.toContain('aria-label="Graphique : Deux valeurs');
	});

	test('a picture nobody supplied keeps its place', () => {
		expect(page).toContain('<strong>Image à fournir</strong> L’équipe devant l’atelier');
	});

	test('nothing in it needs a looser content policy', () => {
		expect(page).not.toMatch(/ style=|<script|<style| on\w+=/);
	});

	test('headings begin at the level the page asks for', () => {
		expect(page).toContain('<h2 id="visite-atelier"');
		expect(page).toContain('<h3>Histoire</h3>');
		expect(renderHtmlBlocks(BLOCKS, { firstHeading: 3 })).toContain('<h3 id="visite-atelier"');
	});

	test('it is light: every kind of block together stays under 500 elements', () => {
		expect(page.match(/<[a-z]/g)?.length).toBeLessThan(500);
	});

	test('it is valid', async () => {
		expect(await complaints(`<main><h1>Page</h1>${page}</main>`)).toEqual([]);
	});
});

describe('a hostile name', () => {
	const attacked = renderHtmlBlocks(hostile(BLOCKS));

	test('cannot become markup', async () => {
		expect(attacked).not.toMatch(/<script|<img/);
		expect(attacked).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
		expect(await complaints(`<main><h1>Page</h1>${attacked}</main>`)).toEqual([]);
	});

	test('cannot become a link that runs', () => {
		const runs = [{ text: 'ici', href: 'javascript:alert(1)' }];
		const html = renderHtmlBlocks([{ kind: 'paragraph', runs }]);
		expect(html).toBe('<p>ici</p>');
		expect(attacked).not.toMatch(/href="javascript/);
	});
});

test('any text comes back the same from a page', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const block: Block = { kind: 'paragraph', runs: [{ text }] };
			const [, inside = ''] = /^<p>([^]*)<\/p>$/.exec(renderHtmlBlocks([block])) ?? [];
			expect(inside).not.toMatch(/[<>"]/);
			expect(unescaped(inside)).toBe(printable(french(text)));
		})
	);
});

describe('the standalone file', () => {
	const html = renderHtmlDocument(sampleDocument());

	test('has one title, a skip link, contents and a section per chapter', () => {
		expect(html.match(/<h1/g)).toHaveLength(1);
		expect(html).toContain('<html lang="fr">');
		expect(html).toContain('<title>Rapport d’activité 2023 – Cap Lys</title>');
		expect(html).toContain('<a class="skip-link" href="#contenu">');
		expect(html).toContain('<a href="#membres">1. Les membres</a>');
		expect(html.match(/<section aria-labelledby/g)).toHaveLength(4);
	});

	test('leads to the site from anywhere', () => {
		expect(html).toContain('href="https://fanal.example.org/chiffres/visits.held?annee=2023"');
		expect(html).not.toMatch(/href="\//);
	});

	test('is valid, even with hostile names', async () => {
		expect(await complaints(html)).toEqual([]);
		const { chapters, ...others } = sampleDocument();
		expect(
			await complaints(renderHtmlDocument({ ...hostile(others), chapters: hostile(chapters) }))
		).toEqual([]);
	});
});
