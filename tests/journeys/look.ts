import { mayRead } from '#core/actor.ts';
import { isForPrograms } from '#web/api-door.ts';
import type { GuardedSite, Knocker } from './guarded-site.ts';
import { routeOf } from './walk.ts';

/** What a request was answered, as the walks need it: they ask thousands. */
export interface Answer {
	status: number;
	/** What is said of a refusal; empty for a page that opens. */
	refusal: string;
	/** Words kept to others than who asks, with what stands around them. */
	leaks: string[];
	/** Addresses of the site that the page leads to, with what they ask. */
	links: string[];
}

/** A link that was followed, and the page that shows it. */
export interface Step {
	from: string;
	path: string;
}

export interface Walker {
	/** Reads an address as somebody, once: the answer is kept. */
	look: (who: Knocker, path: string) => Promise<Answer>;
	/** Sends a request as somebody, each time. */
	send: (who: Knocker, method: string, path: string, body?: string) => Promise<Answer>;
	/** The text of a page, as it stands now. */
	text: (who: Knocker, path: string) => Promise<string>;
}

/** Pages read of one shape: the first ones that links lead to. */
const OF_A_SHAPE = 3;
/** Links followed one after the other from where a walk begins. */
const DEPTH = 3;
/** Requests under way together. */
const SIDE_BY_SIDE = 4;
/** Files, which hold no link; leaving would end the walk. */
const APART =
	/^\/(?:rapports\/.*\/fichier\/|deconnexion|exports\/)|\.(?:css|js|svg|png|ico|woff2|pdf)$/;

/** Somebody who asks the site, and looks for what is kept from them in each answer. */
export function walkerOf(site: GuardedSite): Walker {
	const kept = new Map<string, Promise<Answer>>();
	const ask = async (who: Knocker, method: string, path: string, body: string) => {
		const answer = await fetch(site.url + path, {
			method,
			redirect: 'manual',
			headers: {
				...(isForPrograms(path) ? bearer(who) : { cookie: who.cookie }),
				origin: site.url,
				// The walks ask thousands: nothing is gained by squeezing what does not travel.
				'accept-encoding': 'identity',
				...(method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' })
			},
			...(method === 'GET' ? {} : { body })
		});
		keepCookies(who, answer.headers.getSetCookie());
		return { status: answer.status, text: await answer.text() };
	};
	const send = async (who: Knocker, method: string, path: string, body = ''): Promise<Answer> => {
		const { status, text } = await ask(who, method, path, body);
		return {
			status,
			refusal: status >= 400 ? text.slice(0, 500) : '',
			leaks: leaksIn(site, who, text).map((told) => `${who.name} at ${method} ${path}: ${told}`),
			links: method === 'GET' ? linksOf(text) : []
		};
	};
	return {
		send,
		text: async (who, path) => (await ask(who, 'GET', path, '')).text,
		look: (who, path) => {
			const key = `${who.name} ${path}`;
			const answer = kept.get(key) ?? send(who, 'GET', path);
			kept.set(key, answer);
			return answer;
		}
	};
}

/**
 * Every page that links lead to from these addresses, few of each shape, read as somebody: the links that were refused to whom they
 * are shown, the words told that are kept to others, and how many pages were read.
 */
export async function followLinks(
	walker: Walker,
	who: Knocker,
	starts: readonly string[]
): Promise<{ refused: string[]; leaks: string[]; pages: number }> {
	const shapes = new Map<string, number>();
	const seen = new Set<string>();
	const refused: string[] = [];
	const leaks: string[] = [];
	const follow = async ({ from, path }: Step): Promise<Step[]> => {
		const answer = await walker.look(who, path);
		leaks.push(...answer.leaks);
		if (from && (answer.status >= 500 || [403, 404, 405].includes(answer.status)))
			refused.push(`${path} → ${String(answer.status)}, linked from ${from}`);
		return answer.links.map((link) => ({ from: path, path: link }));
	};
	const isFresh = ({ from, path }: Step): boolean => {
		const shape = shapeOfAddress(path);
		const times = shapes.get(shape) ?? 0;
		if (seen.has(path) || (from !== '' && times >= OF_A_SHAPE)) return false;
		seen.add(path);
		shapes.set(shape, times + 1);
		return true;
	};
	let pending = starts.map((path): Step => ({ from: '', path }));
	for (let depth = 0; depth <= DEPTH; depth += 1) {
		const steps = pending.filter(isFresh);
		const next: Step[] = [];
		const walk = async () => {
			for (let step = steps.shift(); step; step = steps.shift()) next.push(...(await follow(step)));
		};
		await Promise.all(Array.from({ length: SIDE_BY_SIDE }, walk));
		pending = next;
	}
	return { refused, leaks: [...new Set(leaks)], pages: seen.size };
}

/** The route of an address and what its query asks; the forms of each kind are shapes of their own. */
function shapeOfAddress(path: string): string {
	const { pathname, searchParams } = new URL(path, 'http://walk.test');
	const route = routeOf(pathname) ?? pathname;
	const kind = route.includes('[kind]') ? pathname.split('/')[2] : searchParams.get('modifier');
	return [route, kind?.split('/')[0] ?? '', ...[...searchParams.keys()].sort()].join(' ');
}

function linksOf(html: string): string[] {
	const links = [...html.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)].map(([, path = '']) =>
		path.replaceAll('&amp;', '&')
	);
	return [...new Set(links)].filter((path) => !APART.test(path) && !isForPrograms(path));
}

/** What one has typed oneself is not told; what is planted bears a number. */
function leaksIn(site: GuardedSite, who: Knocker, text: string): string[] {
	return site.canaries.flatMap(({ word, audience }) => {
		if (!text.includes(word) || mayRead(who.actor, audience)) return [];
		return new RegExp(`.{0,80}${word}\\d.{0,40}`, 'u').exec(text)?.[0] ?? [];
	});
}

function bearer({ token }: Knocker): Record<string, string> {
	return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** What a browser does: some forms open the session again under another name. */
function keepCookies(who: Knocker, given: string[]): void {
	if (who.cookie === '') return;
	const jar = new Map(who.cookie.split('; ').map((one) => [one.split('=')[0], one]));
	for (const [pair = ''] of given.map((one) => one.split(';'))) jar.set(pair.split('=')[0], pair);
	who.cookie = [...jar.values()].join('; ');
}
