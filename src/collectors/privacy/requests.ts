import type { Context } from '#core/server/context.ts';
import { authorise } from '#core/server/permissions.ts';
import {
	answerRequest,
	getRequest,
	listRequests,
	receiveRequest,
	requestsOf,
	type RightRequest
} from '#core/server/privacy/requests.ts';
import { partialDate, type PartialDate } from '#core/partial-date.ts';
import { requestStates, rights } from '#core/rights.ts';
import { labelOf } from '#core/vocabulary.ts';
import { ownData, type ToldPurpose } from './own-data.ts';
import { textsNaming, type OwnTexts } from './own-texts.ts';
import { knownById, knownByCode, soughtOf, type Known } from './subject.ts';

const MANAGE = 'privacy.manage';
/** Rows of a table that the page shows; the files hold them all. */
const SHOWN = 12;
const ALL = 10_000;

export interface RequestLine {
	id: string;
	right: string;
	name: string;
	words: string | null;
	identity: string;
	receivedAt: Date;
	receivedBy: string;
	dueOn: PartialDate;
	isLate: boolean;
	state: string;
	isOpen: boolean;
	answer: string | null;
	answeredAt: Date | null;
	answeredBy: string | null;
}

/** What the page « Mes données » shows to who signed in. */
export async function ownPage(ctx: Context) {
	return pageOf(ctx, await soughtOf(ctx, ctx.actor), true);
}

/** The same on somebody of the directory, for the team who acts on their behalf. */
export async function behalfPage(ctx: Context, code: string) {
	authorise(ctx, MANAGE);
	return pageOf(ctx, await knownByCode(ctx, code), false);
}

async function pageOf(ctx: Context, known: Known, isOwn: boolean) {
	return {
		name: known.name,
		personId: known.subject.personId,
		code: known.subject.code,
		homonyms: known.homonyms,
		purposes: await ownData(ctx, known, { limit: SHOWN, isOwn }),
		texts: await textsNaming(ctx, known),
		requests: (await requestsOf(ctx, known.subject)).map((one) => lineOf(ctx, one))
	};
}

/** Everything on who signed in, or on somebody of the directory for the team. */
export async function wholeData(
	ctx: Context,
	code: string | null
): Promise<{ name: string; purposes: ToldPurpose[]; texts: OwnTexts; isOwn: boolean }> {
	if (code !== null) authorise(ctx, MANAGE);
	const known = code === null ? await soughtOf(ctx, ctx.actor) : await knownByCode(ctx, code);
	return {
		name: known.name,
		purposes: await ownData(ctx, known, { limit: ALL, isOwn: code === null }),
		texts: await textsNaming(ctx, known),
		isOwn: code === null
	};
}

/** Somebody asks for one of their rights, from their own account: who they are is shown by it. */
export async function askRight(
	ctx: Context,
	asked: { right: string; words: string }
): Promise<void> {
	const known = await soughtOf(ctx, ctx.actor);
	await receiveRequest(ctx, known.subject, {
		...asked,
		identity: 'Entrée par son compte',
		name: known.name,
		address: known.subject.addresses[0] ?? null
	});
}

/** The team writes down what somebody asked by another way. */
export async function askRightFor(
	ctx: Context,
	code: string,
	asked: { right: string; words: string; identity: string; address: string }
): Promise<void> {
	authorise(ctx, MANAGE);
	const known = await knownByCode(ctx, code);
	await receiveRequest(ctx, known.subject, {
		...asked,
		name: known.name,
		address: asked.address.trim() || (known.subject.addresses[0] ?? null)
	});
}

/** All requests, for the team. */
export async function requestsPage(ctx: Context) {
	authorise(ctx, MANAGE);
	const { waiting, answered } = await listRequests(ctx);
	return {
		waiting: waiting.map((one) => lineOf(ctx, one)),
		answered: answered.map((one) => lineOf(ctx, one))
	};
}

/** One request, and the person of the directory it is about. */
export async function requestPage(ctx: Context, id: string) {
	authorise(ctx, MANAGE);
	const request = await getRequest(ctx, id);
	const person = request.personId ? await codeOf(ctx, request.personId) : null;
	return {
		request: lineOf(ctx, request),
		person,
		isErasure: request.right === 'erasure',
		address: request.address
	};
}

async function codeOf(ctx: Context, id: string): Promise<string | null> {
	const known = await knownById(ctx, id).catch(() => null); // the person has left the directory since
	return known?.subject.code ?? null;
}

/** Answers a request, for the team. */
export async function answerRightRequest(
	ctx: Context,
	id: string,
	given: { state: string; answer: string }
): Promise<void> {
	authorise(ctx, MANAGE);
	await answerRequest(ctx, id, given);
}

function lineOf(ctx: Context, one: RightRequest): RequestLine {
	return {
		id: one.id,
		right: labelOf(rights, one.right),
		name: one.name,
		words: one.words,
		identity: one.identity,
		receivedAt: one.receivedAt,
		receivedBy: one.receivedBy,
		dueOn: partialDate(one.dueOn),
		isLate: one.state === 'received' && one.dueOn < ctx.today,
		state: labelOf(requestStates, one.state),
		isOpen: one.state === 'received',
		answer: one.answer,
		answeredAt: one.answeredAt,
		answeredBy: one.answeredBy
	};
}
