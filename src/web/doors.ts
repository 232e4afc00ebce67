import { decide, type Actor, type Decision } from '#core/actor.ts';

/**
 * Who may knock at a page, method by method: anybody, anybody signed in, or the holders of a permission. What is
 * behind the door stays filtered by the policy, record by record.
 */
export type Door = 'everyone' | 'signedIn' | (string & { readonly permission?: never });
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Doors = Partial<Record<Method, Door>>;

/** Where somebody who sees the place as another comes back to themselves, or leaves. */
const WAYS_OUT = ['/voir-comme', '/deconnexion'];

/** Each route's server file exports `_door`. A route without one stays shut, and a test names it. */
const found = import.meta.glob<Doors | undefined>('../routes/**/+{page.server,server}.ts', {
	import: '_door'
});

/** Routes that declare their doors, by the identifier of SvelteKit (`/reunions/[code]`). */
export function doorsOf(route: string): Promise<Doors> {
	const doors = known.get(route) ?? readDoors(route);
	known.set(route, doors);
	return doors;
}

/** Asked many times for each page, by each link that it may show: a module that is loaded is still looked for at each import. */
const known = new Map<string, Promise<Doors>>();

async function readDoors(route: string): Promise<Doors> {
	const doors: Doors = {};
	for (const name of ['+page.server.ts', '+server.ts']) {
		const load = found[`../routes${route === '/' ? '' : route}/${name}`];
		if (load) Object.assign(doors, await load());
	}
	return doors;
}

/** Is the route a page, rather than a file or a feed? */
export function isPage(route: string): boolean {
	return `../routes${route === '/' ? '' : route}/+page.server.ts` in found;
}

/** Every route with a server file, by identifier. */
export function declaredRoutes(): string[] {
	const routes = Object.keys(found).map(
		(path) => path.slice('../routes'.length).replace(/\/\+[^/]+$/, '') || '/'
	);
	return [...new Set(routes)].sort();
}

/** May the actor use this method of the route? A method without a door is refused to all. */
export async function decideDoor(actor: Actor, route: string, method: string): Promise<Decision> {
	const door = (await doorsOf(route))[method === 'HEAD' ? 'GET' : (method as Method)]; // an unknown method has no door
	if (door === undefined)
		return { allowed: false, because: 'Cette page n’accepte pas cette demande.' };
	if (
		actor.kind !== 'operator' &&
		'seeingAs' in actor &&
		actor.seeingAs &&
		!isReading(method) &&
		!WAYS_OUT.includes(route)
	)
		return {
			allowed: false,
			because: `Vous voyez le site comme ${actor.seeingAs} : revenez à vous-même pour agir.`
		};
	if (door === 'everyone') return { allowed: true, because: 'Cette page est ouverte à tous.' };
	if (door === 'signedIn') {
		const allowed = actor.kind === 'person';
		return {
			allowed,
			because: allowed ? 'Vous êtes connecté.' : 'Connectez-vous pour voir cette page.'
		};
	}
	return decide(actor, { permission: door });
}

/** Does the door of a page open to the actor? What is asked before a link to it is shown. */
export async function opens(actor: Actor, route: string): Promise<boolean> {
	return (await decideDoor(actor, route, 'GET')).allowed;
}

/**
 * Where a link to a page leads the actor: the page when its door opens, the way in that comes back to it for who has not signed in,
 * nowhere otherwise.
 * @param route by the identifier of SvelteKit
 * @param path address of the page
 */
export async function wayTo(actor: Actor, route: string, path: string): Promise<string | null> {
	if (await opens(actor, route)) return path;
	return actor.kind === 'public' ? signInTowards(path) : null;
}

/** The page where one signs in, which leads on to the address. */
export function signInTowards(path: string): string {
	return `/connexion?retour=${encodeURIComponent(path)}`;
}

function isReading(method: string): boolean {
	return method === 'GET' || method === 'HEAD';
}
