import { declaredRoutes } from '#web/doors.ts';

const files = import.meta.glob<{ actions?: object }>('../../src/routes/**/+page.server.ts');
const sources = import.meta.glob<string>('../../src/routes/**/+page.server.ts', {
	query: '?raw',
	import: 'default'
});

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** A request of the walk: a route of the site and one of its addresses. */
export interface Address {
	route: string;
	path: string;
}

/** The shape of a route's addresses: `/reunions/[code]` holds `/reunions/2023-04-06-copil`. */
export function shapeOf(route: string): RegExp {
	const pattern = route
		.split(/(\[[^\]]+\])/)
		.map((piece) => (piece.startsWith('[') ? '[^/?#]+' : piece.replace(/[.*+?^${}()|\\]/g, '\\$&')))
		.join('');
	return new RegExp(`^${pattern}$`);
}

/** The route of an address of the site: the one with the fewest parameters. */
export function routeOf(path: string, routes = declaredRoutes()): string | undefined {
	const bare = path.split(/[?#]/)[0] ?? '';
	return routes
		.filter((route) => shapeOf(route).test(bare))
		.sort((a, b) => a.split('[').length - b.split('[').length)[0];
}

/**
 * Addresses of every route: those without a parameter, and for the others the first ones that pages link to, `wanted` (such as
 * those of records kept to few) before the rest.
 */
export async function addressesOf(
	pageOf: (path: string) => Promise<string>,
	isWanted: (path: string) => boolean
): Promise<Map<string, string[]>> {
	const routes = declaredRoutes();
	const found = new Map<string, string[]>(
		routes.map((route) => [route, route.includes('[') ? [] : [route]])
	);
	let pending = routes.filter((route) => !route.includes('['));
	for (let depth = 0; depth < 3; depth += 1) {
		const next = new Set<string>();
		for (const path of pending)
			for (const link of leadsNowhere(path) ? [] : linksIn(await pageOf(path))) {
				const route = routeOf(link, routes);
				const known = found.get(route ?? '');
				if (!route?.includes('[') || !known || known.includes(link)) continue;
				if (known.length > 0 && !(isWanted(link) && known.length < 8)) continue;
				known.push(link);
				next.add(link);
			}
		pending = [...next];
	}
	return found;
}

/** Files, which are long to make and lead to no page. */
function leadsNowhere(path: string): boolean {
	return /^\/exports\/|\/fichier(\/|$)|\.(ics|json|csv|xlsx|html)$/.test(path);
}

/** Addresses of the site that a page leads to or writes to, without their query. */
export function linksIn(html: string): string[] {
	return [...html.matchAll(/(?:href|action)="(\/[^"#?]*)/g)].map(([, path = '']) =>
		decodeURI(path)
	);
}

/** A form posted to a page: which of its actions, and what is typed. */
export interface Form {
	query: string;
	body: string;
}
export const NO_FORM: Form = { query: '', body: '' };

/** Typed in every field: neither an identifier, nor a date, nor a number, nor a word of any list. */
const HOSTILE = `'); DROP TABLE core_journal; --<script>alert(1)</script>\u0000`;

/** Every action of a page, empty and with hostile text in each field that its source names. */
export async function formsOf(route: string): Promise<Form[]> {
	const path = `../../src/routes${route === '/' ? '' : route}/+page.server.ts`;
	const names = Object.keys((await files[path]?.())?.actions ?? {});
	if (names.length === 0) return [NO_FORM];
	const words = ((await sources[path]?.()) ?? '').matchAll(/'([a-z_-]{2,30})'/gi);
	const fields = new URLSearchParams([...words].map(([, word = '']) => [word, HOSTILE]));
	return names.flatMap((name) => {
		const query = name === 'default' ? '' : `?/${name}`;
		return [
			{ query, body: '' },
			{ query, body: fields.toString() }
		];
	});
}
