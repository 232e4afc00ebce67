import { createHmac, randomBytes } from 'node:crypto';

const ephemeral = randomBytes(32).toString('base64url');

/** The secret that signs cookies: `FANAL_SECRET`, kept by the start of Fanal in its home folder. */
export function cookieSecret(): string {
	return process.env['FANAL_SECRET'] ?? ephemeral;
}

/** A secret for one use ("accounts of phare"), from which the others cannot be found. */
export function secretFor(use: string): string {
	return createHmac('sha256', cookieSecret()).update(use).digest('base64url');
}
