import { expect, test } from 'vitest';
import { chosenDay, civilDay, readClock } from './clock.ts';

test('a demonstration lives on its day, at the hour of everybody', () => {
	const there = readClock({ FANAL_TODAY: '2023-11-20' });
	const hour = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', timeZone: 'Europe/Paris' });
	expect(civilDay(there)).toBe('2023-11-20');
	expect(hour.format(there)).toBe(hour.format(new Date()));
});

test('a stopped clock says the same instant for ever', () => {
	expect(readClock({ FANAL_NOW: '2024-03-13T11:00:00Z' }).toISOString()).toBe(
		'2024-03-13T11:00:00.000Z'
	);
});

test('a clock set by hand is told to readers, the clock of everybody is not', () => {
	expect(chosenDay({ FANAL_TODAY: '2023-11-20' })).toBe('2023-11-20');
	expect(chosenDay({ FANAL_NOW: '2024-03-13T23:30:00Z' })).toBe('2024-03-14');
	expect(chosenDay({})).toBeNull();
});
