import { expect, test } from 'vitest';
import { checkSettings } from './settings.ts';

test.each([
	[{ PORT: 'abc' }, 'PORT vaut « abc »'],
	[{ PORT: '80000' }, 'n’est pas un port'],
	[{ PUBLIC_URL: 'fanal.exemple.fr' }, 'PUBLIC_URL vaut « fanal.exemple.fr »'],
	[{ PUBLIC_URL: 'ftp://fanal.exemple.fr' }, 'n’est pas une adresse'],
	[{ DATABASE_URL: 'mysql://fanal:secret@base/fanal' }, 'DATABASE_URL n’est pas'],
	[{ FANAL_SMTP_URL: 'mail.exemple.fr' }, 'FANAL_SMTP_URL n’est pas'],
	[{ FANAL_SMTP_URL: 'smtps://mail.exemple.fr' }, 'FANAL_MAIL_FROM ne dit pas'],
	[{ FANAL_NOW: 'hier' }, 'n’est pas un instant'],
	[{ FANAL_TODAY: '2023-02-30' }, 'n’est pas un jour']
])('a setting that cannot be is refused by its name: %o', (environment, words) => {
	expect(() => {
		checkSettings(environment);
	}).toThrow(words);
});

test('a password is never shown', () => {
	expect(() => {
		checkSettings({ DATABASE_URL: 'fanal:secret@base' });
	}).toThrow(/^(?!.*secret)/);
	expect(() => {
		checkSettings({ FANAL_SMTP_URL: 'fanal:secret@mail' });
	}).toThrow(/^(?!.*secret)/);
});

test('ordinary settings, and none, are taken', () => {
	checkSettings({});
	checkSettings({ PORT: '', PUBLIC_URL: '' });
	checkSettings({
		PORT: '443',
		PUBLIC_URL: 'https://fanal.exemple.fr',
		DATABASE_URL: 'postgresql://fanal:secret@base:5432/fanal',
		FANAL_NOW: '2024-03-13T11:00:00Z'
	});
});

test.each([
	'postgres://fanal:secret@/fanal?host=%2Frun%2Fpostgresql',
	'postgres:///fanal?host=/run'
])('a database behind a socket is one (%s)', (DATABASE_URL) => {
	expect(() => {
		checkSettings({ DATABASE_URL });
	}).not.toThrow();
});
