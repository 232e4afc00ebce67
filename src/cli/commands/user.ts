import { OPERATOR } from '#core/actor.ts';
import { OperatorError, Refused } from '#core/errors.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { listGrants } from '#collectors/permissions.ts';
import { publicUrl } from '#core/server/public-address.ts';
import {
	closeAccount,
	createAccount,
	endSessions,
	forgetSecondStep,
	getAccount,
	getPersonByCode,
	invite,
	linkPerson,
	listAccounts,
	printLink,
	setAdministrator
} from '#modules/accounts/index.ts';
import { counted } from '#core/words.ts';
import { listPasskeys } from '#modules/accounts/server/passkeys.ts';
import { listOpenTokens } from '#modules/api/server/tokens.ts';
import { requireCollective } from '../collective.ts';

import type { CommandLine } from '../options.ts';

/** What `fanal user` can do; each verb takes an address first, then what it needs. Lines go to standard output. */
const VERBS: Record<string, (collective: Collective, words: string[]) => Promise<string[]>> = {
	list: (collective) =>
		inWork(collective, async (ctx) => (await listAccounts(ctx)).map(accountLine)),
	add: (collective, [email = '', name = '', code]) =>
		inWork(collective, async (ctx) => {
			const personId = code ? (await getPersonByCode(ctx, code)).id : null;
			await createAccount(ctx, { email, name, personId });
			return [`Compte ouvert pour ${email}. Un lien pour entrer : fanal user link ${email}`];
		}),
	invite: (collective, [email = '', personCode = '']) =>
		inWork(collective, async (ctx) => {
			await invite(ctx, { email, personCode }, listGrants);
			return [`Invitation mise en file pour ${email}.`];
		}),
	link: async (collective, [email = '']) => [
		'Ce lien ouvre l’espace une fois, pendant quinze minutes, Fanal démarré :',
		await printLink(collective, publicUrl(), email)
	],
	person: (collective, [email = '', code = '']) =>
		inWork(collective, async (ctx) => {
			const { id } = await getAccount(ctx, email);
			await linkPerson(ctx, id, (await getPersonByCode(ctx, code)).id);
			return [`${email} est désormais « ${code} » dans l’annuaire.`];
		}),
	revoke: (collective, [email = '', what]) =>
		inWork(collective, async (ctx) => {
			const { id } = await getAccount(ctx, email);
			if (what === 'fermer') {
				await closeAccount(ctx, id);
				return [`Compte de ${email} fermé.`];
			}
			await endSessions(ctx, id);
			const keys = await listPasskeys(ctx, id);
			const tokens = await listOpenTokens(ctx, id);
			const left = [
				...(keys.length > 0 ? [counted(keys.length, 'clé d’accès', 'clés d’accès')] : []),
				...(tokens.length > 0 ? [counted(tokens.length, 'jeton')] : [])
			];
			return [
				`Sessions de ${email} arrêtées.`,
				...(left.length > 0
					? [
							`Ouvrent encore ce compte : ${left.join(' et ')}. Pour tout arrêter : fanal user revoke ${email} fermer`
						]
					: [])
			];
		}),
	admin: (collective, [email = '', what]) =>
		inWork(collective, async (ctx) => {
			const { id } = await getAccount(ctx, email);
			await setAdministrator(ctx, id, what !== 'retirer');
			return [
				what === 'retirer'
					? `${email} n’administre plus l’installation.`
					: `${email} administre l’installation.`
			];
		}),
	secours: (collective, [email = '']) =>
		inWork(collective, async (ctx) => {
			await forgetSecondStep(ctx, (await getAccount(ctx, email)).id);
			return [`La double vérification de ${email} est retirée : qu’elle soit remise en place.`];
		})
};

/** `fanal user VERBE …`: accounts from the console, for the day nobody can come in. Each act is a line of the journal. */
export async function userCommand(line: CommandLine): Promise<number> {
	const [verb = 'list', ...words] = line.words;
	const act = VERBS[verb];
	if (!act)
		throw new OperatorError(
			`« fanal user ${verb} » n’existe pas.`,
			`Verbes : ${Object.keys(VERBS).join(', ')}. Par exemple : fanal user link nom@exemple.org`
		);
	try {
		for (const text of await act(await requireCollective(), words))
			process.stdout.write(`${text}\n`);
	} catch (failure) {
		if (failure instanceof Refused) throw new OperatorError(failure.message);
		throw failure;
	}
	return 0;
}

function inWork<T>(collective: Collective, work: (ctx: Context) => Promise<T>): Promise<T> {
	return inCollective(collective, { actor: OPERATOR, mode: 'write' }, work);
}

function accountLine(one: Awaited<ReturnType<typeof listAccounts>>[number]): string {
	const facts = [
		one.personCode ? `annuaire : ${one.personCode}` : 'hors annuaire',
		one.isAdministrator ? 'administre l’installation' : '',
		one.hasSecondStep ? 'double vérification' : '',
		one.isClosed ? 'fermé' : ''
	];
	return [one.email, one.name, facts.filter(Boolean).join(', ')].join('\t');
}
