/** Said to people: what they read is not at fault, and what they sent may not have arrived. */
export const LOST_DATABASE =
	'La base de données ne répond pas pour l’instant. Réessayez dans un instant ; si vous veniez d’envoyer quelque chose, regardez d’abord si c’est enregistré.';

/**
 * SQLSTATE of a server that ends or refuses a connection: class 08, an administrator who ends it or stops the server (57P01–57P03,
 * 57P05), too many connections (53300). https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const ENDED = /^(?:08\w{3}|57P0[1235]|53300)$/;
/** What the system says of a socket that nobody holds at the other end. */
const UNREACHABLE = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'ECONNABORTED',
	'EPIPE',
	'ENOENT',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ETIMEDOUT',
	'EAI_AGAIN',
	'ENOTFOUND'
]);
/** Said without a code by `pg` and `pg-pool` 8. */
const SAID =
	/^(?:Connection terminated|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|timeout exceeded when trying to connect)/;

/**
 * Is this the end of a connection to the database, rather than a fault of what was asked? Looks through what libraries wrap around it.
 */
export function isDatabaseLost(failure: unknown): boolean {
	for (let error = failure; error instanceof Error; error = error.cause)
		if (isEndOfConnection(error)) return true;
	return false;
}

function isEndOfConnection(error: Error): boolean {
	if (SAID.test(error.message)) return true;
	const { code, syscall } = error as { code?: unknown; syscall?: unknown }; // Node’s and pg’s errors
	if (typeof code !== 'string') return false;
	if (ENDED.test(code)) return true;
	// A file that is missing is no database: only what was said to a socket.
	return (
		UNREACHABLE.has(code) && ['connect', 'read', 'write', 'getaddrinfo'].includes(String(syscall))
	);
}
