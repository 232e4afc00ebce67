import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SmtpSettings } from '#core/server/mail/settings.ts';

/** The authority that the secured server of tests is its own. */
export const AUTHORITY = readFileSync('tests/mail/certificate/certificate.pem', 'utf8');
const KEY = readFileSync('tests/mail/certificate/key.pem', 'utf8');

/** What the server says of an address, or of a message: nothing is yes. */
export type Answer = { code: number; text: string } | undefined;

export interface MailServer {
	port: number;
	/** Messages it took, as they came over the wire. */
	taken: string[];
	/** Asked once per recipient, once per message; both may wait as long as they want. */
	behaviour: {
		recipient?: (address: string) => Answer;
		message?: (raw: string) => Answer | Promise<Answer>;
	};
	/** Cuts every open liaison, without a word. */
	cut: () => void;
	close: () => Promise<void>;
}

/** A real mail server on this machine, that does what the test tells it to. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
	const taken: string[] = [];
	const behaviour: MailServer['behaviour'] = {};
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		key: KEY,
		cert: AUTHORITY,
		closeTimeout: 100,
		onRcptTo: ({ address }, _session, callback) => {
			callback(refusal(behaviour.recipient?.(address)));
		},
		onData: (stream, _session, callback) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const raw = Buffer.concat(chunks).toString('utf8');
				void Promise.resolve(behaviour.message?.(raw)).then((answer) => {
					if (!answer) taken.push(raw);
					callback(refusal(answer));
				});
			});
		},
		...options
	});
	// A liaison that the test cuts is no trouble of the server.
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.server.address() as AddressInfo).port, // listens on TCP
		taken,
		behaviour,
		cut: () => {
			for (const liaison of server.connections) liaison.close();
		},
		close: () => new Promise((resolve) => server.close(() => resolve()))
	};
}

function refusal(answer: Answer): Error | null {
	return answer ? Object.assign(new Error(answer.text), { responseCode: answer.code }) : null;
}

/** The settings that lead to it; clear, on this machine, with a short patience. */
export function settingsFor(
	server: { port: number },
	over: Partial<SmtpSettings> = {}
): SmtpSettings {
	return {
		host: '127.0.0.1',
		port: server.port,
		tls: 'offered',
		auth: null,
		ca: null,
		sender: { name: '', address: 'courriel@balise.example.org' },
		silenceMs: 5_000,
		...over
	};
}

/** A message as a mail reader understands it. */
export function readMessage(raw: string | undefined): Promise<Email> {
	if (raw === undefined) throw new Error('no message came');
	return PostalMime.parse(raw);
}
