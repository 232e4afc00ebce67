import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ResolveOptions } from '@sveltejs/kit/hooks';
import { decide, PUBLIC, type Actor, type PersonActor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { FILE_LIMIT, formatSize } from '#core/files.ts';
import { civilDay, readClock } from '#core/server/clock.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { isDatabaseLost, LOST_DATABASE } from '#core/server/lost-database.ts';
import { findStop } from '#core/server/mail/stops.ts';
import { Kept, type Revised } from '#core/server/revision.ts';
import { traceOf } from '#core/server/trace.ts';
import { actorOfPerson, seenBy } from '#collectors/holders.ts';
import { noteWhatWasTold, watchedReads } from '#collectors/privacy/openings.ts';
import { eyesOf } from '#web/see-as.ts';
import { decideDoor, isPage } from '#web/doors.ts';
import { finishForms, isOwner, ownerOf } from '#web/form-owner.ts';
import { holdSigns } from '#web/held-signs.ts';
import { noteRefusal } from '#web/refused-access.ts';
import { refuse, type Refusal } from '#web/refusal.ts';
import { readSent, TEXT_LIMIT, type SentForm } from '#web/sent-form.ts';
import { cookieSecret } from '#core/server/secret.ts';
import { hostCookie } from '#web/host-cookie.ts';
import { demonstratedBy, SESSION_COOKIE } from '#web/session.ts';
import { keptAnswer } from '#web/kept-answers.ts';
import { problem } from '#web/problem.ts';
import { answerProgram, isForPrograms, type WhoseToken } from '#web/api-door.ts';
import { actorOfToken, noteUse } from '#modules/api/index.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import { listGrants } from '#collectors/permissions.ts';
import { actorOf, demonstrationActor, keptSession } from '#modules/accounts/index.ts';
import '#collectors/search.ts';
import '#collectors/webhooks/tell.ts';

const READING = ['GET', 'HEAD', 'OPTIONS'];
/** A database that ends a connection is back within seconds. */
const RETRY_SECONDS = 10;
const TOO_LONG =
	'Ce que vous envoyez est trop long : 512 Ko au plus. Revenez en arrière : votre texte y est encore. Raccourcissez-le, ou envoyez-le en plusieurs fois.';
/** The page that tells a refusal: when the frame fails there too, nothing of the site can be shown. */
const REFUSAL = '/refus';
const FORMS_WITH_FILES = ['/ajouter/[kind]', '/modifier/[kind]/[id]'];

/** Session → actor → door of the route; what is behind a door stays filtered by the policy, record by record. */
export const handle: Handle = async (asked) => {
	try {
		return await answerRequest(asked);
	} catch (failure) {
		// People are answered by `handleError`; programs in their own words.
		if (!isDatabaseLost(failure) || !isForPrograms(asked.event.url.pathname)) throw failure;
		return problem('base-absente', LOST_DATABASE, {
			headers: { 'retry-after': String(RETRY_SECONDS) }
		});
	}
};

const answerRequest: Handle = async ({ event, resolve }) => {
	// No address of ours holds it, and the database has no place for it.
	event.locals.signedIn = null;
	event.locals.actor = PUBLIC;
	if (event.url.href.includes('%00'))
		return refuse(event, { status: 400, because: 'Cette adresse est mal écrite.' });
	const collective = await findCollective();
	event.locals.collective = collective;
	if (READING.includes(event.request.method)) event.locals.at = collective?.revision;
	if (isForPrograms(event.url.pathname)) {
		const answer = await answerProgram(event, whoseToken, () => resolve(event));
		await noteReading(event, answer);
		noteRefusal(event, answer.status);
		return answer;
	}
	const tooLong = tooLongToRead(event);
	if (tooLong) return refuse(event, tooLong);
	if (collective) event.locals.actor = await whoActs(event, collective);
	event.locals.actor = await throughOtherEyes(event);
	const response = await keptAnswer(event, () =>
		answer(event, (options) => resolve(event, options))
	);
	await noteReading(event, response);
	noteRefusal(event, response.status);
	return keptByNobody(response, event.locals);
};

/**
 * The page, or the refusal: of a shut door, of a form drawn for somebody else, of what the page itself refuses. Who has sent a form is
 * given it back with the refusal.
 */
async function answer(
	event: RequestEvent,
	resolve: (options: ResolveOptions) => Promise<Response>
): Promise<Response> {
	const { locals, request, route } = event;
	const door = route.id ? await decideDoor(locals.actor, route.id, request.method) : undefined;
	const isOpen = door?.allowed !== false;
	const sent = READING.includes(request.method)
		? null
		: await readSent(isOpen ? request.clone() : request);
	if (sent === 'too many')
		return refuse(event, {
			status: 413,
			because: 'Ce formulaire a plus de champs qu’aucun n’en a.'
		});
	const others = sent && writtenByAnother(sent, locals);
	if (others) return refuse(event, others, sent);
	if (!isOpen) return refuse(event, { status: 403, because: door.because }, sent);
	const response = await resolve({
		preload: ({ type }) => type === 'css' || type === 'font',
		transformPageChunk: ({ html }) => holdSigns(finishForms(html, event))
	});
	// A page tells by itself what it refuses, once it has its frame; a file cannot, nor is a form given back by the page of an error.
	const { refused, isFramed } = locals;
	const tells = route.id && isPage(route.id) && (isFramed || route.id === REFUSAL);
	if (!refused || response.status < 400 || (!sent && tells)) return response;
	return refuse(event, { ...refused, status: response.status }, sent);
}

/** A text typed by one person is not saved under the name of the next who comes in on that browser. */
function writtenByAnother(sent: SentForm, { actor, collective }: App.Locals): Refusal | null {
	const owner = actor.kind === 'person' && ownerOf(sent, collective?.code ?? '');
	if (!owner || isOwner(actor, owner)) return null;
	const because = `Ce texte est de ${owner.name}, et vous êtes ${actor.name} : il n’est pas enregistré à votre nom.`;
	return { status: 403, because };
}

/** Only the forms of records take files; anything else that long is a mistake or an attack, refused before it is read. */
function tooLongToRead({ request: { headers, method }, route }: RequestEvent): Refusal | null {
	if (READING.includes(method)) return null;
	if (headers.has('transfer-encoding'))
		return {
			status: 411,
			because: 'Dites la longueur de ce que vous envoyez (content-length).'
		};
	const takesFiles =
		FORMS_WITH_FILES.includes(route.id ?? '') &&
		headers.get('content-type')?.startsWith('multipart/form-data');
	return !takesFiles && Number(headers.get('content-length') ?? '0') > TEXT_LIMIT
		? { status: 413, because: TOO_LONG }
		: null;
}

/** What somebody reads once signed in is kept neither on the way nor by a browser that others use after them. */
function keptByNobody(response: Response, { actor, signedIn }: App.Locals): Response {
	const isKnown = signedIn !== null || actor.kind !== 'public';
	if (!response.headers.has('cache-control'))
		response.headers.set('cache-control', isKnown ? 'no-store' : 'private, no-cache');
	if (response.status === 503 && !response.headers.has('retry-after'))
		response.headers.set('retry-after', String(RETRY_SECONDS));
	if (response.headers.get('content-type') === 'text/html')
		response.headers.set('content-type', 'text/html; charset=utf-8');
	return response;
}

/** Who a program acts for; the day of its use is noted, once. */
const whoseToken: WhoseToken = async (collective, token) => {
	const asPublic = { actor: PUBLIC, at: collective.revision };
	const { actor, unnoted } = await inCollective(collective, asPublic, (ctx) =>
		actorOfToken(ctx, token, listGrants)
	);
	if (unnoted)
		await inCollective(collective, { actor: PUBLIC, mode: 'write' }, (ctx) =>
			noteUse(ctx, unnoted)
		);
	return actor;
};

/**
 * Who is told what is kept to few is noted once the answer is made, which waits to know whether there is any such row, then no longer: only
 * then is it read beside. A refusal, or a way elsewhere, tells nothing.
 */
async function noteReading(
	{ locals, request, url, route }: RequestEvent,
	response: Response
): Promise<void> {
	const { collective, actor, at } = locals;
	if (!collective || actor.kind !== 'person' || request.method === 'HEAD') return;
	if (!TELLING.includes(response.status)) return;
	const rows = await watchedReads(collective, actor, at).catch(untold);
	if (!rows || rows.length === 0) return;
	const copy = isText(response) ? response.clone() : null;
	void Promise.resolve(copy?.text() ?? locals.words?.() ?? null)
		.then((text) => noteWhatWasTold(collective, actor, rows, { url, route: route.id ?? '', text }))
		.catch(untold);
}

function untold(failure: unknown): void {
	console.error(`an opening could not be noted: ${traceOf(failure)}`);
}

/** A form that is refused shows the record again. */
const TELLING = [200, 201, 422];
const isText = ({ headers }: Response) =>
	/^(?:text\/|application\/(?:[\w.-]+\+)?json)/.test(headers.get('content-type') ?? '');

/** Those who act, at a revision of the records that their rights are read from; whether letters to them come back. */
const actors = new Kept<{ actor: PersonActor; isStopped: boolean }>(2000);

/**
 * The holder of the session, with the rights that the records give today; else who the demonstration lets one be. Each request has an
 * actor of its own: what it reads is noted under it.
 */
async function whoActs(event: RequestEvent, collective: Revised): Promise<Actor> {
	const { signedIn, cookies } = await keptSession(collective, visitorOf(event));
	giveCookies(event, cookies);
	event.locals.signedIn = signedIn;
	const now = readClock();
	const asPublic = { actor: PUBLIC, now, at: collective.revision };
	if (signedIn) {
		const { account, name, email, person, onBehalfOf } = signedIn;
		const key = [civilDay(now), account, name, email, person, onBehalfOf];
		const { actor, isStopped } = await actors.get(collective, key, () =>
			inCollective(collective, asPublic, async (ctx) => ({
				actor: await actorOf(ctx, signedIn, listGrants),
				isStopped: (await findStop(ctx, email)) !== null
			}))
		);
		event.locals.stoppedAddress = isStopped ? email : undefined;
		return { ...actor };
	}
	const tried = collective.settings.demonstration
		? demonstratedBy(event.cookies.get(hostCookie(SESSION_COOKIE, event.url)), now, cookieSecret())
		: null;
	if (!tried) return PUBLIC;
	const { actor } = await actors.get(collective, [civilDay(now), tried], () =>
		inCollective(collective, asPublic, async (ctx) => ({
			actor: await demonstrationActor(ctx, tried, listGrants),
			isStopped: false
		}))
	);
	return { ...actor };
}

/** The actor, or the person or public that they chose to see the place as. Whoever acts is themselves again. */
async function throughOtherEyes(event: RequestEvent): Promise<Actor> {
	const { actor, collective, at } = event.locals;
	const now = readClock();
	const eyes = collective && eyesOf(event, actor, collective.code, now);
	if (
		!eyes ||
		actor.kind !== 'person' ||
		!decide(actor, { permission: 'access.impersonate' }).allowed
	)
		return actor;
	if (eyes === 'public') return { kind: 'public', seeingAs: 'le public' };
	const seen = await inCollective(collective, { actor, now, at }, (ctx) =>
		actorOfPerson(ctx, eyes.person)
	).catch((failure: unknown) => {
		// The person has left the directory meanwhile: back to one's own eyes.
		if (failure instanceof Refused) return undefined;
		throw failure;
	});
	if (!seen) return actor;
	return seenBy(actor, seen);
}

/** What the framework refuses before any page is asked. */
const REFUSALS: Record<number, string> = {
	404: 'Cette page n’existe pas.',
	413: `Ce que vous envoyez est trop long : un fichier de ${formatSize(FILE_LIMIT)} au plus. Rien n’est enregistré : revenez en arrière, et allégez-le.`
};

/** A bug is logged with an identifier that the person sees; a refusal keeps its own message. What is said is remembered for the hook. */
export const handleError: HandleServerError = ({ error, event, kind }) => {
	const told: { message: string; id?: string; status?: number; isLost?: true } =
		kind === 'app'
			? error
			: kind === 'framework'
				? { message: REFUSALS[error.status] ?? 'La demande ne peut pas être traitée.' }
				: isSenderGone(error)
					? { message: 'L’envoi s’est interrompu.', status: 400 }
					: isNoForm(error)
						? { message: 'Cet envoi n’est pas un formulaire que Fanal sait lire.', status: 415 }
						: isDatabaseLost(error)
							? lostDatabase(event)
							: bug(error, event);
	event.locals.refused = { because: told.message, id: told.id };
	return told;
};

/** Who was sending went away before the end (Node’s own error): nobody is there to be answered, and nothing broke here. */
function isSenderGone(error: unknown): boolean {
	return error instanceof Error && error.message === 'aborted';
}

/** What was sent is no form, or one that breaks off in the middle: the words of the Fetch standard’s `formData` in Node (undici). */
function isNoForm(error: unknown): boolean {
	return error instanceof TypeError && /FormData|Content-Type was not one of/.test(error.message);
}

function lostDatabase({ request, url }: RequestEvent): {
	status: number;
	message: string;
	isLost: true;
} {
	console.error(`${request.method} ${url.pathname}: the database is lost`);
	return { status: 503, message: LOST_DATABASE, isLost: true };
}

function bug(error: unknown, { request, url }: RequestEvent): { message: string; id: string } {
	const id = randomUUID().slice(0, 8);
	console.error(`[${id}] ${request.method} ${url.pathname}\n${traceOf(error)}`);
	return { message: 'Fanal a rencontré une erreur.', id };
}
