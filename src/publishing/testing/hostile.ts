/** What a hostile person would type where a name is expected. */
export const HOSTILE =
	'<script>alert("x")</script> #eval("1+1") ${x} *a* | b ` [c](javascript:alert(1)) & "d" <img src=x onerror=y>';

/** Values that the program writes itself: no person types a kind, a date or a colour. */
const OWN = new Set(
	'kind chart metric qualifier align tone type href figure path id date code colours asOf baseUrl website svg attrs from to'.split(
		' '
	)
);

/** The same document where every text that people type ends with hostile signs. */
export function hostile<T>(value: T, key = ''): T {
	if (OWN.has(key)) return value;
	if (typeof value === 'string') return `${value} ${HOSTILE}` as T; // a string stays a string
	if (Array.isArray(value)) return value.map((one: unknown) => hostile(one, key)) as T; // item by item
	if (typeof value !== 'object' || value === null) return value;
	const entries: [string, unknown][] = Object.entries(value);
	return Object.fromEntries(entries.map(([name, one]) => [name, hostile(one, name)])) as T; // same keys
}
