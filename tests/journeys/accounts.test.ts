import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../accounts/authenticator.ts';
import { startProvider, type RunningProvider } from '../accounts/provider.ts';
import { launchBrowser } from '../setup/browser.ts';
import { startEmptySite, type EmptySite } from './empty-site.ts';

const ADMINISTRATOR = 'ada@example.org';
const GUEST = 'zoe@example.org';

let site: EmptySite;
let provider: RunningProvider;
let browser: Browser;
let administrator: BrowserContext;

beforeAll(async () => {
	provider = await startProvider();
	Object.assign(process.env, provider.settings);
	[site, browser] = await Promise.all([startEmptySite(), launchBrowser()]);
	provider.trust(site.url);
	administrator = await browser.newContext({ javaScriptEnabled: false });
});
afterAll(async () => {
	await browser.close();
	await site.stop();
	await provider.stop();
});

async function visit(path: string, context?: BrowserContext): Promise<Page> {
	const page = await (
		context ?? (await browser.newContext({ javaScriptEnabled: false }))
	).newPage();
	await page.goto(site.url + path);
	return page;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

/** Comes in by a link asked for on the page of the entrance. */
async function comeIn(page: Page, address: string): Promise<void> {
	const former = await site.presentLink('balise', address);
	await page.goto(`${site.url}/connexion`);
	await page.getByLabel('Adresse de courriel').first().fill(address);
	await page.getByRole('button', { name: 'Recevoir un lien' }).click();
	expect(await heading(page)).toBe('Message en file');
	await page.goto(site.url + (await site.lastLink('balise', address, former)));
	await page.getByRole('main').getByRole('button', { name: 'Entrer' }).click();
}

/** What axe finds wrong on the page, which needs scripts for itself alone. */
async function faultsOf(path: string, context: BrowserContext): Promise<string[]> {
	const scripted = await browser.newContext({ storageState: await context.storageState() });
	const page = await visit(path, scripted);
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.analyze();
	await page.setViewportSize({ width: 320, height: 640 });
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	await scripted.close();
	return [
		...violations.map((one) => `${path} ${one.id}: ${one.nodes[0]?.html.slice(0, 200) ?? ''}`),
		...(width > 320 ? [`${path} is ${String(width)} wide`] : [])
	];
}

describe('an empty installation', () => {
	test('says on every page what to do, and opens to the code of the console alone', async () => {
		const page = await visit('/');
		await page.getByRole('link', { name: 'Créez le collectif et son premier compte' }).click();
		expect(await heading(page)).toBe('Installer Fanal');
		const members = await visit('/membres');
		expect(await members.textContent('main')).toContain('/installation');
		await fillInstallation(page, 'abcd-abcd-abcd-abcd');
		// Nobody gets an identifier that they have not read: it is shown first, and never changes.
		expect(await page.getByLabel('Identifiant').inputValue()).toBe('la-balise');
		expect(await page.textContent('main')).toContain('Ce sera «\u00a0la-balise\u00a0»');
		await fillInstallation(page, 'abcd-abcd-abcd-abcd', 'balise');
		expect(await page.getByRole('alert').textContent()).toContain('pas celui de la console');
		expect(await page.getByLabel('Nom court').inputValue()).toBe('Balise');
	});

	test('has pages that everybody can use', async () => {
		const context = await browser.newContext();
		expect(await faultsOf('/installation', context)).toEqual([]);
	});

	test('makes a collective whose first administrator is in at once; then the page is gone', async () => {
		const page = await visit('/installation', administrator);
		await fillInstallation(page, site.code, 'balise');
		expect(await heading(page)).toBe('Mon compte');
		expect(await page.textContent('main')).toContain('administre l’installation depuis');
		expect((await page.goto(`${site.url}/installation`))?.status()).toBe(404);
	});

	test('says at home where to begin, and leads to pages that are there', async () => {
		const page = await visit('/', administrator);
		const begin = page.locator('main .notice');
		expect(await begin.textContent()).toContain('le code de ce collectif\u00a0: balise');
		const links = await begin.getByRole('link').all();
		expect(links.length).toBeGreaterThan(2);
		for (const link of links) {
			const path = (await link.getAttribute('href')) ?? '';
			expect((await page.request.get(site.url + path)).status(), path).toBe(200);
		}
		expect(await (await visit('/')).locator('main .notice').count()).toBe(0);
	});
});

async function fillInstallation(page: Page, code: string, slug = 'La Balise'): Promise<void> {
	await page.getByLabel('Identifiant').fill(slug);
	await page.getByLabel('Code d’installation').fill(code);
	await page.getByLabel('Nom court').fill('Balise');
	await page.getByLabel('Territoire').fill('Pays de la Balise');
	await page.getByLabel('Prénom').fill('Ada');
	await page.getByLabel('Nom', { exact: true }).fill('Martin');
	await page.getByLabel('Adresse de courriel').fill(ADMINISTRATOR);
	await page.getByRole('button', { name: 'Créer le collectif et entrer' }).click();
}

describe('without script', () => {
	test('the team invites; the mail opens the account; one leaves and comes back by a link', async () => {
		const page = await visit('/comptes', administrator);
		await page.getByLabel('Prénom').fill('Zoé');
		await page.getByLabel('Nom', { exact: true }).fill('Petit');
		await page.getByLabel('Adresse de courriel').fill(GUEST);
		await page.getByRole('button', { name: 'Inviter' }).click();
		expect(await page.getByRole('row', { name: /Zoé Petit/ }).textContent()).toContain(
			'en attente'
		);

		const guest = await visit(await site.lastLink('balise', GUEST));
		expect(await guest.textContent('main')).toContain('Zoé Petit, vous êtes invité');
		await guest.getByRole('button', { name: 'Accepter et entrer' }).click();
		expect(await heading(guest)).toBe('Mon compte');
		expect(await guest.textContent('main')).toContain('Aucune fonction en cours');
		await guest
			.getByRole('contentinfo')
			.getByRole('link', { name: /^Sortir/ })
			.click();
		await guest.getByRole('button', { name: 'Sortir de l’espace' }).click();
		expect((await guest.goto(`${site.url}/compte`))?.status()).toBe(403);

		await comeIn(guest, GUEST);
		expect(await heading(guest)).toBe('Mon compte');
		expect((await guest.goto(`${site.url}/comptes`))?.status()).toBe(403);
		await page.reload();
		expect(
			await page
				.getByRole('row', { name: /Zoé Petit/ })
				.first()
				.textContent()
		).toContain('acceptée');
	});

	test('the name of somebody else is asked of the team, and one’s own goes on being shown', async () => {
		const page = await visit('/connexion');
		await comeIn(page, GUEST);
		await page.goto(`${site.url}/compte/identite`);
		for (const time of [1, 2]) {
			await page.getByLabel('Prénom').fill('Martin');
			await page.getByLabel('Nom de famille').fill('ada\u202e');
			await page.getByRole('button', { name: 'Corriger' }).click();
			expect(await page.textContent('main'), String(time)).toContain('Ce nom est déjà porté');
			expect(await page.getByLabel('Prénom').inputValue()).toBe('Zoé');
			const team = await visit('/comptes', administrator);
			const line = team.getByRole('row', { name: /Zoé Petit.*Martin ada/ });
			expect(await line.textContent()).toContain('Ada Martin');
			// The second one stays, to be looked at with the other pages.
			if (time === 1) await line.getByRole('button', { name: /Refuser/ }).click();
		}
		expect(await page.getByRole('banner').textContent()).not.toContain('Martin ada');
	});

	test('a link used twice says so and offers another', async () => {
		const page = await visit('/connexion');
		await comeIn(page, GUEST);
		const again = await visit(await site.lastLink('balise', GUEST));
		await again.getByRole('main').getByRole('button', { name: 'Entrer' }).click();
		expect(await again.getByRole('alert').textContent()).toContain('déjà servi');
		await again.getByRole('link', { name: 'Demander un autre lien' }).click();
		expect(await heading(again)).toBe('Entrer');
	});

	test('an address without account reads the very same page', async () => {
		const page = await visit('/connexion');
		await page.getByLabel('Adresse de courriel').first().fill('personne@example.org');
		await page.getByRole('button', { name: 'Recevoir un lien' }).click();
		expect(await heading(page)).toBe('Message en file');
	});

	test('one goes back to the page that was shut', async () => {
		const page = await visit('/comptes');
		await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
		await page.getByLabel('Adresse de courriel').first().fill(ADMINISTRATOR);
		await page.getByRole('button', { name: 'Recevoir un lien' }).click();
		await page.goto(site.url + (await site.lastLink('balise', ADMINISTRATOR)));
		await page.getByRole('main').getByRole('button', { name: 'Entrer' }).click();
		expect(await heading(page)).toBe('Comptes');
	});

	test('a password is chosen, then opens the space; sessions, and the programs that one names, are ended from a list', async () => {
		const tokens = await visit('/compte/jetons', administrator);
		for (const name of ['Site du collectif', 'Tableau de bord']) {
			await tokens.getByLabel('À quoi sert-il').fill(name);
			await tokens.getByRole('button', { name: 'Faire le jeton' }).click();
		}
		const page = await visit('/compte/mot-de-passe', administrator);
		await page.getByLabel('Mot de passe').fill('court');
		await page.getByRole('button', { name: 'Choisir ce mot de passe' }).click();
		expect(await page.getByRole('alert').textContent()).toContain('au moins 12');
		await page.getByLabel('Mot de passe').fill('quatre chevaux sous la pluie');
		await page.getByRole('button', { name: 'Choisir ce mot de passe' }).click();
		expect(await heading(page)).toBe('Mon compte');

		const other = await visit('/connexion');
		await other.getByText('Par mot de passe').click();
		const form = other.locator('form[action="?/motdepasse"]');
		await form.getByLabel('Adresse de courriel').fill(ADMINISTRATOR);
		await form.getByLabel('Mot de passe').fill('quatre chevaux sous la pluie');
		await form.getByRole('button', { name: 'Entrer' }).click();
		expect(await heading(other)).toBe('Mon compte');

		await page.goto(`${site.url}/compte/seances`);
		expect(await page.locator('tbody tr').count()).toBe(2);
		await page.getByLabel(/Tableau de bord\s: lit/).uncheck();
		await page.getByRole('button', { name: 'Arrêter toutes les autres' }).click();
		expect(await page.locator('tbody tr').count()).toBe(1);
		expect(await page.textContent('main')).not.toContain('Site du collectif');
		expect(await page.textContent('main')).toContain('Tableau de bord');
		expect((await other.goto(`${site.url}/compte`))?.status()).toBe(403);
	});

	test('the second step is switched on with an application, and asked at the next entrance', async () => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const page = await visit('/connexion', context);
		await comeIn(page, GUEST);
		await page.goto(`${site.url}/compte/double-verification`);
		await page.getByRole('button', { name: 'Commencer' }).click();
		expect(await page.locator('ul.secret li').count()).toBe(10);
		const secret = (await page.locator('span.secret').textContent()) ?? '';
		expect(await page.locator('img.code-picture').getAttribute('src')).toMatch(/^data:image\/svg/);
		await page.getByLabel('Code de l’application').fill(codeOf(secret, -1));
		await page.getByRole('button', { name: 'Mettre en place' }).click();
		expect(await page.textContent('main')).toContain('Elle est en place');

		const again = await visit('/connexion');
		await comeIn(again, GUEST);
		expect(await heading(again)).toBe('Double vérification');
		await again.getByLabel('Code').fill(codeOf(secret));
		await again.getByRole('button', { name: 'Entrer' }).click();
		expect(await heading(again)).toBe('Mon compte');
	});
});

