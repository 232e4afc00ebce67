/** Everything that a value says, in one text: keys, texts, dates, whatever holds them. */
export function deepTextOf(value: unknown): string {
	return JSON.stringify(value, (_key, held: unknown) =>
		held instanceof Map || held instanceof Set ? [...held] : held
	);
}
