import { OPERATOR } from '#core/actor.ts';
import { readClock } from '#core/server/clock.ts';
import type { Collective } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import type { Courier } from '#core/server/mail/courier.ts';
import type { Outcome } from '#core/server/mail/outcomes.ts';
import { claimNext, noteOutcome, type QueuedMail } from '#core/server/mail/queue.ts';
import { letterOf } from './letter.ts';
import { stillTold } from './still-told.ts';

export interface Delivery {
	/** Tries made. */
	tried: number;
	/** The trouble that stopped the round: no other mail would have passed. */
	trouble: string | null;
}

/**
 * Hands over, one after the other, every mail that is due; without a courier they are kept to be read on the spot. A
 * try is written down before it begins and after it ends, never during: no transaction waits for a mail server. Killed
 * in between, the mail leaves a second time under the same identifier rather than never. `until` ends the round.
 */
export async function deliverDue(
	collective: Collective,
	courier: Courier | null,
	{ clock = readClock, until = () => false }: { clock?: () => Date; until?: () => boolean } = {}
): Promise<Delivery> {
	const work = <T>(act: Parameters<typeof inCollective<T>>[2]) =>
		inCollective(collective, { actor: OPERATOR, mode: 'write', now: clock() }, act);
	for (let tried = 0; ; tried += 1) {
		const mail = until() ? undefined : await work(claimNext);
		if (!mail) return { tried, trouble: null };
		const told = await work((ctx) => stillTold(ctx, mail));
		const outcome = told
			? await tryOnce(collective, told, courier, clock())
			: { state: 'untold' as const };
		await work((ctx) => noteOutcome(ctx, mail, outcome));
		if (outcome.state === 'later' && outcome.everyone)
			return { tried: tried + 1, trouble: outcome.said };
	}
}

async function tryOnce(
	collective: Collective,
	mail: QueuedMail,
	courier: Courier | null,
	now: Date
): Promise<Outcome | { state: 'expired' | 'kept' }> {
	if (mail.until && mail.until <= now) return { state: 'expired' };
	if (!courier) return { state: 'kept' };
	return courier.hand(letterOf(collective, mail));
}
