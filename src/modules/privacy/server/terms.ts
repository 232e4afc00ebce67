import { sql } from 'drizzle-orm';
import { FAREWELL } from '#core/server/privacy/farewell.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import type { Term } from '#core/server/privacy/declared.ts';
import { opening, rightRequest } from '#core/server/privacy/tables.ts';
import { importRun, journal } from '#core/server/tables.ts';

const SOMEBODY = 'quelqu’un';

/** What the journal, the log of openings and the requests forget. CNIL, délibération 2021-122: logs, six months to a year. */
export const logTerms: Term[] = [
	{
		id: 'privacy.openings',
		label: 'Consultations de fiches réservées',
		after: 'un an',
		because: 'La CNIL demande de six mois à un an pour ce genre de trace (délibération 2021-122).',
		rows: { table: opening, endsAt: sql`${opening.at} + interval '1 year'` }
	},
	{
		id: 'privacy.entrances',
		label: 'Traces de connexion et de comptes dans le journal',
		after: 'un an',
		because: 'Elles disent qui est entré et quand : la même durée que les consultations.',
		rows: {
			table: journal,
			endsAt: sql`CASE WHEN ${journal.kind} = 'account' THEN ${journal.at} + interval '1 year' END`
		}
	},
	{
		id: 'privacy.imports',
		label: 'Nom de qui a fait ou annulé un import',
		after: 'trois ans',
		because: 'L’import reste, pour dire d’où vient chaque fiche ; le nom n’y sert plus.',
		rows: {
			table: importRun,
			endsAt: sql`CASE WHEN ${importRun.actor} <> ${SOMEBODY} THEN ${importRun.at} + interval '3 years' END`,
			replaces: {
				actor: SOMEBODY,
				undoneBy: sql`CASE WHEN ${importRun.undoneBy} IS NULL THEN NULL ELSE ${SOMEBODY} END`
			}
		}
	},
	{
		id: 'privacy.requests',
		label: 'Demandes sur les données personnelles',
		after: 'cinq ans après leur réponse',
		because: 'Le temps de prouver qu’il a été répondu (code civil, article 2224).',
		rows: { table: rightRequest, endsAt: sql`${rightRequest.answeredAt} + interval '5 years'` }
	},
	{
		id: 'privacy.farewells',
		label: 'Dernier courriel à une personne effacée',
		after: 'sept jours',
		because: 'Il dit que c’est fait ; son adresse ne doit pas rester.',
		rows: {
			table: mailTable,
			endsAt: sql`CASE WHEN ${mailTable.dedupeKey} LIKE ${`${FAREWELL}%`} THEN ${mailTable.createdAt} + interval '7 days' END`
		}
	}
];
