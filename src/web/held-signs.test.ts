import { assert, constantFrom, array, property } from 'fast-check';
import { expect, test } from 'vitest';
import { holdSigns } from './held-signs.ts';

const BLANKS = /[ \t\r\n\u00a0]+/g;
/** What pages are made of: words, blanks, signs, elements, fields and their values. */
const pages = array(
	constantFrom(
		...['mot', '1 200', ' ', '\n\t', ':', '?', '!', ';', '»', '«', '%', '€', '&lt;', '&quot;'],
		...['<p>', '</p>', '<br/>', '<!--[-->', '<a title="a > b : c">', '</a>'],
		...[
			'<textarea>',
			'</textarea>',
			'<option>',
			'</option>',
			'<pre>',
			'</pre>',
			'<input value="« x »">'
		]
	)
).map((pieces) => pieces.join(''));

test('a sign holds to its word, whatever blank or element stood between', () => {
	expect(holdSigns('<p>Lu par : <b>le bureau</b> ?</p>')).toBe(
		'<p>Lu par\u00a0: <b>le bureau</b>\u00a0?</p>'
	);
	expect(holdSigns('« Mes\n\tdonnées\n\t» : 3 %')).toBe(
		'«\u00a0Mes\n\tdonnées\u00a0»\u00a0: 3\u00a0%'
	);
	expect(holdSigns('«\n<a href="/x">x</a> »')).toBe('«\u00a0<a href="/x">x</a>\u00a0»');
});

test('what is typed in a form comes back as it was typed', () => {
	const form =
		'<input value="a > b : c"><textarea>« a » : b ?</textarea><select><option>a : b</option></select>';
	expect(holdSigns(form)).toBe(form);
});

test('nothing of a page is changed but blanks, and a second time changes nothing', () => {
	assert(
		property(pages, (page) => {
			const told = holdSigns(page);
			expect(told.replaceAll(BLANKS, ' ')).toBe(page.replaceAll(BLANKS, ' '));
			expect(holdSigns(told)).toBe(told);
		})
	);
});
