import { afterAll, beforeAll, expect, test } from 'vitest';
import { poolOf } from '#core/server/database.ts';
import { until } from '../setup/patience.ts';
import { startGuardedSite, type GuardedSite } from './guarded-site.ts';

let site: GuardedSite;

beforeAll(async () => {
	site = await startGuardedSite();
	// A table that is gone: what no form and no address may do.
	await poolOf().query('ALTER TABLE c_phare.core_search_entry RENAME TO elsewhere');
});
afterAll(() => site.stop());

test.each([
	['a page', '/recherche?q=motdeclaire', 'text/html'],
	['the API', '/api/v1/recherche?q=motdeclaire', 'application/json']
])(
	'an error of %s is a sentence and a number, which the console bears with no word of what was typed',
	async (_, path, accept) => {
		const answer = await fetch(site.url + path, { headers: { accept } });
		const text = await answer.text();
		expect(answer.status).toBe(500);
		expect(text).not.toMatch(/Failed query|core_search_entry| at .*\.js/);
		const [number = 'none'] =
			/\b[0-9a-f]{8}\b/.exec(text.replace(/<script[^]*?<\/script>/g, '')) ?? [];
		await until(() => {
			expect(site.said()).toContain(`[${number}] GET ${path.split('?')[0] ?? ''}`);
		});
		expect(site.said()).toContain('core_search_entry');
		expect(site.said()).not.toContain('motdeclaire');
	}
);
