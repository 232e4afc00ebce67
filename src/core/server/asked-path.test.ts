import { expect, test } from 'vitest';
import { askedPath } from './asked-path.ts';

test('the same place written otherwise is the same place', () => {
	for (const target of [
		'/archiver/need/1',
		'/api/v1/../../archiver/need/1',
		'/api/v1/%2e%2E/../archiver/need/1?x=/api/v1/',
		'/./archiver/need/%31',
		'/%61rchiver/need/1#/api/v1/'
	])
		expect(askedPath(target), target).toBe('/archiver/need/1');
});

test('what is badly written stays as it is, and breaks nothing', () => {
	for (const target of ['/%', '/%E0%A4%A', '//evil.test/api/v1', '*', '/%25%32%35'])
		expect(() => askedPath(target), target).not.toThrow();
	expect(askedPath('//evil.test/api/v1')).toBe('//evil.test/api/v1');
});
