import { createHash, createHmac } from 'node:crypto';
import { mark } from '../signed.ts';

const DAY_MS = 24 * 3_600_000;

/** What says which secret a webhook has. */
export interface SecretHolder {
	id: string;
	generation: number;
	renewedAt: Date | null;
}

/**
 * The secret of a webhook, as Standard Webhooks writes it: `whsec_` and 32 bytes in base64. Made from the secret of the
 * installation each time it is needed: a copy of the database signs nothing.
 */
export function secretOf(
	collective: string,
	{ id, generation }: Pick<SecretHolder, 'id' | 'generation'>
): string {
	const bytes = Buffer.from(
		mark('webhook', collective, `${id} ${String(generation)}`),
		'base64url'
	);
	return `whsec_${bytes.toString('base64')}`;
}

/** What recognises a secret without giving it. */
export function fingerprintOf(secret: string): string {
	return createHash('sha256').update(secret).digest('base64url');
}

/** Headers of Standard Webhooks. For a day after a renewal, the message is signed with both secrets. */
export function signedHeaders(
	collective: string,
	holder: SecretHolder,
	message: { id: string; body: string; at: Date }
): Record<string, string> {
	const timestamp = String(Math.floor(message.at.getTime() / 1000));
	const isRecent =
		holder.renewedAt !== null && message.at.getTime() - holder.renewedAt.getTime() < DAY_MS;
	const generations = isRecent ? [holder.generation, holder.generation - 1] : [holder.generation];
	const signatures = generations.map((generation) =>
		signature(
			secretOf(collective, { id: holder.id, generation }),
			`${message.id}.${timestamp}.${message.body}`
		)
	);
	return {
		'webhook-id': message.id,
		'webhook-timestamp': timestamp,
		'webhook-signature': signatures.join(' ')
	};
}

function signature(secret: string, content: string): string {
	const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
	return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
