import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { OPERATOR } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import type { Audience } from '#core/vocabulary.ts';
import { inCollective } from '#core/server/database.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { unsubscribePath } from '#core/server/mail/unsubscribe.ts';
import { receiveRequest } from '#core/server/privacy/requests.ts';
import { storedRows } from '#core/server/records.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { mark } from '#core/server/signed.ts';
import { webhookTable } from '#core/server/webhooks/tables.ts';
import { guestLink } from '#modules/access/server/tables.ts';
import { guestLinkPath, tokenOf } from '#modules/access/token.ts';
import { getAccount } from '#modules/accounts/index.ts';
import { session } from '#modules/accounts/server/tables.ts';
import { kinds } from '#modules/all.ts';
import type { GuardedSite } from './guarded-site.ts';

/** A record, by its identifier and its code. */
interface Found {
	id: string;
	code: string;
}

/**
 * An address of each route that has parameters, or wants a query, of something that is there. A new route is added here, with the address of a record of
 * the demonstration; the walk names the route that is missing.
 */
export async function sampleAddresses(site: GuardedSite): Promise<Map<string, string>> {
	const { collective } = site;
	return inCollective(collective, { actor: OPERATOR, mode: 'write' }, async (ctx) => {
		const [need, other, staff, support] = [
			await found(ctx, 'need'),
			await found(ctx, 'need', 1),
			await found(ctx, 'sharedPost'),
			await found(ctx, 'support')
		];
		const kept = await found(ctx, 'need', 0, 'team');
		const { team, lent, request, letter, hook, changed, address, lentRecord } = await made(ctx);
		return new Map([
			['/acces/[kind]/[id]', `/acces/need/${need.id}`],
			['/ajouter/[kind]', '/ajouter/need'],
			['/api/v1/recherche', '/api/v1/recherche?q=mobilite'],
			['/api/v1/[ressource]', '/api/v1/besoins'],
			['/api/v1/[ressource]/[fiche]', `/api/v1/besoins/${need.code}`],
			['/api/v1/chiffres/[metrique]', '/api/v1/chiffres/network.members'],
			['/api/v1/rapports/[annee]', '/api/v1/rapports/2023'],
			['/archiver/[kind]/[id]', `/archiver/need/${other.id}`],
			['/ateliers/[code]', '/ateliers/atelier-theatre'],
			['/besoins/[code]', `/besoins/${need.code}`],
			['/chiffres/[metrique]', '/chiffres/network.members'],
			['/chiffres/[metrique]/lignes.csv', '/chiffres/network.members/lignes.csv'],
			['/compte/adresse/[jeton]', address],
			['/courriels/[id]', `/courriels/${letter}`],
			['/desabonnement/[jeton]', unsubscribePath(collective.code, { account: team, list: 'all' })],
			['/documents/[code]', '/documents/statuts'],
			['/documents/[code]/fichier', '/documents/canariequipe0/fichier'],
			['/donnees-personnelles/[traitement]', REGISTER],
			['/donnees-personnelles/demandes/[id]', `/donnees-personnelles/demandes/${request}`],
			['/doutes/[doute]', '/doutes/groups.same-number'],
			['/exports/[kind].csv', '/exports/need.csv'],
			['/exports/[kind].xlsx', '/exports/need.xlsx'],
			['/groupes/[code]', '/groupes/gt5'],
			['/historique/[kind]/[id]', `/historique/need/${need.id}`],
			['/lien/[jeton]', lent],
			['/lien/[jeton]/fichier', `${lent}/fichier`],
			['/liens/nouveau', `/liens/nouveau?sorte=questionnaire&fiche=${lentRecord.id}`],
			['/mesures/[code]', '/mesures/abonnes-linkedin'],
			['/modifier/[kind]/[id]', `/modifier/need/${need.id}`],
			['/mutualisation/accompagnements/[code]', `/mutualisation/accompagnements/${support.code}`],
			['/mutualisation/postes/[code]', `/mutualisation/postes/${staff.code}`],
			['/organisations/[code]', '/organisations/la-maison-du-velo'],
			['/personnes/[code]', '/personnes/eric-veron'],
			['/personnes/[code]/donnees', '/personnes/eric-veron/donnees'],
			['/personnes/[code]/donnees/donnees.html', '/personnes/eric-veron/donnees/donnees.html'],
			['/personnes/[code]/donnees/donnees.json', '/personnes/eric-veron/donnees/donnees.json'],
			['/personnes/[code]/effacer', '/personnes/eric-veron/effacer'],
			['/projets/[code]', '/projets/solimob'],
			['/publier/[kind]/[id]', `/publier/need/${kept.id}`],
			['/questionnaires/[code]', '/questionnaires/horaires'],
			['/questionnaires/[code]/repondre', '/questionnaires/horaires/repondre'],
			['/questionnaires/[code]/reponses', '/questionnaires/horaires/reponses'],
			['/rapports/[annee]', '/rapports/2023'],
			['/rapports/[annee]/[chapitre]', '/rapports/2023/membres'],
			['/rapports/[annee]/attente/[format]', '/rapports/2023/attente/md'],
			['/rapports/[annee]/fichier/[format]', '/rapports/2023/fichier/md'],
			['/retirer/[kind]/[id]', `/retirer/need/${other.id}`],
			['/reunions/[code]', '/reunions/2023-04-06-copil'],
			['/reunions/[code]/presences', '/reunions/2023-04-06-copil/presences'],
			['/tenir/[kind]/[id]', `/tenir/need/${need.id}`],
			['/territoire/[siren]', '/territoire/245901160'],
			['/visites/[code]', '/visites/2023-10-espoir'],
			['/webhooks/[id]', `/webhooks/${hook}`],
			['/webhooks/[id]/modifier', `/webhooks/${changed}/modifier`]
		]);
	});
}

