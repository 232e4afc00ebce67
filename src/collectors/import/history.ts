import { basename } from 'node:path';
import type { Block } from '#core/blocks.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import { listImports, type ImportRun } from '#core/server/imports.ts';
import { authorise } from '#core/server/permissions.ts';

/** The imports of the collective as the team reads them, the last one first. Refused (403) to the public. */
export async function importHistory(ctx: Context): Promise<Block[]> {
	authorise(ctx, 'space.imports');
	const runs = await listImports(ctx);
	if (runs.length === 0) {
		return [{ kind: 'notice', tone: 'neutral', text: 'Aucun import n’a encore rien écrit.' }];
	}
	return [
		{
			kind: 'table',
			caption: 'Imports, le dernier d’abord',
			columns: [
				{ label: 'Import' },
				{ label: 'Jour' },
				{ label: 'Dossier', width: 2 },
				{ label: 'Lignes créées', align: 'right' },
				{ label: 'modifiées', align: 'right' },
				{ label: 'retirées', align: 'right' },
				{ label: 'État', width: 2 }
			],
			rows: runs.map((run) => [
				`n° ${String(run.number)}`,
				dayOf(run.at),
				run.folder ? basename(run.folder) : { text: 'non renseigné', missing: true },
				...['created', 'changed', 'removed'].map((name) => String(run.counts[name] ?? 0)),
				stateOf(run)
			])
		},
		{
			kind: 'paragraph',
			runs: [
				'Un import s’annule à la console : « fanal import --undo », suivi de son numéro. Tout redevient comme avant lui.'
			]
		}
	];
}

function stateOf(run: ImportRun): string {
	return run.undoneAt
		? `annulé le ${dayOf(run.undoneAt)} par ${run.undoneBy ?? 'inconnu'}`
		: `fait par ${run.actor}`;
}

const dayOf = (at: Date) => formatPartialDate(partialDate(civilDay(at)));
