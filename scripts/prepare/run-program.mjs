import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
// Whoever ends this process ends what it runs.
process.once('exit', () => running.forEach((child) => child.kill()));

/**
 * Runs a program to its end and keeps what it wrote.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>} 127 when the program cannot be started at all
 */
export function runProgram(program, args, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		running.add(child);
		/** @type {Buffer[]} */
		const pieces = [];
		child.stdout.on('data', (piece) => pieces.push(piece));
		child.stderr.on('data', (piece) => pieces.push(piece));
		child.once('error', (error) => resolve({ code: 127, output: error.message }));
		child.once('close', (code) => {
			running.delete(child);
			resolve({ code: code ?? 1, output: Buffer.concat(pieces).toString('utf8') });
		});
	});
}
