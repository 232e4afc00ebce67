import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATOR, PUBLIC, type Actor } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';
import { closePools, inCollective } from '#core/server/database.ts';
import { actorOfPerson } from '#collectors/holders.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import {
	createAccount,
	getAccount,
	getPersonByCode,
	invite,
	setAdministrator
} from '#modules/accounts/index.ts';
import { writableModules } from '#collectors/api/resources.ts';
import { addWebhook } from '#modules/webhooks/server/webhooks.ts';
import { makeToken } from '#modules/api/server/tokens.ts';
import { mintToken } from '#modules/accounts/server/links.ts';
import { createFilledDatabase } from '../setup/database.ts';
import {
	CANARIES,
	guardedFolder,
	NAMED_PERSON,
	type Canary,
	type RoleHolder
} from '../world/canaries.ts';
import { listGrants } from '#collectors/permissions.ts';
import { freePort, untilSaid, type Site } from './site.ts';

/** Somebody at the door: who the policy says they are, and the cookie of their session. */
export interface Knocker {
	name: string;
	actor: Actor;
	cookie: string;
	/** What programs show in the place of the cookie; none for the public. */
	token: string | null;
}

export interface GuardedSite extends Site {
	collective: Collective;
	canaries: readonly Canary[];
	/** The public, and one person signed in per role. */
	knockers: Knocker[];
	/** All that the running program has printed, refusals apart: nothing, as long as nothing breaks. */
	said: () => string;
	/** What it printed of who was refused what. */
	refusals: () => Record<string, unknown>[];
	/** A further session of one of them, for what ends it. */
	signIn: (name: string) => Promise<string>;
}

const line = (code: string, organisation: string, held: string, until = '') => ({
	personne: code,
	organisation,
	fonction: held,
	au: until
});
const inGroup = (code: string, group: string, held: string) => ({
	groupe: group,
	personne: code,
	role: held
});

/** One person per role; `role-fini` had all of them until yesterday, at the latest. */
const HOLDERS: RoleHolder[] = [
	{ code: 'role-sans', files: {} },
	{ code: NAMED_PERSON, files: {} },
	{ code: 'role-administration', files: {} },
	holder('role-equipe', 'salarie'),
	holder('role-bureau', 'bureau'),
	holder('role-conseil', 'administration'),
	holder('role-suivi', 'suivi-confidentiel'),
	holder('role-representant', 'representation', 'la-maison-du-velo'),
	holder('role-partenaire', 'direction', 'france-travail'),
	{
		code: 'role-pilote',
		files: { 'groupes-participants.csv': [inGroup('role-pilote', 'gt5', 'pilote')] }
	},
	{
		code: 'role-participant',
		files: { 'groupes-participants.csv': [inGroup('role-participant', 'gt6', 'membre')] }
	},
	{
		code: 'role-fini',
		files: {
			'roles.csv': ['salarie', 'bureau', 'administration'].map((held) =>
				line('role-fini', 'phare', held, '2024-06-30')
			)
		}
	}
];

/** Whoever knocks at the doors, by name. */
export const KNOCKER_NAMES = ['public', ...HOLDERS.map(({ code }) => code)];

/**
 * Those who read by different rules: everybody, who holds no role, a person named among readers, the team, the bureau, a member, a pilot
 * of a group, somebody from outside. A walk through links, which costs the most for each reader, goes as these alone; every door and
 * every record kept to few is tried as all of them.
 */
export const APART = [
	'public',
	'role-sans',
	NAMED_PERSON,
	'role-equipe',
	'role-bureau',
	'role-representant',
	'role-pilote',
	'role-partenaire'
];

function holder(code: string, held: string, organisation = 'phare'): RoleHolder {
	return { code, files: { 'roles.csv': [line(code, organisation, held)] } };
}

