import { expect, test } from 'vitest';
import '#collectors/permissions.ts';
import {
	registerDocument,
	registerOfProcessing,
	treatmentPage
} from '#collectors/privacy/register.ts';
import { publish } from '#collectors/publish.ts';
import { answers } from '#core/server/contract.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { modules } from '#modules/all.ts';

const declared = modules.flatMap((one) => answers(one.personalData));

test('the register tells every purpose that a module declares, with its basis and its term', async () => {
	const printed = await inTestCollective((ctx) =>
		Promise.resolve(JSON.stringify(registerDocument(ctx, 'https://fanal.example.org')))
	);
	const shown = registerOfProcessing();
	const pages = [...JSON.stringify(shown).matchAll(/\/donnees-personnelles\/([a-z0-9-]+)/g)]
		.map(([, slug = '']) => JSON.stringify(treatmentPage(slug)))
		.join('');
	for (const data of declared)
		for (const told of [data.purpose, data.basis, data.retention, data.recipients])
			for (const register of [printed, pages])
				expect(register).toContain(JSON.stringify(told).slice(1, -1));
});

test('each purpose has a page of its own', () => {
	const paths = [...JSON.stringify(registerOfProcessing()).matchAll(/"(\/donnees[^"]*)"/g)];
	expect(new Set(paths.map(([, path]) => path)).size).toBe(declared.length);
	expect(() => treatmentPage('espionnage')).toThrow('n’est pas dans le registre');
});

test('a module without personal data says why', () => {
	const register = JSON.stringify(registerOfProcessing());
	for (const one of modules)
		if (!Array.isArray(one.personalData)) expect(register).toContain(one.name);
});

test('the register is printed as a document that screens read aloud', () =>
	inTestCollective(async (ctx) => {
		const { bytes } = await publish(registerDocument(ctx, 'https://fanal.example.org'), 'pdf');
		const text = Buffer.from(bytes).toString('latin1');
		expect(text.startsWith('%PDF-')).toBe(true);
		expect(text).toContain('pdfuaid:part');
	}));
