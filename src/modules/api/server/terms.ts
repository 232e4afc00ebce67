import { sql } from 'drizzle-orm';
import type { Term } from '#core/server/privacy/declared.ts';
import { apiToken } from './tables.ts';

/** A token that opens nothing any more is told for a year: who looks into an incident finds it. */
export const tokenTerm: Term = {
	id: 'api.tokens',
	label: 'Jetons des programmes',
	after: 'un an après leur fin',
	because: 'Le temps de comprendre ce qu’un programme a fait.',
	rows: {
		table: apiToken,
		endsAt: sql`least(${apiToken.revokedAt}, ${apiToken.expiresAt}) + interval '1 year'`
	}
};
