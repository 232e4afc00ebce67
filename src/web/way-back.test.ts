import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redirect } from '@sveltejs/kit';
import { afterAct, afterAddition, afterChange, pathOnSite } from './way-back.ts';

const SITE = 'https://fanal.example';
const asked = fc
	.array(
		fc.constantFrom(
			'/',
			'.',
			'..',
			'\\',
			'evil.test',
			':',
			'@',
			'%2f',
			'%2e',
			'\t',
			'?',
			'#',
			'\u00e9',
			'\ud800',
			'https:',
			'membres',
			'_acte'
		),
		{ maxLength: 8 }
	)
	.map((pieces) => pieces.join(''));

/** Where a browser goes, and what the framework and the answer take: a location that they refuse is an error page. */
function leadsTo(location: string): string {
	expect(() => new Response(null, { headers: { location } })).not.toThrow();
	// What is thrown is the redirection itself, not a refusal of its address.
	expect(() => redirect(303, location)).toThrow(
		expect.objectContaining({ status: 303, location }) as Error
	);
	return new URL(location, `${SITE}/connexion`).origin;
}

describe('the page to come back to, whoever wrote the address', () => {
	test('is always one of this site, after signing in, writing, adding or being refused', () => {
		fc.assert(
			fc.property(asked, (text) => {
				const url = new URL(SITE);
				url.searchParams.set('retour', text);
				for (const location of [
					pathOnSite(text, '/compte'),
					afterAct(pathOnSite(text, '/compte'), { act: 'un' }),
					afterChange(url, '/membres', { act: 'un' }),
					afterAddition(url, '/membres', { act: 'un' })
				])
					expect(leadsTo(location), text).toBe(SITE);
			}),
			{
				numRuns: 2000,
				examples: [['/.//evil.test'], ['/%2e//evil.test'], ['/membres/..//evil.test'], ['/é']]
			}
		);
	});

	test('is kept as it was asked when it is one of ours', () => {
		for (const path of ['/', '/membres?arrondissement=Cambrai', '/reunions/2023-04-06-copil#ordre'])
			expect(pathOnSite(path, '/compte')).toBe(path);
	});
});
