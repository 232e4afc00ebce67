import { counted } from '#core/words.ts';
import {
	countOutcomes,
	type ImportReport,
	type LineOutcome,
	type MissingRow
} from '#collectors/import/outcomes.ts';
import type { LineRefusal } from '#collectors/import/read-csv.ts';
import type { UndoneRow, UndoReport } from '#collectors/import/undo-import.ts';

/** Keys named in one sentence; the others are counted. */
const NAMED = 12;

interface Telling {
	rehearsal: boolean;
	verbose: boolean;
	prune: boolean;
}

/**
 * The report, one line per row of the files: created, changed (which columns), refused (why); then the rows that
 * the files no longer hold, and the totals.
 */
export function reportLines(report: ImportReport, options: Telling): string[] {
	const told = report.outcomes.filter((one) =>
		options.rehearsal || options.verbose
			? one.outcome.state !== 'unchanged' || options.verbose
			: one.outcome.state === 'changed' || one.outcome.state === 'kept'
	);
	const kept = told.some((one) => one.outcome.state === 'kept') || report.settingsKept !== null;
	const refused = report.refusals.length > 0;
	return [
		...openedLines(report, options),
		...settingsLines(report),
		...told.map(outcomeLine),
		...(kept
			? [
					'Ce qui a été changé à l’écran est gardé. Pour le remplacer par le dossier, relancez avec --replace ; pour que le dossier le porte aussi, exportez-le.'
				]
			: []),
		...missingLines(report.missing, options),
		...report.refusals.map(refusalLine),
		totalLine(report, options.rehearsal),
		...readersLines(report, options),
		...(refused ? ['Rien n’a été importé : corrigez les lignes refusées, puis relancez.'] : []),
		...(report.written && report.number !== undefined
			? [
					`Import n° ${String(report.number)}. Pour l’annuler : fanal import --undo ${String(report.number)}`
				]
			: [])
	];
}

/** What a manifest opens to everybody, said before all else: it is the one thing that cannot be called back. */
function openedLines({ opened, refusals }: ImportReport, { rehearsal }: Telling): string[] {
	if (opened.length === 0) return [];
	const all = opened.map(({ kind, count }) => counted(count, kind.singular, kind.plural));
	const isComing = rehearsal || refusals.length > 0;
	return [
		`ATTENTION  manifeste.json, « lecteurs » : « public » ${isComing ? 'ouvrirait' : 'a ouvert'} à tout le monde ce qui ne nomme pas ses lecteurs : ${all.join(', ')}. Pour que chaque fiche reste à ceux qu’elle concerne, retirez « lecteurs » du manifeste ; pour en fermer une, nommez ses lecteurs dans sa colonne audience.`
	];
}

/** Who reads what is new: an import opens what its files and the rules of each list say, and nothing else tells it. */
function readersLines({ readers, refusals }: ImportReport, { rehearsal }: Telling): string[] {
	if (readers.length === 0 || refusals.length > 0) return [];
	const all = readers.map(({ readBy, count }) => `${readBy} (${String(count)})`);
	return [`Lignes nouvelles, ${rehearsal ? 'qui seraient lues' : 'lues'} par : ${all.join(', ')}.`];
}

function totalLine(report: ImportReport, rehearsal: boolean): string {
	const totals = countOutcomes(report);
	const [created, creates] = rehearsal
		? ['ligne à créer', 'lignes à créer']
		: ['ligne créée', 'lignes créées'];
	const parts = [
		counted(totals.created, created, creates),
		`${String(totals.changed)} ${rehearsal ? 'à modifier' : totals.changed > 1 ? 'modifiées' : 'modifiée'}`,
		...(totals.removed > 0
			? [rehearsal ? `${String(totals.removed)} à retirer` : counted(totals.removed, 'retirée')]
			: []),
		counted(totals.unchanged, 'inchangée'),
		...(totals.kept > 0 ? [counted(totals.kept, 'gardée')] : []),
		counted(totals.refused, 'refus', 'refus')
	];
	return `${rehearsal ? 'Essai, rien n’est écrit : ' : ''}${parts.join(', ')}.`;
}

function outcomeLine({ file, line, name, outcome, kind }: LineOutcome): string {
	const place = `${file}:${String(line)}  ${name}`;
	if (outcome.state === 'kept') return keptLine(place, outcome, kind);
	if (outcome.state !== 'changed')
		return `${place}  ${outcome.state === 'created' ? 'à créer' : 'inchangée'}`;
	return `${place}  à modifier (${changesOf(outcome.changes, kind)})`;
}

