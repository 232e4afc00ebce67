import type { Delivery, Order } from './orders.ts';
import { renderFile } from './render.ts';

/** A process of its own makes the files, one after the other: pages are answered meanwhile, and its memory goes with it. */
process.on('message', (order: Order) => {
	void make(order).then((delivery) => process.send?.(delivery));
});
// The terminal tells Ctrl-C to all: this one ends with the process that started it.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => process.exit(0));

async function make({ id, document, format }: Order): Promise<Delivery> {
	try {
		return { id, bytes: await renderFile(document, format), memory: process.memoryUsage.rss() };
	} catch (error) {
		return { id, refusal: error instanceof Error ? error.message : String(error) };
	}
}
