import { isIP } from 'node:net';
import { OperatorError } from '#core/errors.ts';
import { smtpSettings } from '#core/server/mail/settings.ts';
import { privateMachines } from '#core/server/webhooks/destinations.ts';
import { parsePartialDate, precisionOf } from '#core/partial-date.ts';

type Environment = Record<string, string | undefined>;

/** Refuses, before anything starts, a setting that cannot be what it should; an empty one counts as absent. */
export function checkSettings(environment: Environment): void {
	const { PORT, PUBLIC_URL, DATABASE_URL, FANAL_NOW, FANAL_TODAY, FANAL_PROXY } = environment;
	checkSingleSignOn(environment);
	if (FANAL_PROXY && FANAL_PROXY.split(',').some((one) => isIP(one.trim()) === 0)) {
		throw new OperatorError(
			`FANAL_PROXY vaut « ${FANAL_PROXY} », qui n’est pas une liste d’adresses internet.`,
			'Donnez celle du mandataire : FANAL_PROXY=127.0.0.1 npm start'
		);
	}
	if (PORT && !isPort(PORT)) {
		throw new OperatorError(
			`PORT vaut « ${PORT} », qui n’est pas un port.`,
			'Donnez un nombre de 1 à 65535 : PORT=3001 npm start'
		);
	}
	if (PUBLIC_URL && !isAddress(PUBLIC_URL, /^https?:$/)) {
		throw new OperatorError(
			`PUBLIC_URL vaut « ${PUBLIC_URL} », qui n’est pas une adresse.`,
			'Donnez celle que les gens tapent : PUBLIC_URL=https://fanal.exemple.fr npm start'
		);
	}
	// Not shown: it holds a password.
	if (DATABASE_URL && !isAddress(withMachine(DATABASE_URL), /^postgres(ql)?:$/)) {
		throw new OperatorError(
			'DATABASE_URL n’est pas l’adresse d’une base PostgreSQL.',
			'Elle s’écrit postgres://compte:mot-de-passe@machine:5432/base'
		);
	}
	smtpSettings(environment);
	privateMachines(environment);
	if (FANAL_NOW && Number.isNaN(Date.parse(FANAL_NOW))) {
		throw new OperatorError(
			`FANAL_NOW vaut « ${FANAL_NOW} », qui n’est pas un instant.`,
			'Il s’écrit 2024-03-13T11:00:00Z ; sans lui, Fanal est à l’heure de la machine.'
		);
	}
	if (FANAL_TODAY && !isDay(FANAL_TODAY)) {
		throw new OperatorError(
			`FANAL_TODAY vaut « ${FANAL_TODAY} », qui n’est pas un jour.`,
			'Il s’écrit 2023-11-20 ; sans lui, Fanal est au jour de la machine.'
		);
	}
}

function isDay(text: string): boolean {
	const day = parsePartialDate(text);
	return day !== null && precisionOf(day) === 'day';
}

/** All of it or nothing: half a single sign-on would fail on the day somebody needs it. */
function checkSingleSignOn(environment: Environment): void {
	const names = ['FANAL_OIDC_ISSUER', 'FANAL_OIDC_CLIENT_ID', 'FANAL_OIDC_CLIENT_SECRET'];
	const missing = names.filter((name) => !environment[name]);
	if (missing.length > 0 && missing.length < names.length) {
		throw new OperatorError(
			`La connexion unique est à moitié réglée : il manque ${missing.join(' et ')}.`,
			'Donnez les trois variables, ou aucune.'
		);
	}
	const issuer = environment['FANAL_OIDC_ISSUER'];
	if (issuer && !isAddress(issuer, /^https?:$/)) {
		throw new OperatorError(
			`FANAL_OIDC_ISSUER vaut « ${issuer} », qui n’est pas une adresse.`,
			'Donnez celle du fournisseur : FANAL_OIDC_ISSUER=https://connexion.exemple.fr/realms/collectif'
		);
	}
}

function isPort(text: string): boolean {
	return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function isAddress(text: string, protocol: RegExp): boolean {
	return URL.canParse(text) && protocol.test(new URL(text).protocol);
}

/** A database behind a socket (`postgres://fanal@/fanal?host=/run/postgresql`) names no machine. */
function withMachine(url: string): string {
	return url.replace(/^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)\//, '$1localhost/');
}
