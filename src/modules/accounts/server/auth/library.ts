import { AsyncLocalStorage } from 'node:async_hooks';
import { passkey as passkeyPlugin } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { magicLink } from 'better-auth/plugins/magic-link';
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins/two-factor';
import { drizzle } from 'drizzle-orm/node-postgres';
import { v7 as uuidv7 } from 'uuid';
import type { Collective } from '#core/server/context.ts';
import { poolOfCollective } from '#core/server/database.ts';
import { secretFor } from '#core/server/secret.ts';
import { LINK_MINUTES, PASSWORD_MAX, PASSWORD_MIN, SESSION_IDLE_DAYS } from '../../rules.ts';
import type { Door } from '../../labels.ts';
import { credential, passkey, session, twoFactor, user, verification } from '../tables.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { recoveryCodes } from './recovery-codes.ts';
import { secondStep } from './second-step.ts';
import { SSO, ssoPlugin, ssoSettings } from './sso.ts';

/** The library at work for one collective. Only its handler is used: checks of origin run nowhere else. */
export interface Library {
	handler: (request: Request) => Promise<Response>;
}

/** Where the library's own addresses would be; no route of the site leads there. */
export const LIBRARY_PATH = '/api/auth';

const built = new Map<string, Library>();

/** The library for a collective at a public address; made once in the process. */
export function libraryOf(collective: Collective, origin: string): Library {
	const key = `${process.env['DATABASE_URL'] ?? ''} ${collective.code} ${origin}`;
	const existing = built.get(key);
	if (existing) return existing;
	const library = build(collective, origin);
	built.set(key, library);
	return library;
}

/** What becomes of a sign-in link while the work runs: mailed, printed, used at once. Without it, links go nowhere. */
export const delivery = new AsyncLocalStorage<(token: string) => Promise<void>>();

function build(collective: Collective, origin: string): Library {
	const sso = ssoSettings();
	const isEncrypted = origin.startsWith('https:');
	return betterAuth({
		appName: collective.settings.name,
		baseURL: origin,
		basePath: LIBRARY_PATH,
		secret: secretFor(`accounts of ${collective.id}`),
		database: drizzleAdapter(drizzle({ client: poolOfCollective(collective.code) }), {
			provider: 'pg',
			schema: { user, session, account: credential, verification, twoFactor, passkey }
		}),
		telemetry: { enabled: false },
		logger: { disabled: true },
		// Attempts are counted by Fanal, on doors that the library does not know too.
		rateLimit: { enabled: false },
		advanced: {
			// Of this host alone: browsers take such a name over https only, for the whole site, from no neighbour (RFC 6265bis).
			cookiePrefix: isEncrypted ? '__Host-fanal' : 'fanal',
			useSecureCookies: false,
			defaultCookieAttributes: { secure: isEncrypted },
			database: { generateId: () => uuidv7() },
			disableCSRFCheck: false,
			disableOriginCheck: false,
			ipAddress: { ipAddressHeaders: ['x-fanal-address'] }
		},
		user: {
			additionalFields: {
				personId: { type: 'string', required: false, input: false },
				closedAt: { type: 'date', required: false, input: false }
			}
		},
		session: {
			expiresIn: SESSION_IDLE_DAYS * 86_400,
			updateAge: 3600,
			additionalFields: {
				door: { type: 'string', required: false, input: false },
				onBehalfOf: { type: 'string', required: false, input: false }
			}
		},
		verification: { storeIdentifier: 'hashed' },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: PASSWORD_MIN,
			maxPasswordLength: PASSWORD_MAX,
			password: { hash: hashPassword, verify: verifyPassword }
		},
		account: {
			// Whose identity it is matters once; what else the provider lets one read does not.
			updateAccountOnSignIn: false,
			accountLinking: { enabled: true, trustedProviders: sso?.vouches ? [SSO] : [] }
		},
		databaseHooks: {
			account: {
				create: {
					before: (account) =>
						Promise.resolve({
							data: { ...account, accessToken: null, refreshToken: null, idToken: null }
						})
				}
			},
			session: {
				create: {
					before: (opened, context) =>
						Promise.resolve({ data: { ...opened, door: doorOf(context?.path) } })
				}
			}
		},
		plugins: [
			magicLink({
				disableSignUp: true,
				expiresIn: LINK_MINUTES * 60,
				storeToken: 'hashed',
				sendMagicLink: async ({ token }) => delivery.getStore()?.(token)
			}),
			twoFactorPlugin({
				issuer: collective.settings.name,
				allowPasswordless: true,
				backupCodeOptions: { customBackupCodesGenerate: recoveryCodes }
			}),
			passkeys(collective, origin),
			...(sso ? [ssoPlugin(sso, origin)] : []),
			secondStep()
		]
	});
}

/** A passkey counts for two factors: the device must have checked who holds it. */
function passkeys(collective: Collective, origin: string) {
	return passkeyPlugin({
		rpID: new URL(origin).hostname,
		rpName: collective.settings.name,
		origin,
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
		authentication: {
			afterVerification: ({ verification: proof }) => {
				if (!proof.authenticationInfo.userVerified)
					throw new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED' });
			}
		}
	});
}

function doorOf(path: string | undefined): Door | null {
	if (path?.startsWith('/magic-link')) return 'link';
	if (path?.startsWith('/sign-in/email')) return 'password';
	if (path?.startsWith('/passkey')) return 'passkey';
	if (path?.startsWith('/callback')) return 'sso';
	return path?.startsWith('/two-factor') ? 'code' : null;
}