function changesOf(changes: Record<string, [unknown, unknown]>, kind: LineOutcome['kind']): string {
	return Object.entries(changes)
		.map(
			([field, [before, after]]) =>
				`${kind.columns[field]?.header ?? field} : ${shown(before, kind, field)} → ${shown(after, kind, field)}`
		)
		.join(' ; ');
}

/** What stands, what the folder says instead. */
function keptLine(
	place: string,
	outcome: Extract<LineOutcome['outcome'], { state: 'kept' }>,
	kind: LineOutcome['kind']
): string {
	const changes = changesOf(outcome.changes, kind);
	const instead = changes ? ` (le dossier dit ${changes})` : '';
	return `${place}  ${changes ? 'gardée' : 'laissée de côté'} : ${outcome.because}${instead}`;
}

function settingsLines({ settingsKept }: ImportReport): string[] {
	return settingsKept
		? [`manifeste.json  ${settingsKept.entries.join(', ')}  gardé : ${settingsKept.because}`]
		: [];
}

/** Without `--prune`, one line per file; with it, one per row. */
function missingLines(missing: MissingRow[], { prune, rehearsal }: Telling): string[] {
	if (prune) {
		return missing.map((row) =>
			row.state === 'removed'
				? `${row.file}  ${row.name}  ${rehearsal ? 'à retirer' : 'retirée'}`
				: `${row.file}  ${row.name}  gardée (${row.because ?? ''})`
		);
	}
	const files = new Map<string, string[]>();
	for (const row of missing) files.set(row.file, [...(files.get(row.file) ?? []), row.name]);
	const lines = [...files].map(([file, names]) => {
		const more = names.length > NAMED ? ` et ${String(names.length - NAMED)} autres` : '';
		const gone =
			names.length > 1
				? `${String(names.length)} lignes ne sont plus dans le fichier et restent dans la base`
				: '1 ligne n’est plus dans le fichier et reste dans la base';
		return `${file}  ${gone} : ${names.slice(0, NAMED).join(', ')}${more}`;
	});
	return lines.length > 0
		? [...lines, 'Pour les retirer, relancez avec --prune (--prune --dry-run pour voir d’abord).']
		: [];
}

/** "organisations.csv, ligne 12, colonne siret, valeur « x » : …". */
export function refusalLine({ file, line, column, value, message }: LineRefusal): string {
	const place = [
		file,
		line === undefined ? '' : `ligne ${String(line)}`,
		column ? `colonne ${column}` : '',
		value ? `valeur « ${shortened(value)} »` : ''
	];
	return `REFUS  ${place.filter(Boolean).join(', ')} : ${message}`;
}

/** What an undoing did to each row, or why it was refused; then the total. */
export function undoLines(report: UndoReport, rehearsal: boolean): string[] {
	const { run, rows } = report;
	const lines = rows.map((row) => `${row.file}  ${row.name}  ${wordOf(row, rehearsal)}`);
	const refused = rows.filter((row) => row.state === 'refused').length;
	if (refused > 0) {
		return [
			...lines.filter((line) => line.includes('  REFUS : ')),
			`L’import n° ${String(run.number)} ne peut pas être annulé : ${counted(refused, 'ligne le refuse', 'lignes le refusent')}. Rien n’a été changé.`
		];
	}
	const count = (state: UndoneRow['state']) => rows.filter((row) => row.state === state).length;
	const total = `${counted(count('removed'), 'ligne retirée', 'lignes retirées')}, ${counted(count('putBack'), 'remise', 'remises')} comme avant, ${counted(count('restored'), 'revenue')}`;
	return [
		...lines,
		rehearsal
			? `Essai, rien n’est écrit : annuler l’import n° ${String(run.number)} ferait ${total}.`
			: `Import n° ${String(run.number)} annulé : ${total}.`
	];
}

function wordOf(row: UndoneRow, rehearsal: boolean): string {
	const because = row.because ? `, ${row.because}` : '';
	switch (row.state) {
		case 'removed':
			return rehearsal ? 'à retirer' : 'retirée';
		case 'putBack':
			return `${rehearsal ? 'à remettre' : 'remise'} comme avant${because}`;
		case 'restored':
			return `${rehearsal ? 'à faire revenir' : 'revenue'}${because}`;
		case 'refused':
			return `REFUS : ${row.because ?? ''}`;
	}
}

/** A value as the cell of a file holds it; a reference stays the identifier that it is. */
function shown(value: unknown, kind: LineOutcome['kind'], field: string): string {
	if (value === null || value === undefined || value === '') return '(vide)';
	const type = kind.columns[field]?.type;
	if (type && !type.target && !type.many) return shortened(type.write(value));
	return shortened(typeof value === 'string' ? value : JSON.stringify(value));
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
