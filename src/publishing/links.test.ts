import { expect, test } from 'vitest';
import { linksTo } from './links.ts';

test('a path stays a path on a page and leads to the site from a file', () => {
	expect(linksTo()('/membres/capep')).toBe('/membres/capep');
	expect(linksTo('https://fanal.fr/')('/membres/capep')).toBe('https://fanal.fr/membres/capep');
});

test('addresses of the web, of mail and of the phone are links', () => {
	for (const href of ['https://example.org/a?b=c', 'mailto:a@example.org', 'tel:+33327000000']) {
		expect(linksTo()(href)).toBe(href);
	}
});

test('what a browser could run, or that hides its host, is no link', () => {
	const refused = [
		'javascript:alert(1)',
		'java\nscript:alert(1)',
		' javascript:alert(1)',
		'data:text/html,x',
		'//evil.example',
		'/\\evil.example',
		'vbscript:x',
		'https://good.test@evil.test',
		'https://good.test:x@evil.test/',
		'https:/good.test%2f@evil.test',
		'https://@evil.test'
	];
	expect(refused.map(linksTo())).toEqual(refused.map(() => null));
});
