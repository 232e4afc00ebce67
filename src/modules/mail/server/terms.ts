import { sql } from 'drizzle-orm';
import type { Term } from '#core/server/privacy/declared.ts';
import { mailTable } from '#core/server/mail/tables.ts';

/** A mail is told for a year, whatever became of it; one that is leaving is left to leave. */
export const mailTerm: Term = {
	id: 'mail.mails',
	label: 'Courriels écrits par Fanal',
	after: 'un an après leur écriture',
	because: 'Le temps de savoir si un avis est parti.',
	rows: {
		table: mailTable,
		endsAt: sql`CASE WHEN ${mailTable.state} <> 'sending' THEN ${mailTable.createdAt} + interval '365 days' END`
	}
};
