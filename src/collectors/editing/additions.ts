import { decide } from '#core/actor.ts';
import type { Belonging } from '#core/roles.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import type { Row } from '#core/server/records.ts';
import { addHere } from './addresses.ts';
import { attachedTo, partsOf } from './parts.ts';

/** Something that may be done from the page where one stands. */
export interface Tool {
	label: string;
	path: string;
}

/** What the record is made of, then what other modules tie to it. */
export function additionsTo(ctx: Context, kind: AnyKind, row: Row, on: Belonging): Tool[] {
	const code = kind.codeField ? String(row[kind.codeField]) : '';
	if (!code) return [];
	return [...partsOf(kind), ...attachedTo(kind)]
		.filter(([part]) => decide(ctx.actor, { permission: part.permission, on }).allowed)
		.map(([part, field]) => ({
			label: part.singular,
			path: addHere(part.name, { [field]: code })
		}));
}
