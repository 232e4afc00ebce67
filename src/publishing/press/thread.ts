import { parentPort } from 'node:worker_threads';
import type { Delivery, Order } from './orders.ts';
import { renderFile } from './render.ts';

/** A thread of its own makes the files: pages are answered meanwhile. */
parentPort?.on('message', (order: Order) => {
	void make(order).then((delivery) => parentPort?.postMessage(delivery));
});

async function make({ id, document, format }: Order): Promise<Delivery> {
	try {
		return { id, bytes: await renderFile(document, format) };
	} catch (error) {
		return { id, refusal: error instanceof Error ? error.message : String(error) };
	}
}
