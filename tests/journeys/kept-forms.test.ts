import { afterAll, beforeAll, expect, test } from 'vitest';
import { doorsOf } from '#web/doors.ts';
import { startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';
import { addressesOf, routeOf } from './walk.ts';

/** Who is at work: between them, they meet every form that asks for a session. */
const AT_WORK = ['role-equipe', 'role-administration'];
/** A text of several lines, with what a page must write otherwise. */
const TYPED = 'Mot perdu : « été », 1 < 2 & "3" 🙂\r\n\r\nSecond paragraphe.';
/** What ends the very session, account or person that the walk needs: given back like the others, pressed last. */
const LAST = /^\/(comptes|compte\/(seances|donnees)|deconnexion|personnes\/.*\/effacer)/;
/** Never written in a page. */
const SECRET = ['motdepasse', 'actuel', 'password', 'code'];

interface Form {
	who: Knocker;
	/** Where it is sent. */
	action: string;
	isMultipart: boolean;
	texts: [field: string, text: string][];
}

let site: GuardedSite;
let forms: Form[];

beforeAll(async () => {
	site = await startGuardedSite();
	const [team] = site.knockers.filter(({ name }) => name === AT_WORK[0]);
	if (!team) throw new Error('nobody is of the team');
	const read = new Map<string, string>();
	const addresses = await addressesOf(
		async (path) => {
			// A report is long to make, and holds no form.
			const html = /^\/(rapports|api|exports)\//.test(path) ? '' : await pageOf(team, path);
			read.set(path, html);
			return html;
		},
		() => false
	);
	const paths = [...addresses.values()].flatMap((found) => found.slice(0, 1));
	const steps = site.knockers
		.filter(({ name }) => AT_WORK.includes(name))
		.flatMap((who) => paths.map((path) => ({ who, path })));
	const found = new Map<string, Form>();
	const keep = (html: string, page: string, who: Knocker) => {
		for (const form of formsIn(html, page, who))
			if (!found.has(shape(form))) found.set(shape(form), form);
	};
	const beside = new Map<string, { who: Knocker; path: string }>();
	await withEach(steps, async ({ who, path }) => {
		const html = who === team && read.has(path) ? (read.get(path) ?? '') : await pageOf(who, path);
		keep(html, path, who);
		for (const [, query = '', kind = ''] of html.matchAll(
			/href="(\?(?:modifier|ajouter)=(\w+)[^"#]*)/g
		))
			if (!beside.has(kind)) beside.set(kind, { who, path: path + unescape(query) });
	});
	await withEach([...beside.values()], async ({ who, path }) => {
		keep(await pageOf(who, path), path, who);
	});
	forms = [...found.values()].sort(
		(a, b) => Number(LAST.test(a.action)) - Number(LAST.test(b.action))
	);
});
afterAll(() => site.stop());

/** Does the same with each, a few at a time. */
async function withEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
	const rest = [...items];
	const walk = async () => {
		for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: 6 }, walk));
}

/** Two pages of one route send the same form. */
function shape({ action }: Form): string {
	const [path = '', query = ''] = action.split('?');
	const [first = '', second = ''] = path.split('/').slice(1);
	const kind = ['modifier', 'ajouter'].includes(first) ? second : '';
	return `${routeOf(path) ?? path} ${kind} ${query.startsWith('/') ? query : ''}`;
}

async function pageOf({ cookie }: Pick<Knocker, 'cookie'>, path: string): Promise<string> {
	const answer = await fetch(site.url + path, { headers: { cookie, accept: 'text/html' } });
	return answer.headers.get('content-type')?.startsWith('text/html') ? answer.text() : '';
}

const WRITTEN: Record<string, string> = { '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&' };
function unescape(text: string): string {
	return text.replace(/&(?:quot|lt|gt|amp);/g, (one) => WRITTEN[one] ?? one);
}

function attribute(tag: string, name: string): string | undefined {
	const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
	return value === undefined ? undefined : unescape(value);
}

/** The forms of a page that change something, filled by somebody. */
function formsIn(html: string, page: string, who: Knocker): Form[] {
	const found = html.matchAll(/(<form(?:\s[^>]*)?\smethod="post"[^>]*>)(.*?)<\/form>/gs);
	return [...found].map(([, tag = '', content = '']) => {
		const { pathname, search } = new URL(attribute(tag, 'action') ?? page, site.url + page);
		return {
			who,
			action: pathname + search,
			isMultipart: attribute(tag, 'enctype') !== undefined,
			texts: textsIn(content)
		};
	});
}

