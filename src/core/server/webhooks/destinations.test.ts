import { describe, expect, test } from 'vitest';
import { destinationRefusal, mayReach, privateMachines } from './destinations.ts';

const nothing = privateMachines({});

describe('a message may go', () => {
	test.each([
		'https://site.example.org/fanal?x=1',
		'https://8.8.8.8/',
		'https://[2a00:1450::1]:8443/'
	])('to %s', (address) => {
		expect(destinationRefusal(address, nothing)).toBeUndefined();
	});

	test.each([
		['rien', 'https://'],
		['http://site.example.org/', 'https://'],
		['ftp://site.example.org/', 'https://'],
		['https://ada:secret@site.example.org/', 'mot de passe'],
		['https://127.0.0.1/', 'machine privée'],
		['https://127.1/', 'machine privée'],
		['https://2130706433/', 'machine privée'],
		['https://0x7f.0.0.1/', 'machine privée'],
		['https://169.254.169.254/latest', 'machine privée'],
		['https://10.1.2.3/', 'machine privée'],
		['https://[::1]/', 'machine privée'],
		['https://[::ffff:10.1.2.3]/', 'machine privée'],
		['https://[fd00::1]/', 'machine privée'],
		['https://[64:ff9b::a00:1]/', 'machine privée']
	])('but not to %s', (address, words) => {
		expect(destinationRefusal(address, nothing)).toContain(words);
	});
});

describe('a name that leads to', () => {
	test.each([
		'10.0.0.1',
		'172.31.0.1',
		'192.168.1.1',
		'100.64.0.1',
		'0.0.0.0',
		'224.0.0.1',
		'::',
		'fe80::1',
		'::ffff:127.0.0.1'
	])('%s is shut', (address) => {
		expect(mayReach(address, 'site.example.org', nothing)).toBe(false);
	});

	test.each(['8.8.8.8', '172.32.0.1', '192.167.1.1', '2a00:1450::1', '::ffff:8.8.8.8'])(
		'%s is open',
		(address) => {
			expect(mayReach(address, 'site.example.org', nothing)).toBe(true);
		}
	);
});

describe('the operator', () => {
	const own = privateMachines({
		FANAL_WEBHOOKS_PRIVATE: 'Site.local, 10.0.0.12,192.168.1.0/24, fd00::/64'
	});

	test('opens the machines, addresses and networks that are named, and those only', () => {
		expect(mayReach('192.168.9.9', 'site.local', own)).toBe(true);
		expect(mayReach('10.0.0.12', 'other.local', own)).toBe(true);
		expect(mayReach('192.168.1.77', 'other.local', own)).toBe(true);
		expect(mayReach('fd00::9', 'other.local', own)).toBe(true);
		expect(mayReach('10.0.0.13', 'other.local', own)).toBe(false);
		expect(mayReach('192.168.9.9', 'other.local', own)).toBe(false);
	});

	test('lets those alone be spoken to without encryption', () => {
		expect(destinationRefusal('http://site.local:8080/', own)).toBeUndefined();
		expect(destinationRefusal('http://10.0.0.12/', own)).toBeUndefined();
		expect(destinationRefusal('http://10.0.0.13/', own)).toContain('https://');
	});

	test.each(['10.0.0.0/33', '10.0.0', 'a b', '10.0.0.0/x', 'site.local/24'])(
		'is told at once that « %s » names nothing',
		(text) => {
			expect(() => privateMachines({ FANAL_WEBHOOKS_PRIVATE: text })).toThrow(text);
		}
	);
});
