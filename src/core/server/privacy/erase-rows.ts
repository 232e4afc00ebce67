import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Naming, PersonalTable, Subject } from './declared.ts';
import { columnNames, naming } from './rows.ts';
import { NOBODY } from './texts.ts';

/**
 * Does to the rows of a declared table what it says of an erasure: they go; or they stay, the columns it empties emptied, names
 * replaced, accounts and addresses forgotten. References to the directory stay: they lead to nobody.
 */
export async function eraseRows(
	ctx: Context,
	declared: PersonalTable,
	who: Subject
): Promise<void> {
	const where = naming(declared, who);
	if (!where) return;
	const table = sql.identifier(declared.table);
	if (declared.erasure === 'remove') {
		await ctx.db.execute(sql`DELETE FROM ${table} WHERE ${where}`);
		return;
	}
	for (const column of declared.erasure.empties ?? [])
		await ctx.db.execute(sql`UPDATE ${table} SET ${sql.identifier(column)} = NULL WHERE ${where}`);
	// A row found by its account bears the name of that account, whatever homonyms there are.
	const byAccount = Object.entries(declared.by).filter(([, how]) => how === 'account');
	const names = Object.entries(declared.by).filter(([, how]) => how === 'name');
	for (const [account] of byAccount)
		for (const [name] of names) await put(ctx, declared, who, [account, 'account'], name, NOBODY);
	for (const [column, how] of Object.entries(declared.by))
		if (how === 'name') await put(ctx, declared, who, [column, how], column, NOBODY);
		else if (how === 'account')
			await put(ctx, declared, who, [column, how], column, ERASED_ACCOUNT);
		else if (how === 'address') await put(ctx, declared, who, [column, how], column, null);
}

/** In place of the identifier of an account that is no more. */
const ERASED_ACCOUNT = 'erased';

async function put(
	ctx: Context,
	declared: PersonalTable,
	who: Subject,
	[found, how]: [string, Naming],
	column: string,
	value: string | null
): Promise<void> {
	const where = columnNames(found, how, who);
	if (!where) return;
	await ctx.db.execute(
		sql`UPDATE ${sql.identifier(declared.table)} SET ${sql.identifier(column)} = ${value} WHERE ${where}`
	);
}
