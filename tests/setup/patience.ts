/**
 * How long a test waits for what must come: ten minutes, in milliseconds. A loaded machine may be twenty times slower than a quiet
 * one, and no test fails for that; what never comes is stopped in the end. Whoever looks for a fault may wait less: `FANAL_TEST_PATIENCE_MS`.
 */
export const PATIENCE_MS = Number(process.env['FANAL_TEST_PATIENCE_MS'] ?? 600_000);
/** What is waited for is given up a little before its test is, so that the test says what was missing rather than that time ran out. */
const LAST_LOOK = 0.8;
/** Between two looks at what is waited for. */
const LOOK_MS = 50;

/** Looks again and again until `look` gives what it should (anything but undefined or a failure), and gives it back. */
export async function until<T>(look: () => T | Promise<T>): Promise<T> {
	const end = performance.now() + PATIENCE_MS * LAST_LOOK;
	for (;;) {
		try {
			return await look();
		} catch (failure) {
			if (performance.now() > end) throw failure;
			await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
		}
	}
}
