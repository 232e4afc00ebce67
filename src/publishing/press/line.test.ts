import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FairLine } from './line.ts';

/** A line whose works are ended by hand, and the order in which they began. */
function byHand() {
	const line = new FairLine();
	const begun: string[] = [];
	const ends = new Map<string, () => void>();
	const ask = (key: string, asker: string) => {
		const turn = line.turnOf(key, asker);
		if (turn === 'full') return turn;
		const work = () => {
			begun.push(key);
			return new Promise<void>((resolve) => ends.set(key, resolve));
		};
		if (ends.has(key) || asked.has(key)) line.join(key, asker);
		else line.enter(key, asker, work).catch(() => asked.delete(key));
		asked.add(key);
		return turn;
	};
	const asked = new Set<string>();
	const end = async () => {
		ends.get(begun.at(-1) ?? '')?.();
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { ask, begun, end };
}

describe('somebody who asks for twenty files', () => {
	test('keeps nobody from having a first one after the file that is being made', async () => {
		const { ask, begun, end } = byHand();
		for (let index = 0; index < 20; index += 1) ask(`many-${String(index)}`, 'many');
		expect(ask('one', 'another')).toBe('later');
		await end();
		await end();
		expect(begun).toContain('one');
	});

	test('is told to come back beyond, and gives the last places up when the line is full', () => {
		const { ask } = byHand();
		for (const asker of ['a', 'b', 'c'])
			for (let index = 0; index < 21; index += 1) ask(`${asker}-${String(index)}`, asker);
		expect(ask('a-more', 'a')).toBe('full');
		expect(ask('one', 'another')).toBe('later');
	});
});

test('whoever asks, in any order, everything that was taken is done once, and nobody waits for two of somebody else', async () => {
	const asks = fc.array(
		fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('a', 'b', 'c', 'd'))
	);
	await fc.assert(
		fc.asyncProperty(asks, async (list) => {
			const { ask, begun, end } = byHand();
			const wanted = new Map<string, string>();
			for (const [number, asker] of list) {
				const key = `${asker}${String(number)}`;
				if (ask(key, asker) !== 'full') wanted.set(key, asker);
			}
			for (let index = 0; index < list.length; index += 1) await end();
			expect([...begun].sort()).toEqual([...wanted.keys()].sort());
			const owners = begun.map((key) => key.charAt(0));
			for (const [at, owner] of owners.entries()) {
				const next = owners.indexOf(owner, at + 1);
				if (at === 0 || next < 0) continue;
				for (const other of new Set(owners))
					expect(
						owners.slice(at, next).filter((one) => one === other && one !== owner).length
					).toBeLessThanOrEqual(1);
			}
		})
	);
});
