import {
	mkdirSync,
	mkdtempSync,
	realpathSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareHome } from './home.ts';

let place: string;

beforeEach(() => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'fanal-home-')));
});

afterEach(() => {
	rmSync(place, { recursive: true, force: true });
});

/** A home folder whose database is outside, as root gets when PostgreSQL cannot enter. */
function homeWithOutsideDatabase(name: string): string {
	const home = join(place, name);
	mkdirSync(home);
	mkdirSync(join(place, 'outside'));
	writeFileSync(join(place, 'outside/home'), `${home}\n`);
	symlinkSync(join(place, 'outside'), join(home, 'postgres'));
	return home;
}

test('the database of a home folder is kept outside when it was put there', () => {
	const home = homeWithOutsideDatabase('first');

	expect(prepareHome(home).database).toBe(join(place, 'outside'));
});

test('a home folder that was moved keeps its database', () => {
	const home = homeWithOutsideDatabase('first');
	renameSync(home, join(place, 'second'));

	expect(prepareHome(join(place, 'second')).database).toBe(join(place, 'outside'));
});

test('a copy of a home folder does not share the database of the first', () => {
	homeWithOutsideDatabase('first');
	mkdirSync(join(place, 'second'));
	symlinkSync(join(place, 'outside'), join(place, 'second/postgres'));

	expect(() => prepareHome(join(place, 'second'))).toThrow('est une copie de');
});

test('a link that leads nowhere is told, not replaced by an empty database', () => {
	const home = homeWithOutsideDatabase('first');
	rmSync(join(place, 'outside'), { recursive: true });

	expect(() => prepareHome(home)).toThrow('ne mène nulle part');
});
