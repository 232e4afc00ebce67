import { isAsWide } from './actor.ts';
import { vocabulary, type Audience } from './vocabulary.ts';

/** What can happen to a record, as programs elsewhere are told. */
export const webhookActs = vocabulary({
	added: { word: 'ajout', label: 'Ajout' },
	changed: { word: 'modification', label: 'Modification' },
	removed: { word: 'retrait', label: 'Retrait' }
});
export type WebhookAct = keyof typeof webhookActs;

/** Whose acts a webhook tells: those on what everybody reads, or on all that the whole team reads. */
export const webhookCircles = vocabulary({
	public: { word: 'public', label: 'Seulement les fiches publiques' },
	team: { word: 'equipe', label: 'Toutes les fiches que l’équipe lit' }
});
export type WebhookCircle = keyof typeof webhookCircles;

/** Where a message stands; each is said only once it is true. */
export const deliveryStates = vocabulary({
	queued: { word: 'en-file', label: 'En file' },
	sending: { word: 'en-cours', label: 'En cours' },
	accepted: { word: 'recu', label: 'Reçu' },
	failed: { word: 'abandonne', label: 'Abandonné' },
	kept: { word: 'garde', label: 'Gardé ici' }
});
export type DeliveryState = keyof typeof deliveryStates;

/** What somebody tries with: it tells of nothing. */
export const TRIAL = 'essai';
/** Many acts at once, an import for instance, told in one message. */
export const LOT = 'lot';

/** One act on a record. */
export interface ActOnRecord {
	/** `need.created`, `need.changed`, `need.removed`, `need.restored`. */
	event: string;
	audience: Audience;
	audienceBefore?: Audience;
}

/**
 * What readers of the circle see happen; nothing when the record is not theirs to know of. A record that is kept from them from now
 * on is gone for them; one that is opened to them has come.
 */
export function actSeenBy(circle: WebhookCircle, act: ActOnRecord): WebhookAct | undefined {
	const verb = act.event.split('.')[1] ?? '';
	const reads = isAsWide(act.audience, circle);
	const read = isAsWide(act.audienceBefore ?? act.audience, circle);
	if (verb === 'removed') return reads ? 'removed' : undefined;
	if (verb === 'created' || verb === 'restored') return reads ? 'added' : undefined;
	if (reads) return read ? 'changed' : 'added';
	return read ? 'removed' : undefined;
}

/** Two acts on one record in one unit of work, told as one; nothing when the second undoes the first. */
export function mergedActs(first: WebhookAct, second: WebhookAct): WebhookAct | undefined {
	if (first === 'added') return second === 'removed' ? undefined : 'added';
	if (first === 'removed') return second === 'removed' ? 'removed' : 'changed';
	return second === 'removed' ? 'removed' : 'changed';
}
