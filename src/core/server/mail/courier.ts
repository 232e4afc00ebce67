import { createTransport } from 'nodemailer';
import type { SmtpSettings } from './settings.ts';
import { outcomeOfFailure, type Outcome } from './outcomes.ts';

/** A mail ready to be handed over: everything is written out. */
export interface Letter {
	messageId: string;
	date: Date;
	to: { name: string | null; address: string };
	/** Name of the sender when the settings give none. */
	fromName: string;
	subject: string;
	text: string;
	html: string;
	headers: Record<string, string>;
}

/** Hands letters to a mail server, one at a time. Never throws: what went wrong is an outcome. */
export interface Courier {
	hand: (letter: Letter) => Promise<Outcome>;
}

/** Longest time for one letter, however slowly the server talks; below the time after which a try counts as lost. */
const LONGEST_MS = 600_000;

/** The courier of a mail server: one connection per letter, certificates checked, nothing logged. */
export function smtpCourier(settings: SmtpSettings): Courier {
	const transport = createTransport({
		host: settings.host,
		port: settings.port,
		secure: settings.tls === 'implicit',
		requireTLS: settings.tls === 'required',
		ignoreTLS: settings.tls === 'never',
		...(settings.auth ? { auth: settings.auth } : {}),
		...(settings.ca ? { tls: { ca: settings.ca } } : {}),
		connectionTimeout: Math.min(settings.silenceMs, 30_000),
		greetingTimeout: settings.silenceMs,
		socketTimeout: settings.silenceMs,
		disableFileAccess: true,
		disableUrlAccess: true
	});
	const secrets = settings.auth ? [settings.auth.pass, settings.auth.user] : [];
	return {
		hand: async (letter) => {
			try {
				const sent = await within(LONGEST_MS, transport.sendMail(messageOf(letter, settings)));
				return { state: 'accepted', answer: without(secrets, sent.response) };
			} catch (failure) {
				const outcome = outcomeOfFailure(failure);
				return { ...outcome, answer: without(secrets, outcome.answer) };
			}
		}
	};
}

function messageOf(letter: Letter, { sender }: SmtpSettings) {
	return {
		from: { name: sender.name || letter.fromName, address: sender.address },
		to: { name: letter.to.name ?? '', address: letter.to.address },
		// The list of addresses is ours, not read again from the headers.
		envelope: { from: sender.address, to: [letter.to.address] },
		messageId: letter.messageId,
		date: letter.date,
		subject: letter.subject,
		text: letter.text,
		html: letter.html,
		textEncoding: 'quoted-printable' as const,
		headers: letter.headers
	};
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			reject(Object.assign(new Error('deadline'), { code: 'ETIMEDOUT' }));
		}, milliseconds);
		work.then(resolve, reject).finally(() => {
			clearTimeout(timer);
		});
	});
}

/** Servers repeat what they were told: no answer is kept with a secret in it. */
function without(secrets: string[], answer: string): string {
	const hidden = secrets
		.flatMap((secret) => [secret, Buffer.from(secret).toString('base64')])
		.filter((secret) => secret !== '');
	return hidden.reduce((text, secret) => text.replaceAll(secret, '…'), answer).slice(0, 1000);
}
