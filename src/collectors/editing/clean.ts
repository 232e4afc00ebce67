/**
 * Typed text without what no keyboard writes and no database keeps: control characters, halves of a character, line
 * ends of other systems. A field of one line keeps no line end at all.
 */
export function clean(typed: string, isLong: boolean): string {
	const whole = typed
		.toWellFormed()
		.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
		.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
	return (isLong ? whole : whole.replace(/\s*\n\s*/g, ' ')).trim();
}
