import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../actor.ts';
import { isAudience, type Audience } from '../vocabulary.ts';
import type { Act, Context } from './context.ts';
import { journal } from './tables.ts';

export interface JournalLine {
	event: string;
	kind?: string;
	recordId?: string;
	audience?: Audience;
	data?: Record<string, unknown>;
}

const CHUNK = 500;

/** Who acts, as the history of a record says it. */
function nameOf(actor: Actor): string {
	if (actor.kind === 'public') return 'public';
	const token = actor.kind === 'person' ? actor.token : undefined;
	return token ? `${actor.name}, par le jeton « ${token.name} »` : actor.name;
}

/** Writes acts in the journal, in the transaction of the act; tells collectors which records changed. */
export async function record(ctx: Context, lines: JournalLine[]): Promise<void> {
	const actor = nameOf(ctx.actor);
	const onBehalfOf = ctx.actor.kind === 'person' ? (ctx.actor.onBehalfOf ?? null) : null;
	for (let start = 0; start < lines.length; start += CHUNK) {
		await ctx.db.insert(journal).values(
			lines.slice(start, start + CHUNK).map((line) => ({
				id: uuidv7(),
				at: ctx.now,
				actor,
				account: ctx.actor.kind === 'person' ? ctx.actor.account : null,
				onBehalfOf,
				event: line.event,
				kind: line.kind ?? null,
				recordId: line.recordId ?? null,
				audience: line.audience ?? 'team',
				data: line.data ?? {},
				act: ctx.act,
				importId: ctx.importId ?? null
			}))
		);
	}
	for (const line of lines) {
		if (!line.kind || !line.recordId) continue;
		ctx.acts.push(actOf(line, line.kind, line.recordId));
		const ids = ctx.touched.get(line.kind) ?? new Set<string>();
		ctx.touched.set(line.kind, ids.add(line.recordId));
	}
}

function actOf(line: JournalLine, kind: string, recordId: string): Act {
	const change: unknown = line.data?.['audience'];
	const before: unknown = Array.isArray(change) ? change[0] : undefined;
	return {
		event: line.event,
		kind,
		recordId,
		audience: line.audience ?? 'team',
		...(typeof before === 'string' && isAudience(before) ? { audienceBefore: before } : {})
	};
}
