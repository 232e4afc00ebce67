import { describe, expect, test } from 'vitest';
import { PUBLIC } from '#core/actor.ts';
import { inCollective } from '#core/server/database.ts';
import { listGrants } from '#collectors/permissions.ts';
import { closeAccount, reopenAccount } from '#modules/accounts/server/accounts.ts';
import { endSessions } from '#modules/accounts/server/session.ts';
import { actorOfToken } from '#modules/api/index.ts';
import { listOpenTokens, listOwnTokens, makeToken } from '#modules/api/server/tokens.ts';
import { anAccount, asOperator, balise } from './stage.ts';

const made = (account: string, name = 'Site') =>
	asOperator((ctx) => makeToken(ctx, account, { name, days: 30, writes: [] }, []));

const opens = async (token: string) =>
	inCollective(await balise(), { actor: PUBLIC, mode: 'write' }, (ctx) =>
		actorOfToken(ctx, token, listGrants).then(({ actor }) => actor)
	);

describe('a token', () => {
	test('ends with the account that lent it, for good: opened again, it lends anew or not at all', async () => {
		const { id } = await anAccount('paule');
		const former = await made(id);
		expect((await opens(former)).account).toBe(id);
		await asOperator((ctx) => closeAccount(ctx, id));
		await expect(opens(former)).rejects.toThrow('fermé');
		expect((await asOperator((ctx) => listOwnTokens(ctx, id))).map((one) => one.state)).toEqual([
			'revoked'
		]);
		await asOperator((ctx) => reopenAccount(ctx, id));
		await expect(opens(former)).rejects.toThrow('l’a été depuis');
		expect(await asOperator((ctx) => listOpenTokens(ctx, id))).toEqual([]);
		expect((await opens(await made(id))).account).toBe(id);
	});

	test('goes on when the sessions of its owner end: it is named to them, who choose', async () => {
		const { id } = await anAccount('pauline');
		const token = await made(id, 'Tableau de bord');
		await asOperator((ctx) => endSessions(ctx, id));
		expect((await opens(token)).account).toBe(id);
		const [line] = await asOperator((ctx) => listOpenTokens(ctx, id));
		expect(line?.name).toBe('Tableau de bord');
	});
});
