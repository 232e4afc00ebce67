import { signInTowards, type Doors } from '#web/doors.ts';
import { toldTo } from '#web/refusal.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** Where one is told, in the tab where one came in, that the text waits in the other. */
const ENTERED = '/connexion/entre';

/** What the hook shows in place of a page or of an act that is refused. */
export const load: PageServerLoad = ({ request, locals }) => {
	const { status, because, id, wayBack, kept } = toldTo(request);
	const { actor } = locals;
	const back = kept ? ENTERED : wayBack;
	return {
		title: kept ? 'Rien n’est perdu' : (TITLES[status] ?? 'Erreur'),
		status,
		because,
		id: id ?? null,
		kept,
		isAnothers: actor.kind !== 'public' && kept !== null && !kept.isOwn,
		signIn: actor.kind === 'public' && status === 403 ? signInTowards(back) : null
	};
};

const TITLES: Record<number, string> = {
	400: 'Demande refusée',
	403: 'Accès réservé',
	404: 'Introuvable',
	411: 'Demande refusée',
	413: 'Trop long',
	422: 'Demande refusée',
	429: 'Trop de demandes à la fois'
};
