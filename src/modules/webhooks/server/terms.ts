import { sql } from 'drizzle-orm';
import type { Term } from '#core/server/privacy/declared.ts';
import { webhookDelivery } from '#core/server/webhooks/tables.ts';

/** A message is told for a month, whatever became of it; one that is leaving is left to leave. */
export const messageTerm: Term = {
	id: 'webhooks.messages',
	label: 'Messages des webhooks',
	after: 'un mois après leur écriture',
	because: 'Le temps de comprendre pourquoi un programme n’a pas su.',
	rows: {
		table: webhookDelivery,
		endsAt: sql`CASE WHEN ${webhookDelivery.state} <> 'sending' THEN ${webhookDelivery.at} + interval '30 days' END`
	}
};
