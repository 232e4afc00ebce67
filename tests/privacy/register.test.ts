import { expect, test } from 'vitest';
import { registerOfProcessing } from '#collectors/privacy.ts';
import { answers } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';

test('the register tells every purpose that a module declares, with its basis and its term', () => {
	const register = JSON.stringify(registerOfProcessing());
	for (const data of modules.flatMap((one) => answers(one.personalData)))
		for (const told of [data.purpose, data.basis, data.retention, data.recipients])
			expect(register).toContain(JSON.stringify(told).slice(1, -1));
});

test('a module without personal data says why', () => {
	const register = JSON.stringify(registerOfProcessing());
	for (const one of modules)
		if (!Array.isArray(one.personalData)) expect(register).toContain(one.name);
});
