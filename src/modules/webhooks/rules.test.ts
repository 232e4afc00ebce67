import { expect, test } from 'vitest';
import { MOST_WEBHOOKS, webhookRefusals, type WebhookInput } from './rules.ts';

const good: WebhookInput = {
	name: 'Site',
	address: 'https://site.example.org/fanal',
	modules: ['needs'],
	acts: ['added'],
	circle: 'public'
};
const known = { modules: ['needs'], acts: ['added', 'changed'], circles: ['public'], count: 0 };
const codes = (input: Partial<WebhookInput>, over: Partial<typeof known> = {}) =>
	webhookRefusals({ ...good, ...input }, { ...known, ...over }).map((one) => one.code);

test('a webhook has a purpose, a domain and something to tell', () => {
	expect(codes({})).toEqual([]);
	expect(codes({ name: ' ' })).toEqual(['name-missing']);
	expect(codes({ name: 'x'.repeat(101) })).toEqual(['name-too-long']);
	expect(codes({ modules: [] })).toEqual(['modules']);
	expect(codes({ modules: ['accounts'] })).toEqual(['modules']);
	expect(codes({ acts: [] })).toEqual(['acts']);
	expect(codes({ circle: 'people' })).toEqual(['circle']);
	expect(codes({}, { count: MOST_WEBHOOKS })).toEqual(['too-many']);
});

test('the reason why its address is shut is told beside it', () => {
	expect(webhookRefusals(good, { ...known, refusal: 'Fermée.' })).toEqual([
		{ code: 'address', field: 'adresse', message: 'Fermée.' }
	]);
});
