const RECORD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Is the text the identifier of a record, as Fanal writes it (a UUID in lower case, RFC 9562)? What comes from an address or a
 * form is asked before the database is: it would break on anything else.
 */
export function isRecordId(text: string): boolean {
	return RECORD_ID.test(text);
}
