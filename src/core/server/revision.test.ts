import { expect, test } from 'vitest';
import { Kept, type Revised } from './revision.ts';

const at = (revision: string, id = 'a') => ({ id, revision }) as Revised; // all that is looked at

test('what is made at a revision is made once, even when it is asked twice at once', async () => {
	let made = 0;
	const kept = new Kept<number>(10);
	const make = () => Promise.resolve((made += 1));
	expect(await Promise.all([1, 2].map(() => kept.get(at('1'), ['x'], make)))).toEqual([1, 1]);
	expect(await kept.get(at('1'), ['x'], make)).toBe(1);
});

test('what was made at another revision, for another key or for another collective is never given', async () => {
	let made = 0;
	const kept = new Kept<number>(10);
	const make = () => Promise.resolve((made += 1));
	await kept.get(at('1'), ['x'], make);
	expect(await kept.get(at('2'), ['x'], make)).toBe(2);
	expect(await kept.get(at('1'), ['y'], make)).toBe(3);
	expect(await kept.get(at('1', 'b'), ['x'], make)).toBe(4);
});

test('a failure is told to who waits for it, and made again for the next', async () => {
	const kept = new Kept<number>(10);
	await expect(kept.get(at('1'), [], () => Promise.reject(new Error('broken')))).rejects.toThrow(
		'broken'
	);
	expect(await kept.get(at('1'), [], () => Promise.resolve(7))).toBe(7);
});

test('the one that was asked least lately leaves first', async () => {
	const kept = new Kept<string>(2);
	const ask = (key: string) => kept.get(at('1'), [key], () => Promise.resolve(key));
	const again = (key: string) => kept.get(at('1'), [key], () => Promise.resolve('anew'));
	await ask('a');
	await ask('b');
	await ask('a');
	await ask('c');
	expect(await again('a')).toBe('a');
	expect(await again('b')).toBe('anew');
});
