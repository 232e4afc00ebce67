import type { MailBlock, MailLine } from '#core/mail.ts';
import { french } from '../typography.ts';
import type { MailContent, MailIdentity } from './index.ts';

/** The letter as plain text: what some read, and what all can. Links stand alone on their line. */
export function plainLetter(content: MailContent, { fullName, baseUrl }: MailIdentity): string {
	const url = (path: string) => new URL(path, baseUrl).href;
	const line = ({ text, path }: MailLine) => french(text) + (path ? `\n  ${url(path)}` : '');
	const block = (one: MailBlock): string => {
		if (typeof one === 'string') return french(one);
		if ('heading' in one) return `${french(one.heading)}\n${'-'.repeat(one.heading.length)}`;
		return one.list.map((item) => `- ${line(item)}`).join('\n');
	};
	const action = content.action
		? [`${french(content.action.label)} :\n${url(content.action.path)}`]
		: [];
	const footer = ['-- ', fullName, ...content.footer.map(line)].join('\n');
	return `${[...content.text.map(block), ...action, footer].join('\n\n')}\n`;
}
