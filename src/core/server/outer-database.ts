import pg from 'pg';
import { OperatorError } from '../errors.ts';

/** First version with what the tables use: keys where empty values count as equal (`NULLS NOT DISTINCT`). */
const OLDEST = 15;

/** What PostgreSQL or the network says when nobody gets in, and what to do. */
const REFUSALS: Record<string, [message: string, hint: string]> = {
	ECONNREFUSED: ['ne répond pas', 'Vérifiez que PostgreSQL tourne, et la machine et le port.'],
	ENOENT: ['ne répond pas', 'Vérifiez que PostgreSQL tourne, et le dossier de sa prise.'],
	ETIMEDOUT: ['ne répond pas', 'Vérifiez la machine, le port et le pare-feu.'],
	ENOTFOUND: ['est sur une machine inconnue', 'Vérifiez le nom de la machine dans DATABASE_URL.'],
	EAI_AGAIN: ['est sur une machine inconnue', 'Vérifiez le nom de la machine dans DATABASE_URL.'],
	'28P01': ['refuse le compte ou le mot de passe', 'Vérifiez-les dans DATABASE_URL.'],
	'28000': ['refuse ce compte', 'Vérifiez le compte, et ce que pg_hba.conf lui permet.'],
	'3D000': [
		'n’existe pas',
		"Créez-la : CREATE DATABASE … OWNER … ENCODING 'UTF8' TEMPLATE template0"
	],
	'42501': [
		'n’autorise pas ce compte à créer des schémas',
		'Donnez-lui la base : ALTER DATABASE … OWNER TO …'
	],
	'57P03': ['démarre encore', 'Relancez dans un instant.']
};

/** Asks the PostgreSQL of `DATABASE_URL` whether it can serve; refuses in the operator’s words. */
export async function checkOuterDatabase(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
	// Its end is told by the query that it cuts short.
	client.on('error', () => undefined);
	try {
		await client.connect();
		const { rows } = await client.query<{ version: string; encoding: string }>(
			"SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding"
		);
		for (const row of rows) refuseUnfit(row);
	} catch (error) {
		throw explainOuterDatabase(error, url);
	} finally {
		await client.end();
	}
}

/** Refuses a PostgreSQL too old, or a database that cannot hold every French letter. */
export function refuseUnfit({ version, encoding }: { version: string; encoding: string }): void {
	if (Number.parseInt(version, 10) < OLDEST) {
		throw new OperatorError(
			`La base de DATABASE_URL est un PostgreSQL ${version} : il en faut un ${String(OLDEST)} ou plus.`,
			'Mettez-le à jour, ou retirez DATABASE_URL pour la base que Fanal apporte.'
		);
	}
	if (encoding !== 'UTF8') {
		throw new OperatorError(
			`La base de DATABASE_URL est en ${encoding} : il faut UTF8.`,
			"Recréez-la : CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
		);
	}
}

/** The operator’s words for a base that cannot be reached or used; any other error is given back unchanged. */
export function explainOuterDatabase(error: unknown, url: string): unknown {
	const known = REFUSALS[codeOf(error)];
	if (!known) return error;
	// The client reads every form of address, a socket's included.
	const { database = '', host } = new pg.Client({ connectionString: url });
	return new OperatorError(`La base « ${database} » de ${host} ${known[0]}.`, known[1]);
}

/** The code of PostgreSQL or of the network, wherever the layers above have wrapped it. */
function codeOf(error: unknown): string {
	if (!(error instanceof Error)) return '';
	return 'code' in error ? String(error.code) : codeOf(error.cause);
}
