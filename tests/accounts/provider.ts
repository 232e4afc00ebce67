import { createServer, type RequestListener } from 'node:http';
import Provider from 'oidc-provider';
import { ORIGIN } from './stage.ts';

export interface RunningProvider {
	issuer: string;
	/** The environment that tells Fanal of it. */
	settings: Record<string, string>;
	/** Lets people come back to the installation of this address; that of the tests is known from the start. */
	trust: (origin: string) => void;
	stop: () => Promise<void>;
}

/** People of the provider: their address, and whether it has checked it. */
export const PEOPLE: Record<string, { email: string; email_verified: boolean }> = {
	sure: { email: 'jeanne@example.org', email_verified: true },
	doubtful: { email: 'jeanne@example.org', email_verified: false },
	ada: { email: 'ada@example.org', email_verified: true },
	unknown: { email: 'inconnue@example.org', email_verified: true }
};

const SECRET = 'secret-of-the-tests';

/** A real OpenID Connect provider, on a free port of this machine. */
export async function startProvider(): Promise<RunningProvider> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const issuer = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
	let answers = callbackFor(issuer, ORIGIN);
	server.on('request', (request, response) => {
		answers(request, response);
	});
	return {
		issuer,
		settings: {
			FANAL_OIDC_ISSUER: issuer,
			FANAL_OIDC_CLIENT_ID: 'fanal',
			FANAL_OIDC_CLIENT_SECRET: SECRET
		},
		trust: (origin) => {
			answers = callbackFor(issuer, origin);
		},
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => {
					resolve();
				});
			})
	};
}

function callbackFor(issuer: string, origin: string): RequestListener {
	return new Provider(issuer, {
		clients: [
			{
				client_id: 'fanal',
				client_secret: SECRET,
				redirect_uris: [`${origin}/connexion/sso/retour`]
			}
		],
		claims: { email: ['email', 'email_verified'], profile: ['name'] },
		cookies: { keys: ['key-of-the-tests'] },
		features: { devInteractions: { enabled: true } },
		pkce: { required: () => true },
		findAccount: (_ctx: unknown, id: string) => ({
			accountId: id,
			claims: () => ({ sub: id, ...PEOPLE[id] })
		})
	}).callback();
}

/** Signs in at the provider as a browser would, consent included; returns the address it sends back to. */
export async function signInAtProvider(start: string, login: string): Promise<URL> {
	const jar = new Map<string, string>();
	const go = async (url: string, form?: Record<string, string>): Promise<Response> => {
		const answer = await fetch(url, {
			redirect: 'manual',
			headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
			...(form ? { method: 'POST', body: new URLSearchParams(form) } : {})
		});
		for (const cookie of answer.headers.getSetCookie()) {
			const [pair = ''] = cookie.split(';');
			jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
		}
		return answer;
	};
	let url = start;
	for (let step = 0; step < 20; step += 1) {
		if (url.startsWith(ORIGIN)) return new URL(url);
		const answer = await go(url);
		const location = answer.headers.get('location');
		if (location) {
			url = new URL(location, url).href;
			continue;
		}
		const page = await answer.text();
		const prompt = page.includes('name="login"') ? 'login' : 'consent';
		const action = /action="([^"]+)"/.exec(page)?.[1] ?? url;
		const sent = await go(new URL(action, url).href, { prompt, login, password: 'x' });
		url = new URL(sent.headers.get('location') ?? url, url).href;
	}
	throw new Error('the provider never sent back');
}
