/** Does who asks already hold what bears this mark? `If-None-Match` compares weakly (RFC 9110 §8.8.3.2). */
export function isHeld({ headers }: Request, etag: string): boolean {
	const held = (headers.get('if-none-match') ?? '').split(',').map(bare);
	return held.includes(bare(etag));
}

function bare(tag: string): string {
	return tag.trim().replace(/^W\//, '');
}
