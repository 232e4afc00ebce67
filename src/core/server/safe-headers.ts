/** What a browser may load for a page of ours: what the site itself gives, no script nor style written in the page. */
export const CONTENT_POLICY = {
	'default-src': ['self' as const],
	'script-src': ['self' as const],
	'style-src': ['self' as const],
	'img-src': ['self' as const, 'data:' as const],
	'font-src': ['self' as const],
	'connect-src': ['self' as const],
	'object-src': ['none' as const],
	'base-uri': ['none' as const],
	'form-action': ['self' as const],
	'frame-ancestors': ['none' as const]
};

/**
 * What every answer tells browsers, whatever answers: page, file, drawing, refusal, and « nothing has changed », whose headers take the
 * place of those that the browser had. Encryption is asked for (a year, RFC 6797) where people come by https.
 */
export function safeHeaders(origin: URL): Record<string, string> {
	return {
		'content-security-policy': policyText(),
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
		'referrer-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		...(origin.protocol === 'https:'
			? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
			: {})
	};
}

function policyText(): string {
	return Object.entries(CONTENT_POLICY)
		.map(([name, sources]) => {
			const said = sources.map((one) => (one === 'data:' ? one : `'${one}'`));
			return `${name} ${said.join(' ')}`;
		})
		.join('; ');
}
