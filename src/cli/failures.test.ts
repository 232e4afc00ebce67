import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellFailure } from './failures.ts';

test('traces of commands are kept a while, and never fill the disk', async () => {
	const home = mkdtempSync(join(tmpdir(), 'fanal-failures-'));
	try {
		for (const round of ['first', 'second', 'third']) {
			writeFileSync(join(home, 'erreurs.log'), `${round} ${'x'.repeat(2_000_000)}`, {
				mode: 0o600
			});
			const { lines } = await tellFailure(new Error('nobody expected it'), 'import', home);
			const reference = /référence (\w+)/.exec(lines[0] ?? '')?.[1] ?? 'none';
			expect(readFileSync(join(home, 'erreurs.log'), 'utf8')).toContain(`[${reference}]`);
		}
		expect(readdirSync(home).sort()).toEqual(['erreurs.log', 'erreurs.log.1']);
		expect(readFileSync(join(home, 'erreurs.log.1'), 'utf8')).toMatch(/^third/);
		for (const file of readdirSync(home)) expect(statSync(join(home, file)).mode & 0o077).toBe(0);
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
});
