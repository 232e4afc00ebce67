import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { PublishedDocument } from '#core/blocks.ts';
import type { Delivery, Format, Order } from './orders.ts';

/** Files kept, the last asked for: under 2 MB each. */
const KEPT = 6;

const kept = new Map<string, Promise<Uint8Array>>();
const waiting = new Map<number, (delivery: Delivery) => void>();
let thread: Worker | null = null;
let orders = 0;

/**
 * The document as a file, made in a thread beside the pages. The same content, to the letter, is made once:
 * what the reader may see is in the document, so nobody is handed the file of another.
 */
export function printFile(document: PublishedDocument, format: Format): Promise<Uint8Array> {
	const key = createHash('sha256').update(format).update(JSON.stringify(document)).digest('hex');
	const file = kept.get(key) ?? make(document, format);
	kept.delete(key);
	kept.set(key, file);
	file.catch(() => kept.delete(key));
	for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
	return file;
}

async function make(document: PublishedDocument, format: Format): Promise<Uint8Array> {
	const program = builtThread();
	// The compilers are loaded by the thread alone, unless there is none.
	if (!program) return (await import('./render.ts')).renderFile(document, format);
	const worker = (thread ??= start(program));
	const id = (orders += 1);
	return new Promise((resolve, reject) => {
		waiting.set(id, (delivery) => {
			waiting.delete(id);
			if (waiting.size === 0) worker.unref();
			if ('bytes' in delivery) resolve(delivery.bytes);
			else reject(new Error(delivery.refusal));
		});
		// A command waits for its file; an idle thread keeps nobody from ending.
		worker.ref();
		worker.postMessage({ id, document, format } satisfies Order);
	});
}

function start(program: URL): Worker {
	const worker = new Worker(program);
	worker.on('message', (delivery: Delivery) => waiting.get(delivery.id)?.(delivery));
	worker.on('error', (error) => stopped(worker, error.message));
	worker.on('exit', () => stopped(worker, 'the press stopped'));
	return worker;
}

/** What was asked of a thread that died is refused; the next order starts another one. */
function stopped(worker: Worker, refusal: string): void {
	if (thread !== worker) return;
	thread = null;
	for (const [id, settle] of waiting) settle({ id, refusal });
}

/** The thread as built beside the pages (`vite.config.ts`); none when running from the sources. */
function builtThread(): URL | null {
	if (import.meta.url.endsWith('.ts')) return null;
	const places = ['./press.js', '../press.js'].map((place) => new URL(place, import.meta.url));
	return places.find((place) => existsSync(place)) ?? null;
}
