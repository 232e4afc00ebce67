import { sql } from 'drizzle-orm';
import { storedFile } from '#core/server/files.ts';
import { journal } from '#core/server/tables.ts';
import type { Term } from '#core/server/privacy/declared.ts';
import { document } from './tables.ts';

/** Bytes that no document names any more stay as long as an act may be undone without surprise. */
export const fileTerm: Term = {
	id: 'documents.files',
	label: 'Fichiers que plus aucun document ne montre',
	after: 'trente jours après leur remplacement, leur retrait, ou un dépôt sans suite',
	because: 'Le temps d’annuler une erreur.',
	rows: {
		table: storedFile,
		endsAt: sql`CASE WHEN EXISTS (
				SELECT FROM ${document} d WHERE d.file LIKE 'fichiers/' || ${storedFile.sha256} || '/%'
			) THEN NULL ELSE greatest(${storedFile.keptAt}, (
				SELECT max(j.at) FROM ${journal} j WHERE j.kind = 'document' AND j.data::text LIKE '%' || ${storedFile.sha256} || '%'
			)) + interval '30 days' END`
	}
};
