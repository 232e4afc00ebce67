import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { offerInstallation, withdrawInstallation } from './installation-code.ts';

test('the code of an empty installation stays the same until it is withdrawn, for its owner alone', async () => {
	const home = await mkdtemp(join(tmpdir(), 'fanal-code-'));
	const code = await offerInstallation(home);
	expect(code).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
	expect(await offerInstallation(home)).toBe(code);
	const file = join(home, 'code-installation');
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	await withdrawInstallation(home);
	await withdrawInstallation(home);
	await expect(readFile(file)).rejects.toThrow();
	await rm(home, { recursive: true });
});
