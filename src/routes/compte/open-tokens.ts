import { partialDate, type PartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { listOpenTokens, revokeToken } from '#modules/api/server/tokens.ts';

/** A program that comes in by a token, as the pages that end sessions name it. */
export interface OpenToken {
	id: string;
	name: string;
	mayWrite: boolean;
	usedOn: PartialDate | null;
}

/** The programs that come in for an account, whatever becomes of its sessions and password. */
export async function openTokens(ctx: Context, account: string): Promise<OpenToken[]> {
	const tokens = await listOpenTokens(ctx, account);
	return tokens.map(({ id, name, writes, lastUsedOn }) => ({
		id,
		name,
		mayWrite: writes.length > 0,
		usedOn: lastUsedOn ? partialDate(lastUsedOn) : null
	}));
}

/** Takes back the tokens that the form names. Refuses (404) one that is not theirs. */
export async function endTokens(ctx: Context, account: string, form: FormData): Promise<void> {
	for (const id of form.getAll('jeton')) await revokeToken(ctx, account, String(id));
}
