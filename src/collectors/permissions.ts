import { declarePermissions, type PermissionRule } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Grant } from '#core/roles.ts';
import type { Context } from '#core/server/context.ts';
import { answers, type Holder } from '#core/server/contract.ts';
import { onBeforeCommit } from '#core/server/database.ts';
import { declareGrants } from '#core/server/named-readers.ts';
import { modules } from '#modules/all.ts';

/** Permissions of what collectors show, which no module owns. */
const SPACE: PermissionRule[] = [
	{ id: 'space.doubts', label: 'voir les doutes sur les données', roles: ['team'] },
	{ id: 'space.imports', label: 'voir les imports de données', roles: ['team'] },
	{
		id: 'space.state',
		label: 'voir l’état de l’installation',
		roles: ['administrator', 'team']
	}
];

declarePermissions(SPACE);
declarePermissions(modules.flatMap((one) => answers(one.permissions)));

/** Every role that the records give to a person on the day of the context, in the order of the modules. */
export async function listGrants(ctx: Context, person: Holder): Promise<Grant[]> {
	const grants: Grant[] = [];
	for (const one of modules) grants.push(...((await one.grants?.(ctx, person)) ?? []));
	return grants;
}

/** Asks every module, before what was written is so for good, whether it may stand: no door goes around it. */
async function refuseWritten(ctx: Context): Promise<void> {
	const refusals = [];
	for (const one of modules)
		refusals.push(...((await one.refusesWritten?.(ctx, listGrants)) ?? []));
	if (refusals.length > 0) throw new Refused('invalid', refusals);
}

onBeforeCommit(refuseWritten);
declareGrants(listGrants);
