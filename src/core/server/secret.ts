import { randomBytes } from 'node:crypto';

const ephemeral = randomBytes(32).toString('base64url');

/** The secret that signs cookies: `FANAL_SECRET`, kept by the start of Fanal in its home folder. */
export function cookieSecret(): string {
	return process.env['FANAL_SECRET'] ?? ephemeral;
}