const REGISTER =
	'/donnees-personnelles/network-tenir-l-annuaire-des-structures-membres-et-partenaires';

/** What the demonstration does not hold by itself: a link lent, a request, a letter, a new address to be confirmed. */
async function made(ctx: Context) {
	const { id: team, email } = await getAccount(ctx, 'role-equipe@example.org');
	const soon = new Date(ctx.now.getTime() + 86_400_000);
	const lentRecord = await found(ctx, 'questionnaire');
	const lent = {
		guest: 'Mairie',
		lentBy: 'L’équipe',
		account: team,
		lentAt: ctx.now,
		expiresAt: soon
	};
	const [link] = await ctx.db
		.insert(guestLink)
		.values({ kind: 'questionnaire', recordId: lentRecord.id, ...lent })
		.returning();
	const who = { personId: null, code: null, accounts: [team], addresses: [email], names: [] };
	const request = await receiveRequest(ctx, who, {
		right: 'acces',
		name: 'Rôle',
		address: email,
		words: '',
		identity: 'connue de l’équipe'
	});
	const [letter] = await ctx.db.select({ id: mailTable.id }).from(mailTable).limit(1);
	const [hook] = await ctx.db.select().from(webhookTable).limit(1);
	if (!hook) throw new Error('the guarded site has no webhook');
	// The first one is removed by its own page.
	const [changed] = await ctx.db
		.insert(webhookTable)
		.values({ ...hook, id: uuidv7(), name: 'Autre' })
		.returning();
	const moving = await getAccount(ctx, 'role-participant@example.org');
	const [opened] = await ctx.db
		.insert(session)
		.values({ id: uuidv7(), userId: moving.id, token: uuidv7(), expiresAt: soon })
		.returning({ id: session.id });
	const asked = {
		account: moving.id,
		session: opened?.id ?? '',
		from: moving.email,
		to: 'nouvelle@example.org',
		until: soon.getTime()
	};
	const text = Buffer.from(JSON.stringify(asked)).toString('base64url');
	return {
		team,
		lent: guestLinkPath(tokenOf(ctx.collective.code, link?.id ?? '')),
		request,
		letter: letter?.id ?? '',
		hook: hook.id,
		changed: changed?.id ?? '',
		lentRecord,
		address: `/compte/adresse/${text}.${mark('new-address', ctx.collective.code, text)}`
	};
}

/** The nth record of a kind that an audience reads, by code. */
async function found(
	ctx: Context,
	name: string,
	nth = 0,
	audience: Audience = 'public'
): Promise<Found> {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) throw new Error(`no kind is called ${name}`);
	const column = columnsOf(kind.table)['audience'];
	const rows = await storedRows(ctx, kind, column && eq(column, audience));
	const sorted = rows
		.map((row) => ({ id: String(row['id']), code: String(row['code']) }))
		.sort((a, b) => (a.code < b.code ? -1 : 1));
	const one = sorted[nth];
	if (!one) throw new Error(`the demonstration has no ${name} number ${String(nth)}`);
	return one;
}
