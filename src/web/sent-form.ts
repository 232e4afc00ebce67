/** What a form sent: its texts in order, and the files that it chose, by name only. */
export interface SentForm {
	texts: [field: string, text: string][];
	files: [field: string, name: string][];
	isMultipart: boolean;
}

/** Longest form, files apart, in bytes. */
export const TEXT_LIMIT = 512 * 1024;
/** Most fields of a form: a roll call of a thousand people holds four thousand. */
export const FIELD_LIMIT = 5000;
const HEAD_LIMIT = 16 * 1024;
const BETWEEN = Buffer.from('\r\n\r\n');

/**
 * The texts of the form that a request sends, and the names of its files: their bytes are let go as they come, so that who may send
 * nothing takes no memory either. Null for what is no form, breaks off, or holds more text than a form may; `too many` for one of more
 * fields than any form has, of which each costs more to read than its bytes.
 */
export async function readSent(request: Request): Promise<SentForm | 'too many' | null> {
	const type = request.headers.get('content-type') ?? '';
	try {
		if (type.startsWith('application/x-www-form-urlencoded')) {
			const sent = await request.text();
			if (hasMore(sent, '&', FIELD_LIMIT)) return 'too many';
			const texts = [...new URLSearchParams(sent)];
			return { texts, files: [], isMultipart: false };
		}
		const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
		return boundary && request.body ? await readParts(request.body, boundary) : null;
	} catch {
		// The sender went away: nobody is there to be given anything back.
		return null;
	}
}

/** Does the text hold this sign more often? */
function hasMore(text: string, sign: string, most: number): boolean {
	let count = 0;
	for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1))
		if (++count >= most) return true;
	return false;
}

/**
 * The parts of a form with files (RFC 7578). The whole body is read, even past what is wrong with it: one that is left unread breaks
 * the connection, and nobody gets the answer.
 */
async function readParts(body: ReadableStream<Uint8Array>, boundary: string) {
	const parts = new PartReader(boundary);
	for await (const chunk of body) parts.take(chunk);
	return parts.isTooMany ? 'too many' : parts.form;
}

/** Reads parts as their bytes come; holds no more of them than the texts, and the end of the last piece. */
class PartReader {
	private readonly delimiter: Buffer;
	private readonly read: SentForm = { texts: [], files: [], isMultipart: true };
	private rest: Buffer = Buffer.from('\r\n');
	private state: 'before' | 'head' | 'content' | 'ended' | 'broken' = 'before';
	private part: Part = { name: '', file: '', pieces: [] };
	private kept = 0;
	private fields = 0;

	constructor(boundary: string) {
		this.delimiter = Buffer.from(`\r\n--${boundary}`);
	}

	get isTooMany(): boolean {
		return this.fields > FIELD_LIMIT;
	}

	/** The form, once its end has come; null for one that broke off. */
	get form(): SentForm | null {
		return this.state === 'ended' ? this.read : null;
	}

	take(chunk: Uint8Array): void {
		if (this.state === 'ended' || this.state === 'broken') return;
		this.rest = Buffer.concat([this.rest, chunk]);
		while (this.step());
	}

	/** Goes as far as the next border; false when more bytes are wanted, or nothing more is. */
	private step(): boolean {
		switch (this.state) {
			case 'before':
				return this.upTo(this.delimiter, () => (this.state = 'head'));
			case 'head':
				if (this.rest.subarray(0, 2).toString() === '--') this.state = 'ended';
				return (
					this.state === 'head' &&
					this.upTo(BETWEEN, (head) => {
						this.part = partOf(head.toString('utf8'));
						this.fields += 1;
						this.state = this.isTooMany ? 'broken' : 'content';
					})
				);
			case 'content':
				return this.content();
			default:
				return false;
		}
	}

	private upTo(border: Buffer, then: (before: Buffer) => void): boolean {
		const at = this.rest.indexOf(border);
		if (at < 0) {
			if (this.rest.length > HEAD_LIMIT) this.state = 'broken';
			return false;
		}
		const before = this.rest.subarray(0, at);
		this.rest = this.rest.subarray(at + border.length);
		then(before);
		return this.state !== 'broken';
	}

	private content(): boolean {
		const { delimiter, part } = this;
		const at = this.rest.indexOf(delimiter);
		const whole = at < 0 ? Math.max(0, this.rest.length - delimiter.length) : at;
		if (part.file === undefined) {
			part.pieces.push(this.rest.subarray(0, whole));
			this.kept += whole;
			if (this.kept > TEXT_LIMIT) this.state = 'broken';
		}
		this.rest = this.rest.subarray(at < 0 ? whole : at + delimiter.length);
		if (at < 0 || this.state === 'broken') return false;
		if (part.file === undefined)
			this.read.texts.push([part.name, Buffer.concat(part.pieces).toString('utf8')]);
		else if (part.file !== '') this.read.files.push([part.name, part.file]);
		this.state = 'head';
		return true;
	}
}

interface Part {
	name: string;
	/** Name of the file chosen, empty when none was; undefined for a text. */
	file: string | undefined;
	pieces: Uint8Array[];
}

function partOf(head: string): Part {
	const line = /content-disposition:[^\r\n]*/i.exec(head)?.[0] ?? '';
	const said = (what: RegExp) =>
		what.exec(line)?.[1]?.replace(/%22/g, '"').replace(/%0D/g, '\r').replace(/%0A/g, '\n');
	return {
		name: said(/[;\s]name="([^"]*)"/i) ?? '',
		file: said(/filename="([^"]*)"/i),
		pieces: []
	};
}