/** The demonstration served as `npm start` does, with records kept to each audience and somebody signed in for each role. */
export async function startGuardedSite(): Promise<GuardedSite> {
	const database = await createFilledDatabase('guarded', fill);
	const home = mkdtempSync(join(tmpdir(), 'fanal-guarded-home-'));
	const port = await freePort();
	const url = `http://127.0.0.1:${String(port)}`;
	Object.assign(process.env, { DATABASE_URL: database.url, FANAL_SECRET: 'x'.repeat(43) });
	const collective = await findCollective();
	if (!collective) throw new Error('the folder was not imported');
	const child = spawn(process.execPath, ['build/server/cli.js', 'serve'], {
		env: {
			...process.env,
			FANAL_HOME: home,
			PORT: String(port),
			HOST: '127.0.0.1',
			PUBLIC_URL: url,
			NODE_ENV: 'production'
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	await untilSaid(child, 'Fanal répond');
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (piece: string) => (said += piece));
	const printed = (isRefusal: boolean) =>
		said
			.split('\n')
			.filter((line) => line && line.startsWith('{"event":"access.refused"') === isRefusal);
	const signIn = (code: string) => sessionOf(collective, url, code);
	return {
		url,
		collective,
		canaries: CANARIES,
		said: () => printed(false).join('\n'),
		refusals: () => printed(true).map((line) => JSON.parse(line) as Record<string, unknown>), // one object per line
		knockers: await knockersOf(collective, signIn),
		signIn,
		stop: async () => {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGINT');
			await ended;
			await closePools();
			await database.drop();
			rmSync(home, { recursive: true, force: true });
		}
	};
}

async function fill(database: string): Promise<void> {
	Object.assign(process.env, { DATABASE_URL: database, FANAL_SECRET: 'x'.repeat(43) });
	const { folder } = guardedFolder(HOLDERS);
	const { refusals } = await importFolder(folder);
	rmSync(folder, { recursive: true, force: true });
	if (refusals.length > 0) throw new Error(JSON.stringify(refusals.slice(0, 5)));
	const collective = await findCollective();
	if (!collective) throw new Error('the folder was not imported');
	await inCollective(collective, { actor: OPERATOR, mode: 'write' }, async (ctx) => {
		for (const { code } of HOLDERS) {
			const { id } = await getPersonByCode(ctx, code);
			await createAccount(ctx, { email: addressOf(code), name: code, personId: id });
		}
		const { id } = await getAccount(ctx, addressOf('role-administration'));
		await setAdministrator(ctx, id, true);
		// A webhook to a name that leads nowhere (RFC 6761).
		const webhook = { name: 'Site', address: 'https://site.invalid/', circle: 'team' };
		await addWebhook(ctx, { ...webhook, modules: ['needs'], acts: ['added'] }, ['needs']);
		// A mail to be read on the page of mails.
		await invite(ctx, { email: addressOf('lou'), personCode: 'gerard-dechy' }, listGrants);
	});
	await closePools();
}

async function knockersOf(
	collective: Collective,
	signIn: (code: string) => Promise<string>
): Promise<Knocker[]> {
	const knockers: Knocker[] = [{ name: 'public', actor: PUBLIC, cookie: '', token: null }];
	for (const { code } of HOLDERS)
		knockers.push({
			name: code,
			actor: await inCollective(collective, { actor: PUBLIC }, (ctx) => actorOfPerson(ctx, code)),
			cookie: await signIn(code),
			token: await tokenOf(collective, code)
		});
	return knockers;
}

/** A token that may write wherever its person may. */
function tokenOf(collective: Collective, code: string): Promise<string> {
	const modules = writableModules().map(({ id }) => id);
	return inCollective(collective, { actor: OPERATOR, mode: 'write' }, async (ctx) => {
		const { id } = await getAccount(ctx, addressOf(code));
		return makeToken(ctx, id, { name: code, days: 30, writes: modules }, modules);
	});
}

/** The cookies of somebody who has just come in by a mailed link. */
async function sessionOf(collective: Collective, url: string, code: string): Promise<string> {
	const jeton = await mintToken(collective, url, addressOf(code));
	const answer = await fetch(`${url}/connexion/lien`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: url, accept: 'text/html' },
		body: new URLSearchParams({ jeton })
	});
	if (answer.status !== 303) throw new Error(`${code} could not come in: ${await answer.text()}`);
	return answer.headers
		.getSetCookie()
		.map((one) => one.split(';')[0])
		.join('; ');
}

function addressOf(code: string): string {
	return `${code}@example.org`;
}
