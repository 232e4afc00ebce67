import { OPERATOR } from '#core/actor.ts';
import { readClock } from '#core/server/clock.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { queueMail } from '#core/server/mail.ts';
import { publicUrl } from '#core/server/public-address.ts';
import type { Outcome } from '#core/server/webhooks/outcomes.ts';
import { postMessage, type PostSettings } from '#core/server/webhooks/post.ts';
import { claimDelivery, noteTry, type Claimed, type Webhook } from '#core/server/webhooks/queue.ts';
import { fingerprintOf, secretOf, signedHeaders } from '#core/server/webhooks/secrets.ts';
import { listTeam } from '../team.ts';

/** Webhooks that are sent to together: one that stalls does not keep the others waiting. */
const SIDE_BY_SIDE = 4;

interface Options {
	clock?: () => Date;
	until?: () => boolean;
}

/**
 * Sends every message that is due, one at a time to each webhook; none in a demonstration, where they are kept to be read. A try is
 * written down before it begins and after it ends, never during: no transaction waits for another machine. Killed in between, the
 * message leaves a second time under the same identifier rather than never. Answers how many tries were made.
 */
export async function deliverMessages(
	collective: Collective,
	settings: PostSettings,
	{ clock = readClock, until = () => false }: Options = {}
): Promise<number> {
	const work = <T>(act: (ctx: Context) => Promise<T>) =>
		inCollective(collective, { actor: OPERATOR, mode: 'write', now: clock() }, act);
	let tried = 0;
	const walk = async () => {
		for (;;) {
			const claimed = until() ? undefined : await work(claimDelivery);
			if (!claimed) return;
			tried += 1;
			const outcome = collective.settings.demonstration
				? { state: 'kept' as const }
				: await send(collective, claimed, settings);
			await work(async (ctx) => {
				const { stopped } = await noteTry(ctx, claimed, outcome);
				if (stopped) await warnTeam(ctx, claimed.webhook, stopped);
			});
		}
	};
	await Promise.all(Array.from({ length: SIDE_BY_SIDE }, walk));
	return tried;
}

function send(
	{ code }: Collective,
	{ delivery, webhook }: Claimed,
	settings: PostSettings
): Promise<Outcome> | Outcome {
	if (fingerprintOf(secretOf(code, webhook)) !== webhook.fingerprint)
		return { state: 'later', status: null, said: OTHER_SECRET, answer: null, rests: true };
	const body = bodyOf(delivery);
	// The hour of the machine, whatever day Fanal was told to live: the other side compares it with its own.
	const message = { id: delivery.id, body, at: new Date() };
	return postMessage(
		{ address: webhook.address, headers: signedHeaders(code, webhook, message), body },
		settings
	);
}

const OTHER_SECRET =
	'Le secret de l’installation a changé : renouvelez celui de ce webhook et donnez-le à l’autre programme.';

/** The same at each try, as long as the public address is. */
function bodyOf({ type, at, data }: Claimed['delivery']): string {
	const path = data['lien'];
	const link = typeof path === 'string' ? { lien: new URL(path, publicUrl()).href } : {};
	return JSON.stringify({ type, timestamp: at.toISOString(), data: { ...data, ...link } });
}

/** Nobody looks at a log for nothing: who may mend it is told once. */
async function warnTeam(ctx: Context, { id, name }: Webhook, because: string): Promise<void> {
	for (const { account, address, name: reader, person } of await listTeam(ctx))
		await queueMail(ctx, {
			to: { address, name: reader, account, personId: person?.id },
			subject: `Webhook arrêté : ${name}`,
			text: [
				`Fanal n’envoie plus rien au programme « ${name} ».`,
				because,
				'Les messages en file y restent. Quand l’autre programme répondra, reprenez l’envoi depuis sa page.'
			],
			action: { label: 'Voir ce webhook', path: `/webhooks/${id}` },
			category: 'notice'
		});
}
