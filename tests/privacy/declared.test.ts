import { expect, test } from 'vitest';
import { declaredTables, terms } from '#collectors/privacy/declared.ts';
import { answers } from '#core/server/contract.ts';
import { storedColumns } from '#core/server/privacy/catalogue.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { modules } from '#modules/all.ts';

/** Names of columns that hold a person, an account, an address or a name, whatever they refer to. */
const TELLING =
	/(^|_)(person|people|account|user|actor|email|mail_address|to_address|ip_address|user_agent|phone|guest|owner|author|leader)(_id|_name)?$|_by$/;
/** They look as if they named somebody, and name nobody. */
const NAMELESS = new Map([
	['core_privacy_erased.person_id', 'qui n’est plus personne'],
	['territory_indicator_value.cited_by', 'le document qui cite un chiffre'],
	['inclusion_workshop.people', 'les publics d’un atelier, en mots'],
	['accounts_credential.account_id', 'le nom que la bibliothèque donne au moyen d’entrer'],
	['core_mail.created_by', 'qui a fait écrire un courriel : le terme d’un an suffit'],
	['core_mail_step.actor', 'qui a remis un courriel en file : part avec le courriel'],
	['accounts_invitation.invited_by', 'qui a invité : part trois mois après'],
	['accounts_invitation.inviter_account', 'qui a invité : part trois mois après'],
	['accounts_user.let_in_by', 'des numéros de comptes, sans nom : part avec le compte'],
	['accounts_invitation.confirmed_by', 'qui a confirmé : part trois mois après'],
	['core_privacy_request.received_by', 'qui a noté la demande : la preuve de la réponse'],
	['core_privacy_request.answered_by', 'qui a répondu : la preuve de la réponse']
]);

test('every table that refers to a person or an account says what it keeps of them', () =>
	inTestCollective(async (ctx) => {
		const declared = new Map(declaredTables.map((one) => [one.table, one]));
		const silent = (await storedColumns(ctx))
			.filter(
				({ column, target }) =>
					target === 'network_person' || target === 'accounts_user' || TELLING.test(column)
			)
			.filter(({ table, column }) => !NAMELESS.has(`${table}.${column}`))
			.filter(
				({ table, column }) =>
					declared.get(table)?.by[column] === undefined &&
					declared.get(table)?.tells?.[column] === undefined
			)
			.map(({ table, column }) => `${table}.${column}`);
		expect(silent, 'declare them in `personalData.tables` of their module').toEqual([]);
	}));

test('what a module declares exists', () =>
	inTestCollective(async (ctx) => {
		const stored = new Set((await storedColumns(ctx)).map((one) => `${one.table}.${one.column}`));
		const unknown = declaredTables.flatMap(({ table, by, tells, when, erasure }) =>
			[
				...Object.keys({ ...by, ...tells, ...when }),
				...(erasure === 'remove' ? [] : (erasure.empties ?? []))
			]
				.map((column) => `${table}.${column}`)
				.filter((one) => !stored.has(one))
		);
		expect(unknown).toEqual([]);
	}));

test('every purpose has terms of its own, or says why it has none', () => {
	for (const data of modules.flatMap((one) => answers(one.personalData)))
		if (!Array.isArray(data.terms)) expect(data.terms.none).toMatch(/^parce qu/);
	expect(new Set(terms.map((one) => one.id)).size).toBe(terms.length);
});