function textsIn(content: string): [string, string][] {
	const texts: [string, string][] = [];
	for (const [tag] of content.matchAll(/<(?:input|textarea|select|button)\s[^>]*>/g)) {
		const name = attribute(tag, 'name');
		const type = attribute(tag, 'type') ?? 'text';
		if (!name || type === 'file') continue;
		const isFree = tag.startsWith('<textarea') || ['text', 'email', 'password'].includes(type);
		texts.push([name, isFree ? TYPED : (attribute(tag, 'value') ?? '')]);
	}
	return texts;
}

async function send({ action, isMultipart, texts }: Form, cookie: string) {
	const multipart = new FormData();
	for (const [name, text] of texts) multipart.append(name, text);
	const answer = await fetch(site.url + action, {
		method: 'POST',
		redirect: 'manual',
		headers: { cookie, accept: 'text/html', origin: site.url },
		body: isMultipart ? multipart : new URLSearchParams(texts)
	});
	return { status: answer.status, html: await answer.text() };
}

/** The form that a page gives back to be sent again, as a browser reads it. */
function keptIn(html: string, form: Form): Form | undefined {
	const kept = formsIn(html, form.action, form.who).find((one) => one.action === form.action);
	return html.includes('Enregistrer maintenant') ? kept : undefined;
}

const isSecret = ({ action }: Form, field: string) =>
	action.startsWith('/compte') && SECRET.includes(field);

/** Forms that only who is there may send. */
async function withSession(): Promise<Form[]> {
	const asked: Form[] = [];
	for (const form of forms) {
		const doors = await doorsOf(routeOf(form.action) ?? '');
		if (doors.POST !== undefined && doors.POST !== 'everyone') asked.push(form);
	}
	return asked;
}

test('every form of the site says for whom it was drawn', () => {
	const mute = forms.filter(
		({ action, texts }) =>
			!/^\/(connexion|deconnexion)/.test(action) && !texts.some(([field]) => field === '_de')
	);
	expect(mute.map(({ action }) => action)).toEqual([]);
	expect(forms.length).toBeGreaterThan(50);
});

test('a form sent after the session has died comes back whole, secrets apart', async () => {
	const lost: string[] = [];
	await withEach(await withSession(), async (form) => {
		const { status, html } = await send(form, '');
		const kept = keptIn(html, form);
		const had = form.texts.filter(([field]) => !isSecret(form, field));
		const given = kept?.texts.filter(([field]) => !isSecret(form, field));
		if (status !== 403 || JSON.stringify(given) !== JSON.stringify(had))
			lost.push(
				`${form.action} (${String(status)}): ${JSON.stringify(given)?.slice(0, 300) ?? ''}`
			);
		for (const [field] of form.texts.filter(([name]) => isSecret(form, name)))
			if (new RegExp(`name="${field}"[^>]*value="[^"]*Mot perdu`).test(html))
				lost.push(`${form.action} writes ${field}`);
	});
	expect(lost).toEqual([]);
});

test('pressed by who has come in, it is taken as if nothing had happened; by somebody else, it is not', async () => {
	const refused: string[] = [];
	const other = site.knockers.find(({ name }) => name === 'role-conseil');
	for (const form of await withSession()) {
		const kept = keptIn((await send(form, '')).html, form);
		if (!kept) continue;
		const secrets = form.texts.filter(([field]) => isSecret(form, field));
		const filled = {
			...kept,
			texts: [...kept.texts.filter(([f]) => !isSecret(form, f)), ...secrets]
		};
		const theirs = await send(filled, other?.cookie ?? '');
		if (theirs.status !== 403 || !theirs.html.includes('pas enregistré à votre nom'))
			refused.push(`${form.action} by somebody else: ${String(theirs.status)}`);
		let { status, html } = await send(filled, form.who.cookie);
		if (status === 403) {
			// A form before it has ended or renewed the session.
			form.who.cookie = await site.signIn(form.who.name);
			({ status, html } = await send(filled, form.who.cookie));
		}
		const isSaid = /<title>Erreur : /.test(html) && /role="alert"[^>]*autofocus/.test(html);
		if ([422, 429].includes(status) && !isSaid) refused.push(`${form.action}: its error is mute`);
		if (status >= 500 || (status === 403 && html.includes('Enregistrer maintenant')))
			refused.push(
				`${form.action}: ${String(status)} ${/class="lead">[^<]*/.exec(html)?.[0] ?? ''}`
			);
	}
	expect(refused).toEqual([]);
});
