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

test('behind a proxy that nobody declared, the address is not known', () => {
	expect(visitorAddress(site, undefined)(from('127.0.0.1', '192.0.2.66'))).toBe('');
	const local = new URL('http://127.0.0.1:3000');
	expect(visitorAddress(local, undefined)(from('127.0.0.1'))).toBe('127.0.0.1');
});
