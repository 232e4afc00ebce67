import { expect, test } from 'vitest';
import { safeHeaders } from '#core/server/safe-headers.ts';
import { comesFromOtherSite, isWithoutSession } from './other-site.ts';

const origin = new URL('https://fanal.example');
const from = (method: string, said?: string) =>
	comesFromOtherSite({ method, headers: said === undefined ? {} : { origin: said } }, origin);

test('what changes something is refused from a page of another site, whatever the name it borrows', () => {
	for (const other of [
		'https://ailleurs.example',
		'http://fanal.example',
		'https://fanal.example:8443',
		'https://fanal.example.ailleurs.example',
		'https://sous.fanal.example',
		'null',
		''
	])
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'])
			expect(from(method, other), `${method} ${other}`).toBe(true);
});

test('pages of the site itself, and whoever only reads, are let in', () => {
	expect(from('POST', 'https://fanal.example')).toBe(false);
	expect(from('GET', 'https://ailleurs.example')).toBe(false);
	expect(from('POST')).toBe(false);
});

test('only what reads no cookie is excused, by where it leads and not by how it begins', () => {
	for (const target of ['/api/v1', '/api/v1/besoins?x', '/%61pi/v1/besoins', '/desabonnement/x.y'])
		expect(isWithoutSession(target), target).toBe(true);
	for (const target of [
		'/api/v1/../../archiver/need/1',
		'/api/v1/%2e%2e/%2e%2e/archiver/need/1',
		'/desabonnement/../deconnexion',
		'/api/v1.evil',
		'/api/v10/besoins',
		'/archiver/need/1?x=/api/v1/'
	])
		expect(isWithoutSession(target), target).toBe(false);
});

test('encryption is asked of browsers for a year where people come by https, and only there', () => {
	expect(safeHeaders(origin)['strict-transport-security']).toBe(
		'max-age=31536000; includeSubDomains'
	);
	expect(safeHeaders(new URL('http://127.0.0.1:3000'))).not.toHaveProperty(
		'strict-transport-security'
	);
});
