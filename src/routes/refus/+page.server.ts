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
		canSucceed: kept !== null && couldBeTaken(status, actor.kind !== 'public', kept.isOwn),
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

/**
 * Would the same form, sent again, find another answer? What is refused to who is there, by their rights, or by what no longer exists, stays
 * refused: what was typed is read and copied, and no button promises more.
 */
function couldBeTaken(status: number, isSomebody: boolean, isOwn: boolean): boolean {
	if ([404, 410, 413].includes(status)) return false;
	return status !== 403 || !isSomebody || !isOwn;
}
