import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PublishedDocument } from '#core/blocks.ts';
import type { Delivery, Format, Order } from './orders.ts';
import { FairLine } from './line.ts';
import { giveMemoryBack, watchMemory } from './memory.ts';

/** JavaScript of the process that makes files, in megabytes; what the compiler of PDF holds is watched besides. */
const HEAP_MB = 256;
/** Beyond this, the process gives its memory back by ending once the file is made. */
const KEPT_BYTES = 220 * 1024 * 1024;
/** A file that takes more is refused: it would take the machine. */
const MOST_BYTES = 1024 * 1024 * 1024;
/** Nothing asked for this long, the process ends. */
const IDLE_MS = 20_000;
/** Files kept, the last asked for: under 2 MB each, and as many as may wait. */
const KEPT = 24;
/** A file that is not made within this is refused: others wait for the same process. */
const LONGEST_MS = 10 * 60_000;
/** Who asks without saying for whom: the command line. */
const CONSOLE = 'console';

const waiting = new Map<number, (delivery: Delivery) => void>();
let press: ChildProcess | null = null;
let idle: NodeJS.Timeout | undefined;
const kept = new Map<string, Promise<Uint8Array>>();
/** What is kept and made. */
const ready = new Set<string>();
const line = new FairLine();
/** Of each document that is still held: it never changes once written, and is long to read over. */
const digests = new WeakMap<PublishedDocument, string>();
let orders = 0;

/**
 * The document as a file, made beside the pages, in a process that ends when it has nothing to do or holds too much: the
 * compiler of PDF gives no memory back by itself. One file is made at a time, each asker in turn; the same content, to the
 * letter, is made once: what the reader may see is in the document, so nobody is handed the file of another. Rejects with the
 * reason of the compiler, when the file is too big for the machine, or when its place is given to who waits for less.
 */
export function printFile(
	document: PublishedDocument,
	format: Format,
	asker = CONSOLE
): Promise<Uint8Array> {
	const key = keyOf(document, format);
	line.join(key, asker);
	const file = kept.get(key) ?? inTurn(key, asker, document, format);
	kept.delete(key);
	kept.set(key, file);
	for (const oldest of [...kept.keys()].slice(0, -KEPT)) forgetFile(oldest);
	return file;
}

/**
 * What asking for this file would mean: `now`, it is kept or is the one being made; `later`, others come first; `full`, too many
 * wait already.
 */
export function turnOf(
	document: PublishedDocument,
	format: Format,
	asker = CONSOLE
): 'now' | 'later' | 'full' {
	const key = keyOf(document, format);
	return ready.has(key) ? 'now' : line.turnOf(key, asker);
}

function keyOf(document: PublishedDocument, format: Format): string {
	const digest =
		digests.get(document) ?? createHash('sha256').update(JSON.stringify(document)).digest('hex');
	digests.set(document, digest);
	return `${format} ${digest}`;
}

function inTurn(
	key: string,
	asker: string,
	document: PublishedDocument,
	format: Format
): Promise<Uint8Array> {
	const made = line.enter(key, asker, () => make(document, format));
	made.then(
		() => {
			if (kept.get(key) === made) ready.add(key);
		},
		() => {
			if (kept.get(key) === made) forgetFile(key);
		}
	);
	return made;
}

function forgetFile(key: string): void {
	kept.delete(key);
	ready.delete(key);
}

async function make(document: PublishedDocument, format: Format): Promise<Uint8Array> {
	const program = builtPress();
	// The compilers are loaded by the press alone, unless there is none.
	if (!program) return (await import('./render.ts')).renderFile(document, format);
	clearTimeout(idle);
	if (!press) giveMemoryBack();
	const child = (press ??= start(program));
	const id = (orders += 1);
	const late = setTimeout(() => {
		stop(child, 'the file took too long to make');
	}, LONGEST_MS);
	const unwatch = watchMemory(child.pid, MOST_BYTES, () => {
		stop(child, 'the file takes more memory than a report may');
	});
	// A command waits for its file; an idle press keeps nobody from ending.
	hold(child);
	try {
		const made = await order(child, { id, document, format });
		if (made.memory > KEPT_BYTES) stop(child, 'the press gives its memory back');
		return made.bytes;
	} finally {
		clearTimeout(late);
		unwatch();
		release(child);
		idle = setTimeout(() => {
			stop(child, 'the press has nothing to do');
			giveMemoryBack();
		}, IDLE_MS).unref();
	}
}

function order(child: ChildProcess, asked: Order): Promise<Exclude<Delivery, { refusal: string }>> {
	return new Promise((resolve, reject) => {
		waiting.set(asked.id, (delivery) => {
			waiting.delete(asked.id);
			if ('bytes' in delivery) resolve(delivery);
			else reject(new Error(delivery.refusal));
		});
		child.send(asked, (failure) => {
			if (failure) waiting.get(asked.id)?.({ id: asked.id, refusal: failure.message });
		});
	});
}

function start(program: string): ChildProcess {
	const child = fork(program, [], {
		serialization: 'advanced',
		execArgv: [`--max-old-space-size=${String(HEAP_MB)}`],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc']
	});
	child.on('message', (delivery: Delivery) => waiting.get(delivery.id)?.(delivery));
	child.on('error', (error) => {
		forget(child, error.message);
	});
	child.on('exit', () => {
		forget(child, 'the press stopped');
	});
	return child;
}

function stop(child: ChildProcess, refusal: string): void {
	forget(child, refusal);
	child.kill('SIGKILL');
}

/** What was asked of a press that is no more is refused; the next order starts another one. */
function forget(child: ChildProcess, refusal: string): void {
	if (press !== child) return;
	press = null;
	for (const [id, settle] of waiting) settle({ id, refusal });
}

function hold(child: ChildProcess): void {
	child.ref();
	child.channel?.ref();
}

function release(child: ChildProcess): void {
	child.unref();
	child.channel?.unref();
}

/** The press as built beside the pages (`vite.config.ts`); none when running from the sources. */
function builtPress(): string | null {
	if (import.meta.url.endsWith('.ts')) return null;
	const places = ['./press.js', '../press.js'].map((place) => new URL(place, import.meta.url));
	const found = places.find((place) => existsSync(place));
	return found ? fileURLToPath(found) : null;
}
