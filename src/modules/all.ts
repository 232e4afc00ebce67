import { answers, type FanalModule, type ObjectKind } from '#core/server/contract.ts';
import type { AnyKind } from '#core/server/kinds.ts';

const found = import.meta.glob<FanalModule>('./*/module.ts', { eager: true, import: 'module' });

/** Every module, a module after those it depends on. A new folder is found by its place. */
export const modules: FanalModule[] = sortByDependency(Object.values(found));

/** Every kind of rows, a kind after those its columns refer to: the order of an import. */
export const kinds: AnyKind[] = sortByReference(modules.flatMap((one) => answers(one.exchange)));

/** Links that are lent, asked for by name: each opens a record of any other module. */
export * as lentLinks from './access/index.ts';
export { namesOfOthers } from './accounts/index.ts';

/** Every kind of object, by name. */
export const objectKinds: Map<string, ObjectKind> = new Map(
	modules.flatMap((one) => answers(one.objects)).map((object) => [object.kind, object])
);

function sortByDependency(all: FanalModule[]): FanalModule[] {
	const byId = new Map(all.map((one) => [one.id, one]));
	return ordered(
		all,
		(one) => one.id,
		(one) => one.dependsOn.flatMap((id) => byId.get(id) ?? [])
	);
}

function sortByReference(all: AnyKind[]): AnyKind[] {
	const byName = new Map(all.map((kind) => [kind.name, kind]));
	return ordered(
		all,
		(kind) => kind.name,
		(kind) =>
			Object.values(kind.columns).flatMap((column) => byName.get(column.type.target ?? '') ?? [])
	);
}

/** Depth-first order; throws on a cycle, which would have no order at all. */
function ordered<T>(items: T[], nameOf: (item: T) => string, needs: (item: T) => T[]): T[] {
	const done = new Set<string>();
	const result: T[] = [];
	const visit = (item: T, trail: string[]) => {
		const name = nameOf(item);
		if (done.has(name)) return;
		if (trail.includes(name)) throw new Error(`cycle: ${[...trail, name].join(' → ')}`);
		for (const needed of needs(item)) if (nameOf(needed) !== name) visit(needed, [...trail, name]);
		done.add(name);
		result.push(item);
	};
	for (const item of [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) visit(item, []);
	return result;
}
