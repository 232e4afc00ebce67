import { describe, expect, test } from 'vitest';
import { didToRecord, sentenceOf, toldEvents } from '#collectors/told-events.ts';
import { kinds } from '#modules/all.ts';

const sources = import.meta.glob<string>(['../../src/**/*.ts', '!../../src/**/*.test.ts'], {
	query: '?raw',
	import: 'default'
});

/** What goes to the console and not to the journal. */
const NOT_WRITTEN = ['access.refused'];

/** Names of acts in the calls that write the journal, as the source spells them. */
async function writtenNames(): Promise<string[]> {
	const names = new Set<string>();
	for (const load of Object.values(sources)) {
		const source = await load();
		if (!/\brecord\(|\bevent\b/.test(source)) continue;
		for (const [, name = ''] of source.matchAll(/'([a-z][A-Za-z]*\.[a-z][A-Za-z]*)'/g))
			if (isEvent(source, name) && !NOT_WRITTEN.includes(name)) names.add(name);
	}
	return [...names].sort();
}

/** Is the name the event of a line of the journal, straight or by one of two: `event: on ? 'a.b' : 'a.c'`? */
function isEvent(source: string, name: string): boolean {
	const quoted = name.replace('.', '\\.');
	return new RegExp(`event: [^,}\\n]*'${quoted}'|note\\(\\s*ctx,\\s*'${quoted}'`).test(source);
}

describe('every act that the journal may hold', () => {
	test('has a sentence of its own, in French, and the sentence is of no other', async () => {
		const written = await writtenNames();
		expect(written.length).toBeGreaterThan(40);
		const ofRecords = kinds.flatMap(({ name }) =>
			['created', 'changed', 'removed'].map((verb) => `${name}.${verb}`)
		);
		const names = [...new Set([...written, ...ofRecords, ...toldEvents.map(({ name }) => name)])];
		const told = names.map((name) => [name, sentenceOf(name)]);
		expect(told.filter(([, said = '']) => said.includes('version précédente'))).toEqual([]);
		expect(told.filter(([name, said = '']) => said === name || said === '')).toEqual([]);
		const twice = [...Map.groupBy(told, ([, said]) => said).values()].filter((of) => of.length > 1);
		expect(twice).toEqual([]);
	});

	test('is declared by one module, and written by some', async () => {
		const names = toldEvents.map(({ name }) => name);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
		const all = (await Promise.all(Object.values(sources).map((load) => load()))).join('\n');
		// Once where it is declared, once at least where it is written.
		expect(names.filter((name) => all.split(`'${name}'`).length < 3)).toEqual([]);
	});

	test('is said in the history of a record by its own verb', () => {
		const verbs = ['created', 'changed', 'removed', 'erased'].map((verb) =>
			didToRecord(`x.${verb}`)
		);
		expect(new Set(verbs).size).toBe(4);
		expect(verbs.join()).not.toContain('a agi');
		expect(sentenceOf('meeting.removed', 3)).toBe('3 réunions retirées');
		expect(sentenceOf('person.erased')).toBe('Personne effacée');
	});
});
