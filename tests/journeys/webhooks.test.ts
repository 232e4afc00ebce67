import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSigned, startReceiver, type Receiver } from '../webhooks/receiver.ts';
import { startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { until } from '../setup/patience.ts';

let site: GuardedSite;
let receiver: Receiver;
let team: Knocker;

beforeAll(async () => {
	process.env['FANAL_WEBHOOKS_PRIVATE'] = 'localhost';
	[site, receiver] = await Promise.all([startGuardedSite(), startReceiver()]);
	const found = site.knockers.find((one) => one.name === 'role-equipe');
	if (!found) throw new Error('nobody is of the team');
	team = found;
});
afterAll(async () => {
	await Promise.all([site.stop(), receiver.close()]);
	delete process.env['FANAL_WEBHOOKS_PRIVATE'];
});

async function ask(path: string, form?: [string, string][]): Promise<string> {
	const answer = await fetch(site.url + path, {
		method: form ? 'POST' : 'GET',
		headers: { cookie: team.cookie, origin: site.url, accept: 'text/html' },
		...(form ? { body: new URLSearchParams(form) } : {})
	});
	return answer.text();
}

/** A program adds a need that everybody may read: a webhook of the public circle hears of no other. */
async function addNeed(title: string): Promise<string> {
	const answer = await fetch(`${site.url}/api/v1/besoins`, {
		method: 'POST',
		headers: { authorization: `Bearer ${String(team.token)}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			intitule: title,
			sens: 'besoin',
			theme: 'connaitre',
			voix: 'adherent',
			etat: 'entendu',
			organisations: ['staj'],
			audience: 'public'
		})
	});
	const { lien } = (await answer.json()) as { lien: string }; // the API answers records
	return lien;
}

const shown = (path: string, words: string) =>
	until(async () => {
		expect(await ask(path)).toContain(words);
	});

test('the team makes a webhook, a need is written, the other program is told and reads it', async () => {
	const [, once = ''] = /name="once" value="([^"]+)"/.exec(await ask('/webhooks')) ?? [];
	const made = await ask('/webhooks?/ajouter', [
		['once', once],
		['nom', 'Site de la commune'],
		['adresse', receiver.url],
		['domaine', 'needs'],
		['acte', 'added'],
		['cercle', 'public']
	]);
	const [secret = ''] = /whsec_[A-Za-z0-9+/=]+/.exec(made) ?? [];
	const [path = ''] = /\/webhooks\/[0-9a-f-]{36}(?=">Voir ce webhook)/.exec(made) ?? [];
	expect(await ask(path)).toContain('Aucun message.');
	expect(await ask('/webhooks')).not.toContain(secret);

	receiver.behaviours.push({ status: 500, answer: 'Base fermée' }, { status: 200 });
	const link = await addNeed('Un broyeur à végétaux');
	await shown(path, 'Base fermée');
	await shown(path, 'Le message est reçu.');
	expect(receiver.taken.map((one) => one.headers['webhook-id'])).toEqual(
		Array.from({ length: 2 }, () => receiver.taken[0]?.headers['webhook-id'])
	);
	const [first] = receiver.taken;
	if (!first) throw new Error('nothing came');
	expect(isSigned(first, secret)).toBe(true);
	const { type, data } = JSON.parse(first.body) as { type: string; data: { lien: string } }; // as described
	expect(type).toBe('besoins.ajout');
	expect(data.lien).toBe(site.url + link);
	expect(await (await fetch(data.lien)).json()).toMatchObject({
		intitule: 'Un broyeur à végétaux'
	});

	const message = String(first.headers['webhook-id']);
	await ask(`${path}?/renvoyer`, [['message', message]]);
	await until(() => {
		expect(receiver.taken).toHaveLength(3);
	});
	await ask(`${path}?/arreter`, []);
	await addNeed('Un deuxième broyeur');
	expect(await ask(path)).toContain('Arrêté à la demande.');
	expect(receiver.taken).toHaveLength(3);
	expect(site.said()).toBe('');
});
