import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';

/** How long the second step may be taken after the first one. */
const CHALLENGE_SECONDS = 600;

/**
 * Requests that may open a session although the second step is switched on: the second step itself, its switching on and
 * off by somebody who is in already, and a passkey, which proves two factors at once.
 */
const OPEN = new Set([
	'/two-factor/verify-totp',
	'/two-factor/verify-backup-code',
	'/two-factor/enable',
	'/two-factor/disable',
	'/passkey/verify-authentication'
]);

/**
 * Asks for the second step after every first factor. The library's own plugin only does so after a password; a mailed link or a
 * single sign-on would walk past it. Here, any new session of such an account is taken back and becomes the same
 * challenge (cookie `two_factor`, records `2fa-…` and `2fa-attempts-…`), which the library's second step then checks.
 */
export function secondStep(): BetterAuthPlugin {
	return {
		id: 'second-step',
		hooks: {
			after: [
				{
					matcher: (context) => !OPEN.has(context.path ?? ''),
					handler: createAuthMiddleware(async (ctx) => {
						const opened = ctx.context.newSession;
						const renewed = ctx.context.session?.session.token === opened?.session.token;
						if (!opened?.user['twoFactorEnabled'] || renewed) return;
						deleteSessionCookie(ctx, true);
						await ctx.context.internalAdapter.deleteSession(opened.session.token);
						ctx.context.setNewSession(null);
						const identifier = `2fa-${generateRandomString(32)}`;
						const expiresAt = new Date(Date.now() + CHALLENGE_SECONDS * 1000);
						for (const [name, value] of [
							[identifier, opened.user.id],
							[`2fa-attempts-${identifier}`, '0']
						] as const)
							await ctx.context.internalAdapter.createVerificationValue({
								identifier: name,
								value,
								expiresAt
							});
						const cookie = ctx.context.createAuthCookie('two_factor', {
							maxAge: CHALLENGE_SECONDS
						});
						await ctx.setSignedCookie(
							cookie.name,
							identifier,
							ctx.context.secret,
							cookie.attributes
						);
						return ctx.json({ twoFactorRedirect: true });
					})
				}
			]
		}
	};
}