describe('by the single sign-on', () => {
	/** Says who one is at the provider, and lets it tell Fanal so. */
	async function signInElsewhere(page: Page, login: string): Promise<void> {
		await page.goto(`${site.url}/connexion`);
		await page.getByRole('link', { name: 'Connexion unique' }).click();
		await page.waitForURL(`${provider.issuer}/**`);
		await page.locator('input[name="login"]').fill(login);
		await page.locator('input[name="password"]').fill('x');
		await page.locator('button[type="submit"]').click();
		await page.locator('button[type="submit"]').click();
		await page.waitForURL(`${site.url}/**`);
	}

	test('one is led to the provider and back, and is in', async () => {
		const page = await visit('/connexion');
		await signInElsewhere(page, 'ada');
		expect(await heading(page)).toBe('Mon compte');
		expect(await page.textContent('main')).toContain(ADMINISTRATOR);
		await page.goto(`${site.url}/compte/seances`);
		expect(await page.textContent('tbody')).toContain('Connexion unique');
	});

	test('somebody whom nobody invited is told so, and is not in', async () => {
		const page = await visit('/connexion');
		await signInElsewhere(page, 'unknown');
		expect(await page.getByRole('alert').textContent()).toContain('demandez une invitation');
		expect((await page.goto(`${site.url}/compte`))?.status()).toBe(403);
	});
});

