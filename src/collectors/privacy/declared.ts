import { answers, type FanalModule, type PersonalData } from '#core/server/contract.ts';
import type { PersonalTable, Term } from '#core/server/privacy/declared.ts';
import { modules } from '#modules/all.ts';

/** What is kept on people, purpose by purpose, in the order of the modules. */
export const declaredData: { module: FanalModule; data: PersonalData }[] = modules.flatMap(
	(module) => answers(module.personalData).map((data) => ({ module, data }))
);

/** Every table that names people. */
export const declaredTables: PersonalTable[] = declaredData.flatMap(({ data }) => data.tables);

/** Everything that is forgotten by itself. */
export const terms: Term[] = declaredData.flatMap(({ data }) => answers(data.terms));
