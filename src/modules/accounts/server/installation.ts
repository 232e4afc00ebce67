import { z } from 'zod';
import { OPERATOR } from '#core/actor.ts';
import { Refused, type Refusal } from '#core/errors.ts';
import {
	dropUnlisted,
	listCollectives,
	prepareCollective,
	saveCollective
} from '#core/server/collectives.ts';
import { readClock } from '#core/server/clock.ts';
import type { Collective, CollectiveSettings, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { checkInstallationCode } from '#core/server/installation-code.ts';
import { cleanName } from '#core/typed.ts';
import { saveRecord } from '#core/server/records.ts';
import type { Visitor } from '#core/server/visitor.ts';
import { counted, slugOf } from '#core/words.ts';
import { organisationKind, roleKind } from '#modules/network/index.ts';
import { emailOf, nameRefusals } from '../rules.ts';
import { createAccount, EMAIL_REFUSED, getPersonByCode, setAdministrator } from './accounts.ts';
import { enterByLink, type Entry } from './enter.ts';
import { addPerson } from './invite-person.ts';
import { mintToken } from './links.ts';

/** What the page of a first installation asks, as typed. */
export interface InstallationForm {
	code: string;
	name: string;
	fullName: string;
	slug: string;
	ptce: string;
	territory: string;
	main: string;
	accent: string;
	firstName: string;
	lastName: string;
	email: string;
	/** The first administrator is an employee of the association too. */
	isTeam: boolean;
}

let underWay: Promise<unknown> = Promise.resolve();

/**
 * Creates the collective of an empty installation and its first administrator, who comes in at once. Refuses without the code
 * of the console, and (404) once there is a collective: the same form sent twice makes one.
 */
export function install(
	visitor: Visitor,
	form: InstallationForm
): Promise<{ collective: Collective; entry: Entry }> {
	const mine = underWay.then(() => installAlone(visitor, form));
	underWay = mine.catch(() => undefined);
	return mine;
}

async function installAlone(visitor: Visitor, form: InstallationForm) {
	if ((await listCollectives()).length > 0)
		throw new Refused('absent', [{ code: 'installed', message: 'Cette installation est faite.' }]);
	refuseWrongCode(form.code);
	const refusals = refusalsOf(form);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const code = slugOf(form.slug);
	const collective = await prepareCollective(code, settingsOf(form));
	try {
		await inCollective(collective, { actor: OPERATOR, mode: 'write' }, async (ctx) => {
			await firstAdministrator(ctx, form);
			await saveCollective(ctx.db, collective);
		});
	} finally {
		await dropUnlisted(code);
	}
	const email = form.email.trim().toLowerCase();
	const token = await mintToken(collective, visitor.origin, email);
	return { collective, entry: await enterByLink(collective, visitor, token) };
}

async function firstAdministrator(ctx: Context, form: InstallationForm): Promise<void> {
	const personId = form.isTeam ? await firstEmployee(ctx, form) : null;
	const name = cleanName(`${form.firstName} ${form.lastName}`);
	const account = await createAccount(ctx, { email: form.email, name, personId });
	await setAdministrator(ctx, account, true);
}

/** The association itself, and the person as its employee from today: that is what gives the rights of the team. */
async function firstEmployee(ctx: Context, form: InstallationForm): Promise<string> {
	const personCode = await addPerson(ctx, form);
	const person = await getPersonByCode(ctx, personCode);
	const { name, fullName } = ctx.collective.settings;
	const { id: organisationId } = await saveRecord(ctx, organisationKind, {
		code: ctx.collective.code,
		name,
		fullName,
		nature: 'collective',
		siret: null,
		address: null,
		postalCode: null,
		city: null,
		communeId: null,
		website: null,
		activities: null,
		foundedOn: null,
		founder: null,
		presentation: null,
		position: null,
		audience: 'public',
		source: SOURCE
	});
	await saveRecord(ctx, roleKind, {
		personId: person.id,
		organisationId,
		function: 'employee',
		title: null,
		field: null,
		from: null,
		until: null,
		position: null,
		audience: 'public',
		source: SOURCE
	});
	return person.id;
}

const SOURCE = 'Installation';

function refuseWrongCode(code: string): void {
	const { right, wait } = checkInstallationCode(code, Date.now());
	if (right) return;
	throw new Refused('invalid', [
		wait > 0
			? {
					code: 'too-many-attempts',
					message: `Trop d’essais : réessayez dans ${counted(wait, 'minute')}.`
				}
			: {
					code: 'installation-code',
					field: 'code',
					message:
						'Ce code n’est pas celui de la console : il est écrit au démarrage, et dans le fichier code-installation du dossier de données.'
				}
	]);
}

function settingsOf(form: InstallationForm): CollectiveSettings {
	return {
		name: cleanName(form.name),
		fullName: cleanName(form.fullName) || cleanName(form.name),
		...(form.ptce.trim() ? { ptce: cleanName(form.ptce) } : {}),
		territory: cleanName(form.territory),
		colours: { main: form.main, accent: form.accent },
		year: readClock().getFullYear()
	};
}

function refusalsOf(form: InstallationForm): Refusal[] {
	const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
	const slug = slugOf(form.slug);
	return [
		...nameRefusals(form.name, 'nom'),
		...(form.fullName ? nameRefusals(form.fullName, 'nom_complet') : []),
		...(form.ptce ? nameRefusals(form.ptce, 'ptce') : []),
		...nameRefusals(form.territory, 'territoire'),
		...nameRefusals(form.firstName, 'prenom'),
		...nameRefusals(form.lastName, 'nom_famille'),
		...(slug === '' || slug.length > 40 ? [SLUG_REFUSED] : []),
		...(colour.safeParse(form.main).success ? [] : [colourRefused('principale')]),
		...(colour.safeParse(form.accent).success ? [] : [colourRefused('accent')]),
		...(emailOf(form.email) === null ? [EMAIL_REFUSED] : [])
	];
}

const SLUG_REFUSED = {
	code: 'slug',
	field: 'identifiant',
	message: 'L’identifiant compte de 1 à 40 lettres, chiffres et tirets : par exemple « balise ».'
};
const colourRefused = (field: string): Refusal => ({
	code: 'colour',
	field,
	message: 'Cette couleur n’en est pas une : attendu, par exemple, #12355b.'
});
