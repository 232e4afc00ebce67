import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliverDue } from '#collectors/mail/deliver.ts';
import type { Mail } from '#core/mail.ts';
import type { Collective } from '#core/server/context.ts';
import { smtpCourier } from '#core/server/mail/courier.ts';
import { filesUnder } from '../../scripts/sources/files.mjs';
import { readFileSync } from 'node:fs';
import { readMessage, settingsFor, startMailServer, type MailServer } from './mail-server.ts';
import { aCollective, NOON, NOTICE, post } from './post.ts';

let server: MailServer;
let collective: Collective;

beforeAll(async () => {
	[server, collective] = await Promise.all([startMailServer(), aCollective()]);
});
afterAll(() => server.close());

/** The mail as it came over the wire. */
async function sent(over: Partial<Mail> = {}) {
	await post(collective, over);
	await deliverDue(collective, smtpCourier(settingsFor(server)), { clock: () => NOON });
	const raw = server.taken.at(-1) ?? '';
	return { raw, message: await readMessage(raw) };
}

const WORDS = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 80 }),
	fc.string({ unit: 'binary', maxLength: 80 }),
	fc.constantFrom(
		'\r\nBcc: all@example.org\r\n',
		'.\r\nQUIT\r\n',
		'<script>1</script>',
		'é'.repeat(1200),
		'\0',
		'Maison\u000bdes \u0002 \ufffe\uffff',
		'\ud800 seul',
		'x'.repeat(5000),
		'=?utf-8?q?x?=',
		'"; --'
	)
);

test('whatever its words, a mail goes to one reader, holds its link twice over, and keeps its lines short', async () => {
	await fc.assert(
		fc.asyncProperty(WORDS, WORDS, WORDS, WORDS, async (subject, name, text, label) => {
			const { raw, message } = await sent({
				to: { address: 'zoe@example.org', name },
				subject: `Avis ${subject}`,
				text: [text, { heading: text }, { list: [{ text, path: '/agenda' }, { text: label }] }],
				action: { label, path: '/reunions/bureau-mars' }
			});
			const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
			expect(message.to).toHaveLength(1);
			expect(message.to?.[0]).toMatchObject({ address: 'zoe@example.org' });
			expect(message.bcc).toBeUndefined();
			expect(head).not.toMatch(/^bcc:/im);
			expect(message.subject).toMatch(/^Avis/);
			expect(message.text).toContain('http://127.0.0.1:3000/reunions/bureau-mars');
			expect(message.html).toContain('href="http://127.0.0.1:3000/reunions/bureau-mars"');
			expect(message.html).not.toContain('<script');
			expect(`${message.html ?? ''}${message.text ?? ''}`).not.toMatch(
				/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/
			);
			// RFC 5322, 2.1.1.
			expect(
				Math.max(...raw.split('\r\n').map((line) => Buffer.byteLength(line)))
			).toBeLessThanOrEqual(998);
		}),
		{ numRuns: 40 }
	);
});

describe('a mail', () => {
	test('is signed by the collective, in its colours, in French', async () => {
		const { raw, message } = await sent();
		expect(message.from).toMatchObject({ name: 'Balise', address: 'courriel@balise.example.org' });
		expect(message.to?.[0]).toEqual({ name: 'Zoé Petit', address: 'zoe@example.org' });
		expect(message.html).toContain('lang="fr"');
		expect(message.html).toContain('#12355b');
		expect(message.text).toContain('Balise, collectif d’essai');
		expect(raw).toMatch(/^Content-Type: multipart\/alternative/m);
		expect(new Date(message.date ?? '')).toEqual(NOON);
	});

	test('fetches nothing and follows nobody: neither picture nor script, no other machine', async () => {
		const { message } = await sent({ list: 'all', to: { ...NOTICE.to, account: 'zoe' } });
		const html = message.html ?? '';
		expect(html).not.toMatch(/<(img|script|link|iframe|object)|url\(|@import/i);
		const machines = [...html.matchAll(/https?:\/\/([^/"<\s]+)/g)].map((match) => match[1]);
		expect(new Set(machines)).toEqual(new Set(['127.0.0.1:3000']));
	});

	test('asks absent readers for no answer', async () => {
		expect((await sent()).raw).toMatch(/^Auto-Submitted: auto-generated/m);
	});

	test('of a list can be stopped in one click, and a personal one says why it came', async () => {
		const listed = (await sent({ list: 'group:gt5', to: { ...NOTICE.to, account: 'zoe' } }))
			.message;
		const header = (name: string, message = listed) =>
			message.headers.find((one) => one.key === name)?.value;
		expect(header('list-unsubscribe')).toMatch(
			/^<http:\/\/127\.0\.0\.1:3000\/desabonnement\/[\w-]+\.[\w-]+>$/
		);
		expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
		expect(header('list-id')).toMatch(/^<group\.gt5\./);
		const personal = (await sent()).message;
		expect(header('list-unsubscribe', personal)).toBeUndefined();
		expect(personal.text).toContain('adressé personnellement');
	});
});

test('mails are written in one place, by the queue: no other file does', () => {
	const writers = filesUnder('src', /\.ts$/).filter((path) =>
		/insert\(mailTable\)|createTransport\(/.test(readFileSync(path, 'utf8'))
	);
	expect(writers.sort()).toEqual(['src/core/server/mail.ts', 'src/core/server/mail/courier.ts']);
});
