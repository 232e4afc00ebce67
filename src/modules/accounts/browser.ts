const BROWSERS: [RegExp, string][] = [
	[/Firefox\//, 'Firefox'],
	[/Edg\//, 'Edge'],
	[/OPR\//, 'Opera'],
	[/Chrome\//, 'Chrome'],
	[/Safari\//, 'Safari']
];
const SYSTEMS: [RegExp, string][] = [
	[/iPhone|iPad/, 'iOS'],
	[/Android/, 'Android'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux']
];

/** "Firefox, Windows": enough to recognise one's own session; null when the browser did not say. */
export function browserOf(userAgent: string | null): string | null {
	const named = [BROWSERS, SYSTEMS].flatMap(
		(list) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? []
	);
	return named.length > 0 ? named.join(', ') : null;
}
