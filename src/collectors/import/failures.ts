import pg from 'pg';
import { OperatorError } from '#core/errors.ts';

/** PostgreSQL’s own ways of saying that it stops (appendix A of its manual), and those of a broken connection. */
const GONE = new Set([
	'57P01',
	'57P02',
	'57P03',
	'08006',
	'ECONNRESET',
	'ECONNREFUSED',
	'ENOENT',
	'EPIPE'
]);

/**
 * The operator’s words for what the database refuses; any other error is given back unchanged.
 * @param state French end of a sentence: what is true now, since the transaction undid everything
 */
export function asOperatorError(error: unknown, state: string): unknown {
	if (error instanceof OperatorError) return error;
	const refusal = databaseErrorOf(error);
	if (isDiskFull(error)) {
		return new OperatorError(
			`Le disque est plein : ${state}.`,
			'Libérez de la place, puis relancez la même commande.'
		);
	}
	if (refusal?.code?.startsWith('23')) {
		const place = [refusal.table, refusal.column ?? refusal.constraint].filter(Boolean).join(', ');
		return new OperatorError(
			`La base refuse une ligne (${place} : ${refusal.message}) : ${state}.`,
			'Relancez avec --dry-run pour voir les lignes en cause.'
		);
	}
	if (isGone(error)) {
		return new OperatorError(
			`La base de données s’est arrêtée pendant le travail : ${state}.`,
			'Voyez s’il reste de la place sur le disque (df -h) et ce que dit son journal (postgresql.log), puis relancez la même commande.'
		);
	}
	return error;
}

/** Is it the database saying that its disk is full? */
export function isDiskFull(error: unknown): boolean {
	return databaseErrorOf(error)?.code === '53100';
}

/** The error of the database, wherever the layers above have wrapped it. */
function databaseErrorOf(error: unknown): pg.DatabaseError | undefined {
	if (error instanceof pg.DatabaseError) return error;
	return error instanceof Error ? databaseErrorOf(error.cause) : undefined;
}

function isGone(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = 'code' in error ? String(error.code) : '';
	// `pg` gives no code to a connection that ends in the middle of a query.
	const isCut = error.message.startsWith('Connection terminated');
	return isCut || GONE.has(code) || isGone(error.cause);
}