/** For the administrator, who has a password. */
async function switchOnSecondStep(page: Page): Promise<void> {
	await page.goto(`${site.url}/compte/double-verification`);
	await page.getByLabel('Votre mot de passe').fill('quatre chevaux sous la pluie');
	await page.getByRole('button', { name: 'Commencer' }).click();
	const secret = (await page.locator('span.secret').textContent()) ?? '';
	await page.getByLabel('Code de l’application').fill(codeOf(secret));
	await page.getByRole('button', { name: 'Mettre en place' }).click();
	expect(await page.textContent('main')).toContain('Elle est en place');
	await administrator.addCookies(await page.context().cookies());
}

describe('with a passkey', () => {
	test('one adds it on its own page, then comes in with it, without the code of the second step', async () => {
		const context = await browser.newContext({ storageState: await administrator.storageState() });
		const page = await context.newPage();
		await switchOnSecondStep(page);
		const session = await context.newCDPSession(page);
		await session.send('WebAuthn.enable');
		await session.send('WebAuthn.addVirtualAuthenticator', {
			options: {
				protocol: 'ctap2',
				transport: 'internal',
				hasResidentKey: true,
				hasUserVerification: true,
				isUserVerified: true,
				automaticPresenceSimulation: true
			}
		});
		await page.goto(`${site.url}/compte/cles`);
		await page.getByLabel('Nom').fill('téléphone');
		await page.getByRole('button', { name: 'Ajouter une clé' }).click();
		await page.getByRole('heading', { name: 'téléphone' }).waitFor();

		await context.clearCookies();
		await page.goto(`${site.url}/connexion/cle`);
		await page.getByRole('button', { name: 'Utiliser ma clé' }).click();
		await page.waitForURL('**/compte');
		expect(await heading(page)).toBe('Mon compte');
		await page.goto(`${site.url}/compte/cles`);
		await page.getByRole('button', { name: 'Retirer' }).click();
		await page.getByText('Aucune clé pour l’instant').waitFor();
	});
});

