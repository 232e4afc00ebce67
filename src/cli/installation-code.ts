import { randomInt } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INSTALLATION_CODE } from '#core/server/installation-code.ts';

/** Letters and digits that nobody takes for one another, aloud or on paper. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const FILE = 'code-installation';

/**
 * The code that opens the page of a first installation: made once, kept in the home folder for its owner alone, known to
 * the pages of this process.
 */
export async function offerInstallation(home: string): Promise<string> {
	const file = join(home, FILE);
	const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
	const code = kept || freshCode();
	if (!kept) await writeFile(file, `${code}\n`, { mode: 0o600 });
	process.env[INSTALLATION_CODE] = code;
	return code;
}

/** Once there is a collective, the code opens nothing: it goes. */
export async function withdrawInstallation(home: string): Promise<void> {
	await rm(join(home, FILE), { force: true });
}

function freshCode(): string {
	const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
	return [group(), group(), group(), group()].join('-');
}
