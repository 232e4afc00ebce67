/**
 * Name of a cookie that is for this host alone: over https its prefix makes browsers refuse it without encryption, from a neighbouring
 * domain or for a part of the site (RFC 6265bis, 4.1.3.2).
 */
export function hostCookie(name: string, { protocol }: URL): string {
	return protocol === 'https:' ? `__Host-${name}` : name;
}
