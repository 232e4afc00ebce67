/** How a try ended. `later`: to be tried again; `everyone`: no other mail would have passed either. */
export type Outcome =
	| { state: 'accepted'; answer: string }
	/** `gone`: the address itself does not exist or is closed, whatever is written to it. */
	| { state: 'refused'; said: string; answer: string; gone?: boolean }
	| { state: 'later'; said: string; answer: string; everyone: boolean };

/** What is told of a failure by those who talk SMTP. */
interface Failure {
	code?: unknown;
	command?: unknown;
	responseCode?: unknown;
	response?: unknown;
	message?: unknown;
}

/**
 * What a failure of the SMTP exchange means. A refusal for good (5xx, RFC 5321, 4.2.1) of the address or of the
 * message ends the mail; the refusal of the account, of the sender or of the liaison is the installation's trouble, not
 * the reader's: every mail waits for it to be settled.
 */
export function outcomeOfFailure(failure: unknown): Outcome {
	const { code, command, responseCode, response, message } = (failure ?? {}) as Failure; // every field is checked below
	const answer = typeof response === 'string' && response ? response : String(message ?? failure);
	const status = typeof responseCode === 'number' ? responseCode : null;
	const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
	const aboutTheSender = command === 'MAIL FROM' && !TOO_BIG.test(answer);
	if (aboutTheMail && !aboutTheSender && (status === null || status >= 500))
		return {
			state: 'refused',
			said: reasonOf(answer),
			answer,
			gone: code === 'EENVELOPE' && GONE.test(answer)
		};
	const said = aboutTheMail
		? aboutTheSender && status !== null && status >= 500
			? 'Le serveur refuse l’adresse d’expédition : vérifiez FANAL_MAIL_FROM.'
			: 'Le serveur demande d’attendre.'
		: troubleOf(String(code), answer);
	return { state: 'later', said, answer, everyone: !aboutTheMail };
}

/** No such address, no such domain, mailbox closed (RFC 3463); or refused for good without saying more than that. */
const GONE = /\b5\.1\.(?:[0-36]|10)\b|\b5\.2\.1\b|^55[013](?![ -]\d\.\d)/;

const TOO_BIG = /\b5\.(?:2\.3|3\.4)\b|^552\b|larger than allowed/;

/** Enhanced status codes (RFC 3463), in words. */
const REASONS: [RegExp, string][] = [
	[/\b5\.1\.[0126]\b/, 'Cette adresse n’existe pas chez le destinataire.'],
	[/\b5\.1\.10\b/, 'Ce domaine ne reçoit pas de courriel.'],
	[/\b5\.2\.1\b/, 'La boîte du destinataire est fermée.'],
	[/\b5\.2\.2\b/, 'La boîte du destinataire est pleine.'],
	[TOO_BIG, 'Le courriel est trop lourd pour le destinataire.'],
	[/\b5\.4\.\d+\b/, 'Le serveur ne trouve pas le chemin jusqu’au destinataire.'],
	[/\b5\.7\.\d+\b/, 'Le serveur refuse ce courriel par sa politique (indésirable, autorisation).']
];

function reasonOf(answer: string): string {
	const known = REASONS.find(([pattern]) => pattern.test(answer));
	return known?.[1] ?? 'Le serveur refuse ce courriel.';
}

/** A trouble of the liaison or of the account: no mail passes. */
function troubleOf(code: string, message: string): string {
	if (code === 'EAUTH') return 'Le serveur refuse le compte de Fanal : vérifiez FANAL_SMTP_URL.';
	if (code === 'ETLS' || /certificate/i.test(message))
		return 'La liaison avec le serveur n’a pas pu être chiffrée.';
	if (code === 'ETIMEDOUT' && !/connection|greeting/i.test(message))
		return 'Le serveur n’a pas répondu à temps ; il a peut-être reçu le courriel.';
	if (/closed|ECONNRESET|EPIPE|hang up/i.test(message))
		return 'La liaison a été coupée avant la réponse du serveur ; il a peut-être reçu le courriel.';
	return 'Le serveur de courriel n’a pas pu être joint.';
}
