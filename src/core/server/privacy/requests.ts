import { and, asc, desc, eq, or } from 'drizzle-orm';
import { absent, Refused } from '../../errors.ts';
import { isRecordId } from '../../ids.ts';
import { answerDueOn, requestStates, rights, type RequestState, type Right } from '../../rights.ts';
import { fromWord } from '../../vocabulary.ts';
import type { Context } from '../context.ts';
import { record } from '../journal.ts';
import { queueMail } from '../mail.ts';
import type { Subject } from './declared.ts';
import { FAREWELL } from './farewell.ts';
import { rightRequest } from './tables.ts';

export type RightRequest = typeof rightRequest.$inferSelect;

const LONGEST = 2000;

/** What is asked, and how the team made sure of who asks. */
export interface Asked {
	/** Word of the list of rights. */
	right: string;
	words: string;
	identity: string;
	name: string;
	address: string | null;
}

/**
 * Writes down a request on one’s data, to be answered within a month. Refuses (422) an unknown right or an overlong text; the same
 * right asked again while the first waits is the first.
 */
export async function receiveRequest(ctx: Context, who: Subject, asked: Asked): Promise<string> {
	const right = fromWord(rights, asked.right);
	if (!right) throw invalid('droit', 'Choisissez dans la liste ce que vous demandez.');
	if (asked.words.length > LONGEST)
		throw invalid('precisions', `Ce texte est trop long : ${String(LONGEST)} caractères au plus.`);
	if (asked.identity.trim() === '')
		throw invalid('identite', 'Dites comment vous avez vérifié qui demande.');
	const waiting = (await requestsOf(ctx, who)).find(
		(one) => one.right === right && one.state === 'received'
	);
	if (waiting) return waiting.id;
	const [row] = await ctx.db
		.insert(rightRequest)
		.values({
			right,
			personId: who.personId,
			account: who.accounts[0] ?? null,
			name: asked.name,
			address: asked.address,
			words: asked.words.trim() || null,
			receivedBy: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name,
			identity: asked.identity.trim(),
			receivedAt: ctx.now,
			dueOn: answerDueOn(ctx.today),
			state: 'received'
		})
		.returning({ id: rightRequest.id });
	if (!row) throw new Error('the request was just written and is not there');
	await record(ctx, [{ event: 'privacy.asked', data: { request: row.id, right } }]);
	return row.id;
}

/** Requests of somebody, the last one first. */
export async function requestsOf(ctx: Context, who: Subject): Promise<RightRequest[]> {
	const { personId, accounts } = who;
	const ways = [
		...(personId ? [eq(rightRequest.personId, personId)] : []),
		...accounts.map((account) => eq(rightRequest.account, account))
	];
	if (ways.length === 0) return [];
	return ctx.db
		.select()
		.from(rightRequest)
		.where(or(...ways))
		.orderBy(desc(rightRequest.receivedAt));
}

/** All requests: those that wait, the most pressing first, then those that were answered, the last first. */
export async function listRequests(
	ctx: Context
): Promise<{ waiting: RightRequest[]; answered: RightRequest[] }> {
	const waiting = await ctx.db
		.select()
		.from(rightRequest)
		.where(eq(rightRequest.state, 'received'))
		.orderBy(asc(rightRequest.dueOn), asc(rightRequest.receivedAt));
	const answered = await ctx.db
		.select()
		.from(rightRequest)
		.orderBy(desc(rightRequest.answeredAt))
		.limit(200);
	return { waiting, answered: answered.filter((one) => one.state !== 'received') };
}

/** A request. Refuses (404) one that does not exist. */
export async function getRequest(ctx: Context, id: string): Promise<RightRequest> {
	const [row] = isRecordId(id)
		? await ctx.db.select().from(rightRequest).where(eq(rightRequest.id, id))
		: [];
	if (!row) throw absent('Cette demande n’existe pas.');
	return row;
}

/** Answers a request by mail, with the reason (GDPR, article 12.4). Refuses (422) without a reason, or a second answer. */
export async function answerRequest(
	ctx: Context,
	id: string,
	given: { state: string; answer: string }
): Promise<void> {
	const request = await getRequest(ctx, id);
	const state = fromWord(requestStates, given.state);
	if (!state || state === 'received') throw invalid('suite', 'Choisissez la suite donnée.');
	const answer = given.answer.trim();
	if (answer === '')
		throw invalid('reponse', 'Écrivez la réponse et sa raison : la personne la recevra.');
	if (answer.length > LONGEST)
		throw invalid('reponse', `Ce texte est trop long : ${String(LONGEST)} caractères au plus.`);
	const written = await ctx.db
		.update(rightRequest)
		.set({
			state,
			answer,
			answeredAt: ctx.now,
			answeredBy: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name
		})
		.where(and(eq(rightRequest.id, id), eq(rightRequest.state, 'received')))
		.returning({ id: rightRequest.id });
	if (written.length === 0) throw invalid('suite', 'Cette demande a déjà sa réponse.');
	await record(ctx, [{ event: 'privacy.answered', data: { request: id, state } }]);
	await mailAnswer(ctx, request, state, answer);
}

async function mailAnswer(
	ctx: Context,
	request: RightRequest,
	state: RequestState,
	answer: string
): Promise<void> {
	if (!request.address) return;
	const isErasure = request.right === 'erasure' && state !== 'refused';
	await queueMail(ctx, {
		to: {
			address: request.address,
			name: request.name,
			...(request.personId && !isErasure ? { personId: request.personId } : {}),
			...(request.account && !isErasure ? { account: request.account } : {})
		},
		subject: 'Votre demande sur vos données personnelles',
		text: [
			'Bonjour,',
			`Vous avez demandé : ${labelOfRight(request.right)}. Suite donnée : ${requestStates[state].label.toLocaleLowerCase('fr')}.`,
			answer,
			'Si cette réponse ne vous convient pas, vous pouvez écrire à la CNIL (cnil.fr/plaintes) ou saisir le juge.'
		],
		action: { label: 'Lire le registre des données', path: '/donnees-personnelles' },
		category: 'notice',
		dedupeKey: isErasure ? `${FAREWELL}${request.id}` : `privacy-answer:${request.id}`
	});
}

function labelOfRight(right: Right): string {
	const { label } = rights[right];
	return label.charAt(0).toLocaleLowerCase('fr') + label.slice(1);
}

function invalid(field: string, message: string): Refused {
	return new Refused('invalid', [{ code: 'privacy-request', field, message }]);
}
