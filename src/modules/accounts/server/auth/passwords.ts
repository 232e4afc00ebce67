import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';

/** argon2id with the parameters of OWASP's cheat sheet on password storage: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** A password as it is stored: a PHC string, which says its own parameters. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await derive({ ...COST, message: password.normalize('NFKC'), nonce });
	return `$argon2id$v=19$m=${String(COST.memory)},t=${String(COST.passes)},p=${String(COST.parallelism)}$${plain(nonce)}$${plain(tag)}`;
}

/** Is it the password? Compares in constant time; an unknown form of hash is a no. */
export async function verifyPassword({
	hash,
	password
}: {
	hash: string;
	password: string;
}): Promise<boolean> {
	const parts = hash.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/);
	if (!parts) return false;
	const [, memory, passes, parallelism, nonce = '', stored = ''] = parts;
	const expected = Buffer.from(stored, 'base64');
	const tag = await derive({
		message: password.normalize('NFKC'),
		nonce: Buffer.from(nonce, 'base64'),
		memory: Number(memory),
		passes: Number(passes),
		parallelism: Number(parallelism),
		tagLength: expected.length
	});
	return timingSafeEqual(tag, expected);
}

function derive(parameters: Argon2Parameters): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		argon2('argon2id', parameters, (error, tag) => {
			if (error) reject(error);
			else resolve(tag);
		});
	});
}

/** Base64 without padding, as PHC strings want it. */
function plain(bytes: Buffer): string {
	return bytes.toString('base64').replace(/=+$/, '');
}
