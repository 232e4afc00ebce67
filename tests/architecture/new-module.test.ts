import { execFile } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const copy = mkdtempSync(join(tmpdir(), 'fanal-new-module-'));

/** What a command answered: its exit code and all it wrote. */
async function answerOf(...args: string[]): Promise<{ code: number; text: string }> {
	return run(process.execPath, args, { cwd: copy, env: { ...process.env, NO_COLOR: '1' } }).then(
		({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
		(error: { code: number; stdout: string; stderr: string }) => ({
			code: error.code,
			text: error.stdout + error.stderr
		})
	);
}

const newModule = (...words: string[]) => answerOf('scripts/new-module.mjs', ...words);

beforeAll(() => {
	const files = ['.prettierrc.json', 'package.json', 'tsconfig.json', 'vite.config.ts'];
	for (const name of ['src', 'scripts', ...files])
		cpSync(name, join(copy, name), { recursive: true });
	// SvelteKit writes the types of the routes into node_modules: a folder of our own, full of links.
	mkdirSync(join(copy, 'node_modules'));
	for (const name of readdirSync('node_modules')) {
		if (name !== '$app')
			symlinkSync(resolve('node_modules', name), join(copy, 'node_modules', name));
	}
});

afterAll(() => {
	rmSync(copy, { recursive: true, force: true });
});

test('a new module answers every question and compiles with its page', async () => {
	const made = await newModule('tool-loans', "Prêts d'outils", 'prets-outils');
	expect(made).toMatchObject({ code: 0 });

	const only = {
		extends: './tsconfig.json',
		include: ['src/*.d.ts', 'src/modules/tool-loans', 'src/routes/prets-outils']
	};
	writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify(only));
	const synchronised = await answerOf('node_modules/@sveltejs/kit/svelte-kit.js', 'sync');
	expect(synchronised).toMatchObject({ code: 0 });
	const compiled = await answerOf('node_modules/typescript/bin/tsc', '-p', 'tsconfig.new.json');
	expect(compiled).toEqual({ code: 0, text: '' });
});

test('a name that is taken is refused and nothing is written', async () => {
	const { code, text } = await newModule('network', 'Réseau', 'reseau');
	expect(code).toBe(2);
	expect(text).toContain('Le module « network » existe déjà.');
	expect(existsSync(join(copy, 'src/routes/reseau'))).toBe(false);
});

test('a page that is taken is refused', async () => {
	const { code, text } = await newModule('members', 'Membres', 'membres');
	expect(code).toBe(2);
	expect(text).toContain('La page « /membres » existe déjà.');
});

test('names that do not fit are refused one by one', async () => {
	const { code, text } = await newModule('Outils', 'prêts', '../outils');
	expect(code).toBe(2);
	expect(text).toContain('n’est pas un nom de module');
	expect(text).toContain('n’est pas un nom français');
	expect(text).toContain('n’est pas un chemin');
});
