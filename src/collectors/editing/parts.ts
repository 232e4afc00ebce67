import { moduleOf, type AnyKind } from '#core/server/kinds.ts';
import { kinds } from '#modules/all.ts';

/** A kind whose rows refer to a record, and the field that does. */
export type Part = [kind: AnyKind, field: string];

/** Kinds of the same module whose rows refer to this one: what the record is made of. */
export function partsOf(kind: AnyKind): Part[] {
	return kinds.flatMap((part): Part[] => {
		if (part.name === kind.name || moduleOf(part) !== moduleOf(kind)) return [];
		const field = Object.entries(part.columns).find(
			([, { type }]) => type.target === kind.name && !type.many
		)?.[0];
		return field ? [[part, field]] : [];
	});
}

/** Does a row of the kind stand by itself, rather than as a part of a record of its module? */
export function standsAlone(kind: AnyKind): boolean {
	return !Object.values(kind.columns).some(({ type, required }) => {
		const target = kinds.find((one) => one.name === type.target);
		return required && target && target.name !== kind.name && moduleOf(target) === moduleOf(kind);
	});
}

/**
 * Kinds of other modules that stand alone, whose rows say which record of this kind they concern: the meeting of a group,
 * the document of a project. A reference in another quality (who funds, who hosts) is no tie.
 */
export function attachedTo(kind: AnyKind): Part[] {
	const fields = [`${kind.name}Id`, `${kind.name}s`];
	return kinds.flatMap((one): Part[] => {
		if (moduleOf(one) === moduleOf(kind) || !standsAlone(one)) return [];
		const field = fields.find((name) => one.columns[name]?.type.target === kind.name);
		return field ? [[one, field]] : [];
	});
}
