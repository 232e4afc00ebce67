import pg from 'pg';
import { dependsOn } from './grounds.ts';
import { answersAt, questionOf, type Answer, type Answers } from './kept-reads.ts';
import { isDatabaseLost } from './lost-database.ts';
import { revisionQuery } from './revision.ts';

/** What a unit of work asks the database through. */
export type Queries = Pick<pg.PoolClient, 'query'>;

export interface Source {
	pool: pg.Pool;
	/** Address of the database. */
	url: string;
	/** The schema of the collective, and its code. */
	schema: string;
	code: string;
}

/** What was answered from memory is of a revision that is over: the whole is read again. */
class Torn extends Error {}

/**
 * One state of the records of a collective, from its first query to its end. What was answered at its revision is answered from
 * memory; a transaction is opened when something else is asked, and only then.
 */
export class Snapshot {
	/** Was something answered of a revision that is over? What was made of it must be made again. */
	isTorn = false;
	readonly #source: Source;
	#answers: Answers | undefined;
	#wasServed = false;
	#isOver = false;
	#begun: Promise<pg.PoolClient> | undefined;

	/** @param at the revision to read, if it is known to be the one of now; otherwise that of the first query */
	constructor(source: Source, at: string | undefined) {
		this.#source = source;
		this.#answers = at === undefined ? undefined : answersAt(ownerOf(source), BigInt(at));
	}

	/** As Drizzle asks: a text or a configuration, then the values. */
	readonly query = async (...asked: unknown[]): Promise<Answer> => {
		if (this.#isOver) throw new Error('this unit of work is over: nothing is read after its end');
		const question = questionOf(asked);
		if (!question) {
			dependsOn('elsewhere');
			return askOf(await this.#client(), asked);
		}
		const known = this.#answers?.find(question);
		if (known) return this.#serve(known);
		const client = await this.#client();
		// Another query may have been answered while the transaction began.
		const late = this.#answers?.find(question);
		if (late) return this.#serve(late);
		const answer = await askOf(client, asked);
		this.#answers?.keep(question, answer);
		return answer;
	};

	/** Begins at once, when no revision is known: a stop waits for who has begun. */
	async begin(): Promise<void> {
		if (!this.#answers) await this.#client();
	}

	/** Gives the connection back, if one was taken. Nobody waits for it: what is read is already there. */
	end(): void {
		this.#isOver = true;
		void this.#begun
			?.then(async (client) => {
				try {
					await client.query('COMMIT');
					client.release();
				} catch (failure) {
					// The connection itself is gone: it must not go back to the pool.
					client.release(failure instanceof Error ? failure : true);
				}
			})
			.catch(() => undefined); // told to who asked
	}

	#serve(answer: Answer): Answer {
		this.#wasServed = true;
		return answer;
	}

	#client(): Promise<pg.PoolClient> {
		this.#begun ??= this.#begin();
		return this.#begun;
	}

	/** The revision is read with the first message: it is that of all that this transaction reads. */
	async #begin(): Promise<pg.PoolClient> {
		const { pool, schema, code } = this.#source;
		const { client, answers } = await begin(
			pool,
			`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path TO ${pg.escapeIdentifier(schema)}; ${revisionQuery(code)}`
		);
		const revision = BigInt(String(answers.at(-1)?.rows[0]?.['revision'] ?? '0'));
		if (this.#answers?.revision === revision) return client;
		if (this.#wasServed) {
			this.isTorn = true;
			await client.query('COMMIT').finally(() => {
				client.release();
			});
			throw new Torn(`the records of ${code} have changed`);
		}
		this.#answers = answersAt(ownerOf(this.#source), revision);
		return client;
	}
}

const ownerOf = ({ url, schema }: Source) => `${url} ${schema}`;

const askOf = (client: pg.PoolClient, asked: unknown[]) =>
	// Of its many forms, those that answer a promise are the ones in use here.
	(client.query as (...one: unknown[]) => Promise<Answer>).apply(client, asked);

/**
 * A connection with a transaction open, and what the statements that open it answered. One that ended while it was idle is thrown away
 * and another is asked for: nothing was done on it yet.
 */
export async function begin(
	pool: pg.Pool,
	sql: string
): Promise<{ client: pg.PoolClient; answers: pg.QueryResult<Record<string, unknown>>[] }> {
	for (;;) {
		const isReused = pool.idleCount > 0;
		const client = await pool.connect();
		try {
			// Several statements in one message have one answer each.
			const answers = await client.query<Record<string, unknown>>(sql);
			return { client, answers: [answers].flat() };
		} catch (failure) {
			client.release(true);
			if (!isReused || !isDatabaseLost(failure)) throw failure;
		}
	}
}
