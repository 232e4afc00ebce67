import { expect, test } from 'vitest';
import { visitorAddress } from './visitor-address.ts';

const site = new URL('https://fanal.exemple.fr');

/** The types of Node’s own request, of which two properties are read. */
const from = (remoteAddress: string, forwarded?: string) =>
	({
		socket: { remoteAddress },
		headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
	}) as Parameters<ReturnType<typeof visitorAddress>>[0];

test('without a declared proxy, the header of a visitor is not believed', () => {
	expect(visitorAddress(site, undefined)(from('203.0.113.9', '192.0.2.1'))).toBe('203.0.113.9');
});

test('what a declared proxy added is believed, not what the visitor wrote before it', () => {
	const addressOf = visitorAddress(site, '127.0.0.1, 10.0.0.2');
	expect(addressOf(from('::ffff:127.0.0.1', '192.0.2.66, 203.0.113.9'))).toBe('203.0.113.9');
	expect(addressOf(from('127.0.0.1', '192.0.2.66, 203.0.113.9, 10.0.0.2'))).toBe('203.0.113.9');
	expect(addressOf(from('127.0.0.1'))).toBe('127.0.0.1');
	expect(addressOf(from('198.51.100.4', '192.0.2.66'))).toBe('198.51.100.4');
});

test('the port of a connection makes no other visitor of one, in either family', () => {
	const addressOf = visitorAddress(site, '127.0.0.1');
	for (const port of ['', ':1', ':50123'])
		expect(addressOf(from('127.0.0.1', `203.0.113.9${port}`))).toBe('203.0.113.9');
	for (const said of ['2001:db8::1', '[2001:db8::1]', '[2001:db8::1]:443', '[2001:db8::1]:50123'])
		expect(addressOf(from('127.0.0.1', `192.0.2.66, ${said}`))).toBe('2001:db8::1');
	expect(addressOf(from('127.0.0.1', '[::ffff:203.0.113.9]:8080'))).toBe('203.0.113.9');
	expect(addressOf(from('127.0.0.1', '203.0.113.9, 127.0.0.1:4711'))).toBe('203.0.113.9');
});

test('a proxy that hides who comes makes them unknown, never who they claim to be', () => {
	const addressOf = visitorAddress(site, '127.0.0.1');
	for (const hidden of ['unknown', '_hidden', '203.0.113.9:x', '1.2.3'])
		expect(addressOf(from('127.0.0.1', `192.0.2.66, ${hidden}`))).toBe('');
});

test('behind a proxy that nobody declared, the address is not known', () => {
	expect(visitorAddress(site, undefined)(from('127.0.0.1', '192.0.2.66'))).toBe('');
	const local = new URL('http://127.0.0.1:3000');
	expect(visitorAddress(local, undefined)(from('127.0.0.1'))).toBe('127.0.0.1');
});
