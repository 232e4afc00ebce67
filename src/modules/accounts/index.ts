/** What the entrance of the site and the console use of accounts. */
export {
	closeAccount,
	createAccount,
	getAccount,
	getPersonByCode,
	linkPerson,
	listAccounts,
	setAdministrator
} from './server/accounts.ts';
export { namesOfOthers } from './server/borne-names.ts';
export { actorOf, actorOfAccount, type ListGrants } from './server/actor.ts';
export { user } from './server/tables.ts';
export { demonstrationActor } from './server/demonstration.ts';
export { invite } from './server/invitations.ts';
export { printLink } from './server/links.ts';
export { forgetSecondStep } from './server/second-factor.ts';
export { endSessions, keptSession, type SignedIn } from './server/session.ts';
