import { isMailAddress } from '../../mail.ts';
import { publicUrl } from '../public-address.ts';

/** Who mails come from: `Le nom <adresse>`, or the address alone; `null` when it is neither. */
function parseSender(text: string): { name: string; address: string } | null {
	const [, name = '', address = ''] = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>]+)>)\s*$/.exec(text) ?? [
		'',
		'',
		text.trim()
	];
	return isMailAddress(address) ? { name: name.trim(), address } : null;
}

/** The domain that signs identifiers of mails: that of the sender, or of the site. */
export function mailDomain(): string {
	const sender = parseSender(process.env['FANAL_MAIL_FROM'] ?? '');
	const host = sender?.address.split('@')[1] ?? new URL(publicUrl()).hostname;
	return host.includes('.') && !/^[\d.]+$/.test(host) ? host : 'fanal.invalid';
}
