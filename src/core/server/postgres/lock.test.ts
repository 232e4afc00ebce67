import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { announceAddress, releaseLock, takeLock } from './lock.ts';
import { birthOf } from './processes.ts';

let home: string;

beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'fanal-lock-'));
});

afterEach(() => {
	rmSync(home, { recursive: true, force: true });
});

const mine = `"pid":${String(process.pid)}`;
const lock = () => readFileSync(join(home, 'fanal.lock'), 'utf8');

function leaveLock(pid: number | undefined, birth: string | undefined): void {
	writeFileSync(join(home, 'fanal.lock'), JSON.stringify({ pid, birth }));
}

test('a folder that is taken is refused, and the process is named', () => {
	takeLock(home);

	expect(() => {
		takeLock(home);
	}).toThrow(`processus ${String(process.pid)}, sans page ouverte : une commande est en cours`);
});

test('a folder whose pages are served is refused with their address', () => {
	takeLock(home);
	announceAddress(home, 'http://127.0.0.1:3210', 3210);

	expect(() => {
		takeLock(home);
	}).toThrow(`processus ${String(process.pid)}, sur http://127.0.0.1:3210`);
});

test('a folder given back can be taken again', () => {
	takeLock(home);
	releaseLock(home);
	takeLock(home);

	expect(lock()).toContain(mine);
});

test('the lock of a process that has ended is taken over', async () => {
	const ended = spawn('true');
	await once(ended, 'exit');
	leaveLock(ended.pid, birthOf(process.pid));

	takeLock(home);

	expect(lock()).toContain(mine);
});

test('the lock of a process whose number went to another one is taken over', () => {
	leaveLock(process.ppid, 'another boot/1');

	takeLock(home);

	expect(lock()).toContain(mine);
});

test('a lock that cannot be read is taken over', () => {
	writeFileSync(join(home, 'fanal.lock'), '');

	takeLock(home);

	expect(lock()).toContain(mine);
});

test('the lock of another process is not given back', () => {
	leaveLock(process.ppid, birthOf(process.ppid));

	releaseLock(home);

	expect(lock()).toContain(`"pid":${String(process.ppid)}`);
});
