import { describe, expect, test } from 'vitest';
import { smtpSettings } from './settings.ts';

const FROM = 'Le collectif <courriel@example.org>';
const settings = (url: string, from = FROM) =>
	smtpSettings({ FANAL_SMTP_URL: url, FANAL_MAIL_FROM: from });

describe('the mail server of an installation', () => {
	test('is none as long as nobody set it', () => {
		expect(smtpSettings({})).toBeNull();
	});

	test('is read from one address, with its account and the usual port', () => {
		expect(settings('smtps://fanal:p%40ss@mail.example.org')).toMatchObject({
			host: 'mail.example.org',
			port: 465,
			tls: 'implicit',
			auth: { user: 'fanal', pass: 'p@ss' },
			sender: { name: 'Le collectif', address: 'courriel@example.org' }
		});
		expect(settings('smtp://mail.example.org')).toMatchObject({ port: 587, tls: 'required' });
	});

	test.each([
		['smtp://mail.example.org?starttls=offered', 'offered'],
		['smtp://mail.example.org?starttls=never', 'never'],
		['smtp://127.0.0.1:1025', 'offered'],
		['smtp://fanal:x@localhost:1025', 'offered'],
		['smtp://[::1]:1025', 'offered']
	])('%s: encryption is %s', (url, tls) => {
		expect(settings(url)?.tls).toBe(tls);
	});

	test('is not given a password in clear', () => {
		for (const starttls of ['offered', 'never'])
			expect(() => settings(`smtp://fanal:x@mail.example.org?starttls=${starttls}`)).toThrow(
				'en clair'
			);
	});

	test.each([
		'mail.example.org',
		'http://mail.example.org',
		'smtp://',
		'smtp://x?starttls=peut-etre'
	])('« %s » is no address of a mail server, and the refusal does not repeat it', (url) => {
		expect(() => settings(url)).toThrow('n’est pas l’adresse');
	});

	test.each(['', 'le collectif', 'a@example.org, b@example.org', 'Nom <a@b> <c@d>'])(
		'« %s » is nobody that mails could come from',
		(from) => {
			expect(() => settings('smtp://localhost', from)).toThrow('FANAL_MAIL_FROM');
		}
	);
});
