import { and, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Doubt, DoubtFound } from '#core/server/contract.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { undrawnIn } from '#publishing/index.ts';

/** Signs beyond the letters of Europe, its quotation marks and its arrows: the few rows worth reading sign by sign. */
const UNCOMMON = '[^\\u0001-\\u024F\\u2000-\\u218F]';

/** A text holds a sign that no font of Fanal draws: the report prints a square in its place, and is there all the same. */
export const undrawnSigns: Doubt = {
	id: 'publishing.undrawn-signs',
	title: 'Un texte tient un signe que le PDF ne dessine pas',
	find: async (ctx) => {
		const found: DoubtFound[] = [];
		for (const kind of kinds) found.push(...(await findIn(ctx, kind)));
		return found;
	}
};

async function findIn(ctx: Context, kind: AnyKind): Promise<DoubtFound[]> {
	const isUncommon = sql`to_jsonb(${kind.table})::text ~ ${UNCOMMON}`;
	const rows = await storedRows(ctx, kind, and(visible(ctx, kind.table), isUncommon));
	const met = rows.flatMap((row) => {
		const signs = signsIn(kind, row);
		return signs.length > 0 ? [{ id: String(row['id']), signs }] : [];
	});
	if (met.length === 0) return [];
	const ids = met.map(({ id }) => id);
	const told = new Map(
		((await objectKinds.get(kind.name)?.describe(ctx, ids)) ?? []).map((one) => [one.id, one])
	);
	return met.map(({ id, signs }) => {
		const record = told.get(id);
		const name = record ? ` « ${record.title} »` : '';
		return {
			finding: `${kind.singular}${name} : ${signs.map(coded).join(', ')}.`,
			settle:
				'Le rapport en PDF imprime □ à sa place ; les pages et les autres formats le gardent. Retirez-le, ou écrivez le mot en lettres latines à côté.',
			...(record ? { path: record.path } : {})
		};
	});
}

/** Signs of a row that are not drawn, ten at most. */
function signsIn(kind: AnyKind, row: Row): string[] {
	const texts = Object.entries(kind.columns).flatMap(([field, { type }]) => {
		const value = row[field];
		return type.target || value === null || value === undefined ? [] : [type.write(value)];
	});
	return [...new Set(texts.flatMap(undrawnIn))].slice(0, 10);
}

/** "中 (U+4E2D)". */
function coded(sign: string): string {
	const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
	return `${/[\p{C}]/u.test(sign) ? '□' : sign} (U+${code})`;
}
