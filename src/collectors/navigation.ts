import { decide, type Actor } from '#core/actor.ts';
import { navigationGroups, type NavigationGroup } from '#core/navigation.ts';
import type { NavigationEntry } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';

/** A link of the menu. `page`: the reader is there; `within`: on a page told under it. */
export interface MenuLink {
	label: string;
	path: string;
	current: 'page' | 'within' | null;
}
/** A group of the menu, or a link that stands by itself. */
export type MenuItem = MenuLink | { id: NavigationGroup; label: string; entries: MenuLink[] };

/** What collectors show, which no module owns. */
const OWN: NavigationEntry[] = [
	{ label: 'Les chiffres', path: '/chiffres', group: 'account', order: 20, permission: '' }
];
const SPACE: NavigationEntry = {
	label: 'Tableau de bord',
	path: '/tableau-de-bord',
	order: 0,
	also: ['/doutes'],
	permission: ''
};

/** The menu of the actor: what stands by itself, then the groups in their order, empty ones left out. */
export function menuFor(actor: Actor, pathname: string): MenuItem[] {
	const allowed = [...OWN, ...modules.flatMap((one) => one.navigation ?? [])]
		.filter(({ permission }) => permission === '' || decide(actor, { permission }).allowed)
		.sort((a, b) => a.order - b.order);
	const links = (group: NavigationGroup | undefined) =>
		allowed.filter((entry) => entry.group === group).map((entry) => linkOf(entry, pathname));
	const groups = Object.entries(navigationGroups).map(([name, label]) => {
		const id = name as NavigationGroup; // a key of the list above
		return { id, label, entries: links(id) };
	});
	return [
		...(actor.kind === 'public' ? [] : [linkOf(SPACE, pathname)]),
		...groups.filter((group) => group.entries.length > 0),
		...links(undefined)
	];
}

function linkOf({ label, path, also = [] }: NavigationEntry, pathname: string): MenuLink {
	const within = [path, ...also].some((one) => pathname.startsWith(`${one}/`));
	return {
		label,
		path,
		current: pathname === path ? 'page' : within || also.includes(pathname) ? 'within' : null
	};
}
