/** Works that one asker may have waiting. */
const MOST_EACH = 20;
/** Works that may wait in all: what waits holds its document. */
const MOST_WAITING = 60;

interface Waiting {
	begin: () => void;
	give: (reason: Error) => void;
}

/** Works done one at a time, in turn for each who asks: one who asks for twenty keeps nobody from having a first. */
export class FairLine {
	/** Keys that each asker waits for, in order; whose turn it is comes first. */
	private readonly lines = new Map<string, string[]>();
	private readonly waiting = new Map<string, Waiting>();
	private current: string | null = null;

	/**
	 * What asking for the work would mean: `now`, it is the one being done or nobody waits; `later`, others come first; `full`, this
	 * asker, or all, have too many waiting.
	 */
	turnOf(key: string, asker: string): 'now' | 'later' | 'full' {
		if (this.current === null || this.current === key) return 'now';
		return this.waiting.has(key) || this.hasRoom(asker) ? 'later' : 'full';
	}

	/** Does the work when its turn comes; rejects when it gives its place up to somebody who has fewer waiting. */
	enter<T>(key: string, asker: string, work: () => Promise<T>): Promise<T> {
		const { promise, resolve, reject } = Promise.withResolvers<T>();
		const begin = () => {
			this.current = key;
			const next = () => {
				this.current = null;
				this.next();
			};
			void work().then(resolve, reject).then(next);
		};
		this.waiting.set(key, { begin, give: reject });
		this.join(key, asker);
		if (this.current === null) this.next();
		return promise;
	}

	/** Another asker for a work that waits: it comes at the first of their turns. */
	join(key: string, asker: string): void {
		if (!this.waiting.has(key) || this.lines.get(asker)?.includes(key)) return;
		if (this.size >= MOST_WAITING) this.takePlace();
		this.lines.set(asker, [...(this.lines.get(asker) ?? []), key]);
	}

	private get size(): number {
		return [...this.lines.values()].reduce((total, line) => total + line.length, 0);
	}

	private hasRoom(asker: string): boolean {
		const own = this.lines.get(asker)?.length ?? 0;
		return own < MOST_EACH && (this.size < MOST_WAITING || own + 1 < this.longest()[1].length);
	}

	private longest(): [asker: string, line: string[]] {
		const lines = [...this.lines].sort(([, a], [, b]) => b.length - a.length);
		return lines[0] ?? ['', []];
	}

	/** The last work of who has most waiting makes room. */
	private takePlace(): void {
		const [asker, line] = this.longest();
		const last = line.at(-1);
		if (last === undefined) return;
		this.leave(asker, last);
		if ([...this.lines.values()].some((others) => others.includes(last))) return;
		this.waiting.get(last)?.give(new Error('others who asked for less come first'));
		this.waiting.delete(last);
	}

	private next(): void {
		const [asker, line] = [...this.lines][0] ?? [];
		const key = line?.[0];
		if (asker === undefined || key === undefined) return;
		for (const other of [...this.lines.keys()]) this.leave(other, key);
		const rest = this.lines.get(asker);
		// Last from now on: the others have their turn before.
		if (this.lines.delete(asker) && rest) this.lines.set(asker, rest);
		const work = this.waiting.get(key);
		this.waiting.delete(key);
		work?.begin();
	}

	private leave(asker: string, key: string): void {
		const rest = (this.lines.get(asker) ?? []).filter((one) => one !== key);
		if (rest.length > 0) this.lines.set(asker, rest);
		else this.lines.delete(asker);
	}
}