describe('what is sent by hand', () => {
	test('from another site, or far too long, is refused', async () => {
		const body = 'courriel=ada%40example.org';
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const foreign = await fetch(`${site.url}/connexion?/lien`, {
			method: 'POST',
			headers: { ...headers, origin: 'https://ailleurs.example' },
			body
		});
		expect(foreign.status).toBe(403);
		const huge = await fetch(`${site.url}/connexion?/lien`, {
			method: 'POST',
			headers: { ...headers, origin: site.url },
			body: `courriel=${'a'.repeat(20_000_000)}`
		}).catch(() => ({ status: 413 }));
		expect(huge.status).toBe(413);
	});

	test('has cookies that scripts do not read, and the session ends with the account', async () => {
		const cookies = await administrator.cookies();
		const session = cookies.find((one) => one.name === 'fanal.session_token');
		expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
	});
});

describe('every page of accounts', () => {
	test.each([
		'/connexion',
		'/connexion/envoye',
		'/connexion/lien?jeton=x',
		'/connexion/cle',
		'/invitation?jeton=x',
		'/compte',
		'/compte/identite',
		'/compte/seances',
		'/compte/mot-de-passe',
		'/compte/double-verification',
		'/compte/cles',
		'/comptes'
	])('%s is accessible and narrow', async (path) => {
		expect(await faultsOf(path, administrator)).toEqual([]);
	});
});
