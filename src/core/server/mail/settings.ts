import { readFileSync } from 'node:fs';
import { OperatorError } from '../../errors.ts';
import { isMailAddress } from '../../mail.ts';
import type { Collective } from '../context.ts';
import { publicUrl } from '../public-address.ts';

type Environment = Record<string, string | undefined>;

/** The server that mails are handed to. */
export interface SmtpSettings {
	host: string;
	port: number;
	/** TLS from the first byte (`smtps://`), before any other word, when the server offers it, or never. */
	tls: 'implicit' | 'required' | 'offered' | 'never';
	auth: { user: string; pass: string } | null;
	/** Authority that signed the server's certificate, PEM, when it is the collective's own. */
	ca: string | null;
	sender: Sender;
	/** Longest silence of the server that is borne. */
	silenceMs: number;
}
export interface Sender {
	/** Empty: the collective's own name. */
	name: string;
	address: string;
}

/** Do mails leave? Without a server, or in a demonstration, they are kept here. */
export function mailsLeave({ settings }: Collective): boolean {
	return smtpSettings() !== null && settings.demonstration !== true;
}

/** RFC 5321, 4.5.3.2 asks for minutes: a busy server that answers after one is heard. */
const SILENCE_MS = 120_000;

/** The mail server of this installation, `null` without one; refuses what cannot be right, never showing the password. */
export function smtpSettings(environment: Environment = process.env): SmtpSettings | null {
	const { FANAL_SMTP_URL, FANAL_MAIL_FROM = '', FANAL_SMTP_CA } = environment;
	if (!FANAL_SMTP_URL) return null;
	const url = URL.canParse(FANAL_SMTP_URL) ? new URL(FANAL_SMTP_URL) : null;
	if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') throw badUrl();
	const sender = parseSender(FANAL_MAIL_FROM);
	if (!sender)
		throw new OperatorError(
			'FANAL_MAIL_FROM ne dit pas de quelle adresse partent les courriels.',
			'Par exemple : FANAL_MAIL_FROM="Le collectif <courriel@exemple.fr>"'
		);
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const tls = tlsOf(url, host);
	const auth = url.username
		? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
		: null;
	if (auth && tls !== 'implicit' && tls !== 'required' && !isThisMachine(host))
		throw new OperatorError(
			'FANAL_SMTP_URL enverrait le mot de passe en clair sur le réseau.',
			'Écrivez smtps://, ou smtp:// sans « ?starttls= » : la liaison sera chiffrée d’abord.'
		);
	return {
		host,
		port: Number(url.port) || (tls === 'implicit' ? 465 : 587),
		tls,
		auth,
		ca: FANAL_SMTP_CA ? authority(FANAL_SMTP_CA) : null,
		sender,
		silenceMs: SILENCE_MS
	};
}

function tlsOf(url: URL, host: string): SmtpSettings['tls'] {
	if (url.protocol === 'smtps:') return 'implicit';
	const wanted = url.searchParams.get('starttls') ?? (isThisMachine(host) ? 'offered' : 'required');
	if (wanted === 'required' || wanted === 'offered' || wanted === 'never') return wanted;
	throw badUrl();
}

function isThisMachine(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host);
}

function authority(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		throw new OperatorError(
			`FANAL_SMTP_CA vaut « ${path} », un fichier qui ne se lit pas.`,
			'Donnez le chemin du certificat de l’autorité, au format PEM.'
		);
	}
}

function badUrl(): OperatorError {
	return new OperatorError(
		'FANAL_SMTP_URL n’est pas l’adresse d’un serveur de courriel.',
		'Elle s’écrit smtps://compte:mot-de-passe@machine:465 ou smtp://compte:mot-de-passe@machine:587'
	);
}

/** Who mails come from: `Le nom <adresse>`, or the address alone; `null` when it is neither. */
function parseSender(text: string): Sender | null {
	const [, quoted, bare, address = text.trim()] =
		/^(?:"([^"<>]*)"\s*|([^"<>]*))<([^<>]+)>$/.exec(text.trim()) ?? [];
	return isMailAddress(address) ? { name: (quoted ?? bare ?? '').trim(), address } : null;
}

/** The domain that signs identifiers of mails: that of the sender, or of the site. */
export function mailDomain(): string {
	const sender = parseSender(process.env['FANAL_MAIL_FROM'] ?? '');
	const host = sender?.address.split('@')[1] ?? new URL(publicUrl()).hostname;
	return host.includes('.') && !/^[\d.]+$/.test(host) ? host : 'fanal.invalid';
}
