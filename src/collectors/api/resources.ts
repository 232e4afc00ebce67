import { decide } from '#core/actor.ts';
import type { Column } from '#core/cells.ts';
import { absent, Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { kinds, modules } from '#modules/all.ts';

/**
 * A list of records as programs ask for it. It bears the name of its file in an import folder, and its fields those of the
 * columns: who has read a spreadsheet of Fanal can read its API, and the other way round.
 */
export interface Resource {
	/** `organisations`, `groupes-participants`. */
	name: string;
	kind: AnyKind;
	/** Module that keeps it: what a token may write is said module by module. */
	module: string;
}

const all: Resource[] = modules.flatMap((one) =>
	answers(one.exchange).map((kind) => ({
		name: kind.file.replace(/\.csv$/, ''),
		kind,
		module: one.id
	}))
);

/** Every resource, in the order of the modules. */
export function listResources(): readonly Resource[] {
	return all;
}

/** The resource of that name, for an actor who may read it. Refuses (404) an unknown name, (403) who may not. */
export function resourceFor(ctx: Context, name: string): Resource {
	const resource = all.find((one) => one.name === name);
	if (!resource)
		throw absent(`« ${name} » n’est pas une ressource : voyez la liste à l’adresse /api/v1.`);
	const decision = decide(ctx.actor, { permission: readPermission(resource.kind) });
	if (!decision.allowed)
		throw new Refused('forbidden', [{ code: 'forbidden', message: decision.because }]);
	return resource;
}

/** Fields of a kind, by the name that programs use. */
export function columnsByHeader(kind: AnyKind): Map<string, { field: string; column: Column }> {
	return new Map(
		Object.entries(kind.columns)
			.filter(([, { header }]) => header)
			.map(([field, column]) => [column.header, { field, column }])
	);
}

/** Path of a record. */
export function recordPath(resource: string, id: string): string {
	return `/api/v1/${resource}/${id}`;
}

/** Modules that a token may be let write in: those that keep records. */
export function writableModules(): { id: string; name: string }[] {
	const keeping = new Set(kinds.map((kind) => kind.permission.split('.')[0]));
	return modules.filter(({ id }) => keeping.has(id)).map(({ id, name }) => ({ id, name }));
}

function readPermission(kind: AnyKind): string {
	return kind.permission.replace(/\.[a-z]+$/i, '.read');
}
