import { sql } from 'drizzle-orm';
import type { Term } from '#core/server/privacy/declared.ts';
import { SESSION_DAYS } from '../rules.ts';
import { attempt, invitation, session, user, verification } from './tables.ts';

/** What is over is not kept: sessions hold an address of the internet, challenges an address of mail. */
export const accountTerms: Term[] = [
	{
		id: 'accounts.sessions',
		label: 'Sessions',
		after: `à leur fin, ${String(SESSION_DAYS)} jours au plus après l’entrée`,
		because: 'Une session finie n’ouvre plus rien ; elle garde une adresse internet.',
		rows: {
			table: session,
			byMachineClock: true,
			endsAt: sql`least(${session.expiresAt}, ${session.createdAt} + make_interval(days => ${sql.raw(String(SESSION_DAYS))}))`
		}
	},
	{
		id: 'accounts.links',
		label: 'Liens de connexion et défis',
		after: 'à leur fin, quinze minutes au plus',
		because: 'Un lien fini n’ouvre plus rien.',
		rows: { table: verification, byMachineClock: true, endsAt: sql`${verification.expiresAt}` }
	},
	{
		id: 'accounts.attempts',
		label: 'Essais de connexion comptés',
		after: 'à la fin de l’attente',
		because: 'Ils ne servent qu’à ralentir qui devine.',
		rows: { table: attempt, endsAt: sql`${attempt.until}` }
	},
	{
		id: 'accounts.invitations',
		label: 'Invitations',
		after: 'trois mois après leur fin',
		because: 'Qui a accepté a un compte ; qui n’a pas répondu ne veut pas rester dans une liste.',
		rows: { table: invitation, endsAt: sql`${invitation.expiresAt} + interval '3 months'` }
	},
	{
		id: 'accounts.closed',
		label: 'Comptes fermés',
		after: 'un an après leur fermeture',
		because: 'Le temps de rouvrir un compte fermé par erreur.',
		rows: { table: user, endsAt: sql`${user.closedAt} + interval '1 year'` }
	}
];
