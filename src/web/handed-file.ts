import { create } from 'content-disposition';

/**
 * A file that somebody handed in, given back to be saved, never shown as a page of the site: whatever it holds runs
 * nowhere (RFC 6266, CSP `sandbox`). Asked again, it travels only if it changed.
 */
export function handOver(
	request: Request,
	file: { name: string; type: string; size: number; sha256: string; bytes: Buffer }
): Response {
	const headers = {
		'content-type': file.type.startsWith('text/') ? `${file.type}; charset=utf-8` : file.type,
		'content-disposition': create(file.name),
		'content-security-policy':
			"default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'",
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex',
		etag: `"${file.sha256}"`
	};
	if (request.headers.get('if-none-match') === headers.etag)
		return new Response(null, { status: 304, headers });
	return new Response(new Uint8Array(file.bytes), {
		headers: { ...headers, 'content-length': String(file.size) }
	});
}
