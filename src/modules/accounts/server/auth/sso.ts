import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { z } from 'zod';

/** Name of the single sign-on among the ways to prove who one is. */
export const SSO = 'sso';

export interface SsoSettings {
	issuer: string;
	clientId: string;
	clientSecret: string;
	/** What the button says: "ProConnect". */
	label: string;
	scopes: string[];
	/** The provider vouches for its addresses without saying so in each answer. */
	vouches: boolean;
}

/** The single sign-on of the environment, if there is one. */
export function ssoSettings(
	environment: Record<string, string | undefined> = process.env
): SsoSettings | null {
	const issuer = environment['FANAL_OIDC_ISSUER']?.replace(/\/$/, '');
	const clientId = environment['FANAL_OIDC_CLIENT_ID'];
	const clientSecret = environment['FANAL_OIDC_CLIENT_SECRET'];
	if (!issuer || !clientId || !clientSecret) return null;
	return {
		issuer,
		clientId,
		clientSecret,
		label: environment['FANAL_OIDC_LABEL'] ?? 'Connexion unique',
		scopes: (environment['FANAL_OIDC_SCOPES'] ?? 'openid email profile').split(/\s+/),
		vouches: environment['FANAL_OIDC_EMAIL_SURE'] === 'oui'
	};
}

/** The plugin that speaks OpenID Connect: PKCE, state and nonce; it opens known accounts, it makes none. */
export function ssoPlugin(settings: SsoSettings, origin: string) {
	return genericOAuth({
		config: [
			{
				providerId: SSO,
				discoveryUrl: `${settings.issuer}/.well-known/openid-configuration`,
				clientId: settings.clientId,
				clientSecret: settings.clientSecret,
				scopes: settings.scopes,
				pkce: true,
				requireIdTokenVerification: true,
				disableSignUp: true,
				disableImplicitSignUp: true,
				redirectURI: `${origin}/connexion/sso/retour`,
				// The library verifies a token that is there, and goes on without one: signature, audience and nonce would be checked by nobody.
				getUserInfo: (tokens) =>
					tokens.idToken ? userInfo(settings, tokens.accessToken) : Promise.resolve(null)
			}
		]
	});
}

const discovery = z.object({ userinfo_endpoint: z.url(), jwks_uri: z.url(), issuer: z.string() });
const profile = z.object({
	sub: z.string(),
	email: z.string().optional(),
	email_verified: z.union([z.boolean(), z.string()]).optional()
});

/**
 * Who signed in, by the provider; null when it does not say it as it should: nobody comes in. ProConnect answers with a signed token
 * where others send JSON.
 */
async function userInfo(settings: SsoSettings, accessToken: string | undefined) {
	if (!accessToken) return null;
	const told = await fetch(`${settings.issuer}/.well-known/openid-configuration`);
	const { data: found } = discovery.safeParse(await jsonOf(told));
	if (!found) return null;
	const answer = await fetch(found.userinfo_endpoint, {
		headers: { authorization: `Bearer ${accessToken}` },
		signal: AbortSignal.timeout(10_000)
	});
	if (!answer.ok) return null;
	const isToken = answer.headers.get('content-type')?.includes('application/jwt');
	const { data: claims } = profile.safeParse(
		isToken ? await tokenClaims(await answer.text(), found, settings) : await jsonOf(answer)
	);
	if (!claims?.email) return null;
	return {
		id: claims.sub,
		sub: claims.sub,
		email: claims.email,
		emailVerified: String(claims.email_verified) === 'true'
	};
}

async function tokenClaims(
	token: string,
	found: z.infer<typeof discovery>,
	settings: SsoSettings
): Promise<unknown> {
	try {
		const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(found.jwks_uri)), {
			issuer: found.issuer,
			audience: settings.clientId
		});
		return payload;
	} catch (failure) {
		if (failure instanceof errors.JOSEError) return null;
		throw failure;
	}
}

/** Null for what is no JSON. */
async function jsonOf(answer: Response): Promise<unknown> {
	try {
		return await answer.json();
	} catch (failure) {
		if (failure instanceof SyntaxError) return null;
		throw failure;
	}
}
