import { sql } from 'drizzle-orm';
import type { Term } from '#core/server/privacy/declared.ts';
import { guestLink } from './tables.ts';

/** A link that opens nothing any more is told for a year, with its answer. */
export const linkTerm: Term = {
	id: 'access.links',
	label: 'Liens prêtés',
	after: 'un an après leur fin',
	because: 'Le temps de retrouver ce qu’un invité a répondu.',
	rows: {
		table: guestLink,
		endsAt: sql`coalesce(${guestLink.revokedAt}, ${guestLink.expiresAt}) + interval '1 year'`
	}
};
