import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { webhookTable } from '#core/server/webhooks/tables.ts';
import { guestLink } from '#modules/access/server/tables.ts';
import { invitation } from '#modules/accounts/server/tables.ts';
import { apiToken } from '#modules/api/server/tables.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { person } from '#modules/network/index.ts';
import { startGuardedSite, type GuardedSite } from './guarded-site.ts';

let site: GuardedSite;
let cookie: string;

beforeAll(async () => {
	site = await startGuardedSite();
	cookie = await site.signIn('role-equipe');
});
afterAll(() => site.stop());

const asked = <T>(work: (ctx: Context) => Promise<T>): Promise<T> =>
	inCollective(site.collective, { actor: OPERATOR }, work);

/** All that these forms may make. */
const made = () =>
	asked(async ({ db }) => {
		const [links, tokens, webhooks, invitations, people, mails] = [
			await db.$count(guestLink),
			await db.$count(apiToken),
			await db.$count(webhookTable),
			await db.$count(invitation),
			await db.$count(person),
			await db.$count(mailTable)
		];
		return { links, tokens, webhooks, invitations, people, mails };
	});
type Made = Awaited<ReturnType<typeof made>>;

/** A form of the site: where it is, what somebody types, what it makes, and what its answer alone shows, if anything. */
interface Form {
	page: () => Promise<string>;
	action: string;
	typed: Record<string, string>;
	makes: Partial<Made>;
	shows: RegExp | null;
}

const FORMS: Record<string, Form> = {
	'that lends a link': {
		page: async () => {
			const [row] = await asked(({ db }) => db.select({ id: meeting.id }).from(meeting).limit(1));
			return `/liens/nouveau?sorte=meeting&fiche=${row?.id ?? ''}`;
		},
		action: '',
		typed: { guest: 'Mairie de Caudry', days: '30', asks: '', email: 'mairie@example.org' },
		makes: { links: 1, mails: 1 },
		shows: /\/lien\/[\w-]{43}/
	},
	'that makes a token': {
		page: () => Promise.resolve('/compte/jetons'),
		action: '?/faire',
		typed: { nom: 'Site du collectif', jours: '30' },
		makes: { tokens: 1 },
		shows: /fanal_[\w-]+_[\w-]{43}/
	},
	'that makes a webhook': {
		page: () => Promise.resolve('/webhooks'),
		action: '?/ajouter',
		typed: {
			nom: 'Tableur',
			adresse: 'https://tableur.invalid/',
			domaine: 'needs',
			acte: 'added',
			cercle: 'public'
		},
		makes: { webhooks: 1 },
		shows: /whsec_[\w+/]{43}=/
	},
	'that invites': {
		page: () => Promise.resolve('/comptes'),
		action: '?/inviter',
		typed: { courriel: 'bosco@example.org', personne: '', prenom: 'Bosco', nom: 'Lemaire' },
		makes: { invitations: 1, people: 1, mails: 1 },
		shows: null
	}
};

/** The fields that a page put in its form, which nobody types. */
async function hiddenFields(path: string, action: string): Promise<Record<string, string>> {
	const html = await (await fetch(site.url + path, { headers: { cookie } })).text();
	const start = action === '' ? html.indexOf('method="post"') : html.indexOf(`action="${action}"`);
	const form = html.slice(start, html.indexOf('</form>', start));
	return Object.fromEntries(
		[...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
			([, name = '', value = '']) => [name, value]
		)
	);
}

describe.each(Object.keys(FORMS))('the form %s', (name) => {
	const { page, action, typed, makes, shows } = FORMS[name] as Form; // one of its keys
	const send = async (path: string, fields: Record<string, string>) => {
		const there = new URL(path, site.url);
		const answer = await fetch(action === '' ? there : new URL(there.pathname + action, site.url), {
			method: 'POST',
			redirect: 'manual',
			headers: { origin: site.url, accept: 'text/html', cookie },
			body: new URLSearchParams(fields)
		});
		return { status: answer.status, text: await answer.text() };
	};

	test('pressed twice at once, then reloaded, makes one thing and tells the same', async () => {
		const path = await page();
		const before = await made();
		const fields = { ...(await hiddenFields(path, action)), ...typed };
		const answers = [...(await Promise.all([send(path, fields), send(path, fields)]))];
		answers.push(await send(path, fields));
		expect(answers.map((one) => one.status)).toEqual(shows ? [200, 200, 200] : [303, 303, 303]);
		if (shows) {
			const told = answers.map((one) => shows.exec(one.text)?.[0]);
			expect(told[0]).toBeDefined();
			expect(told).toEqual([told[0], told[0], told[0]]);
		}
		const after = await made();
		const more = Object.fromEntries(
			Object.entries(after)
				.map(([what, number]) => [what, number - before[what as keyof Made]] as const)
				.filter(([, number]) => number !== 0)
		);
		expect(more).toEqual(makes);
		expect(site.said()).toBe('');
	});

	test('without what tells it apart says so and makes nothing', async () => {
		const path = await page();
		const before = await made();
		const { once = '', ...others } = await hiddenFields(path, action);
		expect(once).not.toBe('');
		const without = await send(path, { ...others, ...typed });
		expect(without.status).toBe(422);
		expect(without.text).toContain('formulaire est incomplet');
		expect(await made()).toEqual(before);
	});
});
