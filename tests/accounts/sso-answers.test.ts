import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { withCookies } from '#modules/accounts/server/auth/ask.ts';
import { enterBySso, startSso } from '#modules/accounts/server/enter.ts';
import { anAccount, aVisitor, balise } from './stage.ts';

/** What the provider of the tests answers: who comes in, and whether it says so as it should. */
interface Answer {
	profile: unknown;
	hasToken?: boolean;
	/** Of the token, in the place of the right ones. */
	claims?: Record<string, unknown>;
	isTokenOfAnother?: boolean;
}

const CLIENT = 'fanal';
const RIGHT = { sub: 'marie', email: 'marie@example.org', email_verified: true };
let server: Server;
let answer: Answer;
let nonce = '';

beforeAll(async () => {
	const own = await generateKeyPair('RS256');
	const another = await generateKeyPair('RS256');
	const jwk = { ...(await exportJWK(own.publicKey)), kid: 'a', alg: 'RS256', use: 'sig' };
	server = createServer((request, response) => {
		const issuer = `http://${request.headers.host ?? ''}`;
		const token = () =>
			new SignJWT({ sub: 'marie', nonce, ...answer.claims })
				.setProtectedHeader({ alg: 'RS256', kid: 'a' })
				.setIssuer(issuer)
				.setAudience(String(answer.claims?.['aud'] ?? CLIENT))
				.setIssuedAt()
				.setExpirationTime('5m')
				.sign((answer.isTokenOfAnother ? another : own).privateKey);
		const answers: Record<string, () => unknown> = {
			'/.well-known/openid-configuration': () => ({
				issuer,
				authorization_endpoint: `${issuer}/authorize`,
				token_endpoint: `${issuer}/token`,
				userinfo_endpoint: `${issuer}/userinfo`,
				jwks_uri: `${issuer}/jwks`,
				id_token_signing_alg_values_supported: ['RS256']
			}),
			'/jwks': () => ({ keys: [jwk] }),
			'/token': async () => ({
				access_token: 'access',
				token_type: 'Bearer',
				...(answer.hasToken === false ? {} : { id_token: await token() })
			}),
			'/userinfo': () => answer.profile
		};
		void Promise.resolve(answers[request.url ?? '']?.()).then((body) => {
			response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo; // listens on a port
	Object.assign(process.env, {
		FANAL_OIDC_ISSUER: `http://127.0.0.1:${String(port)}`,
		FANAL_OIDC_CLIENT_ID: CLIENT,
		FANAL_OIDC_CLIENT_SECRET: 'secret-of-the-tests'
	});
	await anAccount('marie');
});
afterAll(
	() =>
		new Promise((resolve) => {
			server.closeAllConnections();
			server.close(resolve);
		})
);

/** Comes back from the provider with what it answers. */
async function comeBack(said: Answer) {
	answer = said;
	const start = await startSso(await balise(), aVisitor());
	if (!start) throw new Error('the single sign-on did not start');
	const asked = new URL(start.location).searchParams;
	nonce = asked.get('nonce') ?? '';
	const query = { code: 'code', state: asked.get('state') ?? '' };
	return enterBySso(await balise(), withCookies(aVisitor(), start.cookies), query);
}

test('a provider that says who comes in as it should opens their account', async () => {
	expect((await comeBack({ profile: RIGHT })).state).toBe('in');
});

test.each<[string, Answer]>([
	['no token of identity', { profile: RIGHT, hasToken: false }],
	['a token that another signed', { profile: RIGHT, isTokenOfAnother: true }],
	['a token for another site', { profile: RIGHT, claims: { aud: 'another' } }],
	['a token of another time', { profile: RIGHT, claims: { nonce: 'old' } }],
	['a token of somebody else', { profile: RIGHT, claims: { sub: 'paul' } }],
	['several addresses', { profile: { ...RIGHT, email: ['marie@example.org', 'x@example.org'] } }],
	['an address that is no text', { profile: { ...RIGHT, email: { a: 1 } } }],
	['nobody', { profile: null }],
	['no name for who comes', { profile: { email: RIGHT.email, email_verified: true } }],
	['what is no JSON', { profile: '<html>' }]
])(
	'a provider that answers with %s opens nothing, and leaves no trace in the log',
	async (_, said) => {
		const logs = (['log', 'info', 'warn', 'error'] as const).map((level) =>
			vi.spyOn(console, level).mockImplementation(() => undefined)
		);
		try {
			await expect(comeBack(said)).rejects.toMatchObject({
				name: 'Refused',
				message: expect.stringContaining('n’a pas ouvert') as unknown
			});
			for (const log of logs) expect(log).not.toHaveBeenCalled();
		} finally {
			for (const log of logs) log.mockRestore();
		}
	}
);
