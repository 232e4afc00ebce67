import { sql } from 'drizzle-orm';
import type { Job } from '#core/server/contract.ts';
import { forgetIntake, storedFile } from '#core/server/files.ts';
import { forgetOver } from '#core/server/privacy/terms.ts';
import { counted } from '#core/words.ts';
import { journal } from '#core/server/tables.ts';
import type { Term } from '#core/server/privacy/declared.ts';
import { document } from './tables.ts';

const isNamed = sql`EXISTS (
	SELECT FROM ${document} d WHERE d.file LIKE 'fichiers/' || ${storedFile.sha256} || '/%'
)`;
/** The last act that told of the file: null when no document ever had it. */
const lastAct = sql`(
	SELECT max(j.at) FROM ${journal} j WHERE j.kind = 'document' AND j.data::text LIKE '%' || ${storedFile.sha256} || '%'
)`;

/** Bytes that no document names any more stay as long as an act may be undone without surprise. */
export const fileTerm: Term = {
	id: 'documents.files',
	label: 'Fichiers que plus aucun document ne montre',
	after:
		'trente jours après leur remplacement ou leur retrait ; deux heures après un dépôt sans suite',
	because: 'Le temps d’annuler une erreur.',
	rows: {
		table: storedFile,
		endsAt: sql`CASE WHEN ${isNamed} THEN NULL ELSE greatest(${storedFile.keptAt}, ${lastAct}) + interval '30 days' END`
	}
};

/** Bytes that a form brought and no document ever took: the time to correct what else was wrong in it. */
const abandoned = {
	table: storedFile,
	endsAt: sql`CASE WHEN ${isNamed} OR ${lastAct} IS NOT NULL THEN NULL ELSE ${storedFile.keptAt} + interval '2 hours' END`
};

/** Every ten minutes: nobody fills the disk with files of forms that are refused, whatever their number. */
export const abandonedFilesJob: Job = {
	id: 'documents.abandoned-files',
	label: 'Oublier les fichiers des formulaires restés sans suite',
	every: 'tenMinutes',
	run: async (ctx) => {
		const gone = await forgetOver(ctx, abandoned);
		await forgetIntake(ctx);
		return gone === 0
			? 'Aucun fichier sans suite.'
			: `${counted(gone, 'fichier oublié', 'fichiers oubliés')}.`;
	}
};
