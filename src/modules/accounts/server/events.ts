import type { EventDefinition } from '#core/server/contract.ts';

/** What the journal keeps of accounts: neither secret nor address. */
const SENTENCES: Record<string, string> = {
	'account.created': 'Compte ouvert',
	'account.linked': 'Compte rattaché à une personne',
	'account.closed': 'Compte fermé',
	'account.reopened': 'Compte rouvert',
	'account.linkSent': 'Lien de connexion mis en file',
	'account.linkPrinted': 'Lien de connexion écrit sur la console',
	'account.signedIn': 'Entrée',
	'account.refused': 'Entrée refusée',
	'account.sessionEnded': 'Session arrêtée',
	'account.signedOutEverywhere': 'Sessions arrêtées',
	'account.passwordSet': 'Mot de passe choisi',
	'account.passwordRemoved': 'Mot de passe retiré',
	'account.secondStepOn': 'Double vérification mise en place',
	'account.secondStepOff': 'Double vérification retirée',
	'account.recoveryCodesRenewed': 'Codes de secours renouvelés',
	'account.passkeyAdded': 'Clé d’accès ajoutée',
	'account.passkeyRemoved': 'Clé d’accès retirée',
	'account.administratorGranted': 'Administration confiée',
	'account.administratorRevoked': 'Administration retirée',
	'account.addressAsked': 'Nouvelle adresse demandée',
	'account.addressChanged': 'Adresse changée',
	'account.renamed': 'Nom de compte changé',
	'account.nameWished': 'Nom déjà porté, demandé à l’équipe',
	'account.nameRefused': 'Nom demandé refusé',
	'invitation.sent': 'Invitation mise en file',
	'invitation.prepared': 'Invitation à confirmer par une autre personne',
	'invitation.confirmed': 'Invitation confirmée et mise en file',
	'invitation.accepted': 'Invitation acceptée',
	'invitation.revoked': 'Invitation reprise',
	'collective.changed': 'Présentation du collectif changée'
};

export const events: EventDefinition[] = Object.entries(SENTENCES).map(([name, sentence]) => ({
	name,
	sentence,
	readers: 'team'
}));
