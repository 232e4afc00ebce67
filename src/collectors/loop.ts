/** Something that is done again and again while Fanal serves. */
export interface Loop {
	/** There is something to do now. */
	wake: () => void;
	/** No further round begins; over once the one under way is. */
	stop: () => Promise<void>;
}

/** Time left to what is under way when Fanal stops; after that, it will be done again. */
const GRACE_MS = 20_000;

/**
 * Does rounds, the next one after a pause or as soon as it is woken. A round that fails is told and does not end the loop. `isOver`
 * says to a long round that Fanal stops.
 */
export function startLoop(
	round: (isOver: () => boolean) => Promise<void>,
	pauseMs: number,
	tell: (failure: unknown) => void
): Loop {
	let stopped = false;
	let wake: () => void = () => undefined;
	const rounds = (async () => {
		while (!stopped) {
			const next = pause(pauseMs);
			wake = next.end;
			await round(() => stopped).catch(tell);
			if (!stopped) await next.over;
			next.end();
		}
	})();
	return {
		wake: () => {
			wake();
		},
		stop: async () => {
			stopped = true;
			wake();
			const grace = pause(GRACE_MS);
			await Promise.race([rounds, grace.over]);
			grace.end();
		}
	};
}

function pause(milliseconds: number): { over: Promise<void>; end: () => void } {
	const { promise, resolve } = Promise.withResolvers<undefined>();
	const timer = setTimeout(resolve, milliseconds);
	return {
		over: promise,
		end: () => {
			clearTimeout(timer);
			resolve(undefined);
		}
	};
}
