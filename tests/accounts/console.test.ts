import { like } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { journal } from '#core/server/tables.ts';
import { readCommandLine } from '../../src/cli/options.ts';
import { userCommand } from '../../src/cli/commands/user.ts';
import { enterByLink } from '#modules/accounts/server/enter.ts';
import { listRecipients } from '#modules/accounts/server/upkeep.ts';
import { person } from '#modules/network/index.ts';
import { asOperator, aVisitor, balise, cameIn, mailsTo } from './stage.ts';

let written = '';
beforeEach(async () => {
	await balise();
	written = '';
	vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
		written += String(text);
		return true;
	});
});
afterEach(() => {
	vi.restoreAllMocks();
});

/** What `fanal user …` writes. */
async function user(...words: string[]): Promise<string> {
	written = '';
	await userCommand(readCommandLine(['user', ...words]));
	return written;
}

test('the operator opens an account, hands over a link that works, and the journal tells it', async () => {
	await asOperator((ctx) =>
		ctx.db.insert(person).values({ audience: 'public', code: 'ada-martin', firstName: 'Ada' })
	);
	await user('add', 'ada@example.org', 'Ada Martin', 'ada-martin');
	await user('admin', 'ada@example.org');
	const said = await user('link', 'ADA@example.org');
	const token = new URL(said.split('\n')[1] ?? '').searchParams.get('jeton') ?? '';
	expect((await enterByLink(await balise(), aVisitor(), token)).state).toBe('in');
	expect(await user('list')).toBe(
		'ada@example.org\tAda Martin\tannuaire : ada-martin, administre l’installation\n'
	);
	const told = await asOperator((ctx) =>
		ctx.db.select().from(journal).where(like(journal.event, 'account.%'))
	);
	expect(told.map((line) => line.event)).toEqual(
		expect.arrayContaining(['account.administratorGranted', 'account.linkPrinted'])
	);
	expect(told.find((line) => line.event === 'account.linkPrinted')?.actor).toBe('exploitation');
});

test('the operator invites, ends sessions, closes; what cannot be is said in French', async () => {
	await asOperator((ctx) =>
		ctx.db.insert(person).values({ audience: 'public', code: 'zoe', firstName: 'Zoé' })
	);
	await user('invite', 'zoe@example.org', 'zoe');
	expect(await mailsTo('zoe@example.org')).toHaveLength(1);
	await user('add', 'lou@example.org', 'Lou');
	await user('person', 'lou@example.org', 'zoe');
	await user('secours', 'lou@example.org');
	expect(await user('revoke', 'lou@example.org')).toContain('arrêtées');
	expect(await user('revoke', 'lou@example.org', 'fermer')).toContain('fermé');
	await expect(user('link', 'lou@example.org')).rejects.toThrow('fermé');
	await expect(user('link', 'personne@example.org')).rejects.toThrow('Aucun compte');
	await expect(user('add', 'x', 'X')).rejects.toThrow('pas complète');
	await expect(user('danser')).rejects.toThrow('n’existe pas');
});

test('only open accounts are written to', async () => {
	await user('add', 'mia@example.org', 'Mia');
	const visitor = await cameIn('mia@example.org');
	expect(visitor.headers.get('cookie')).toContain('session_token');
	const recipients = await asOperator(listRecipients);
	expect(recipients.map((one) => one.address)).toEqual(['ada@example.org', 'mia@example.org']);
	expect(recipients[0]?.person?.code).toBe('ada-martin');
});
