/** Where this process listens: `HOST` and `PORT`. */
export function listeningOn(): { host: string; port: number } {
	return { host: process.env['HOST'] ?? '127.0.0.1', port: Number(process.env['PORT'] || 3000) };
}

/** Address people type: `PUBLIC_URL`, or the one the program listens on. */
export function publicUrl(): string {
	const { host, port } = listeningOn();
	return process.env['PUBLIC_URL'] || `http://${host}:${String(port)}`;
}
