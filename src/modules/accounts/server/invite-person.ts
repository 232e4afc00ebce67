import { like } from 'drizzle-orm';
import { Refused } from '#core/errors.ts';
import { cleanName } from '#core/typed.ts';
import type { Context } from '#core/server/context.ts';
import { freshOnce, onceOf, secretMadeOf, waitForSameForm } from '#core/server/once.ts';
import { codesErasedOn } from '#core/server/privacy/tombstones.ts';
import { saveRecord } from '#core/server/records.ts';
import { slugOf } from '#core/words.ts';
import { person, personKind } from '#modules/network/index.ts';
import { nameRefusals } from '../rules.ts';
import type { ListGrants } from './actor.ts';
import { invite, madeInvitation } from './invitations.ts';
import { isTaken } from './borne-names.ts';

/**
 * Invites somebody of the directory, or somebody who is put in it by the same act. Without a person chosen, the two names
 * are wanted, and the right to keep the directory.
 * @param form its field `ONCE`: sent again, it adds nobody and writes to nobody
 */
export async function addAndInvite(
	ctx: Context,
	input: { email: string; personCode: string; firstName: string; lastName: string },
	listGrants: ListGrants,
	form = freshOnce()
): Promise<'sent' | 'unconfirmed'> {
	const once = onceOf(form);
	const account = ctx.actor.kind === 'person' ? ctx.actor.account : null;
	const { email, firstName, lastName } = input;
	const asked = [account, email, input.personCode, firstName, lastName];
	const link = { id: once.id, token: secretMadeOf(ctx.collective, 'invitation', once, asked) };
	await waitForSameForm(ctx, once);
	const made = await madeInvitation(ctx, link);
	if (made) return made;
	const isNew = input.personCode === '';
	// « Somebody new » of a name that the directory knows may be made to pass for them: a second person says yes, as for them.
	if (isNew) refuseNames(input);
	const isUnknown = isNew && !(await isTaken(ctx, `${firstName} ${lastName}`));
	const personCode = isNew ? await addPerson(ctx, input) : input.personCode;
	return invite(ctx, { email, personCode, isNew: isUnknown, link }, listGrants);
}

/** Puts somebody in the directory, readable by the team alone. Returns the code. */
export async function addPerson(
	ctx: Context,
	input: { firstName: string; lastName: string }
): Promise<string> {
	refuseNames(input);
	const firstName = cleanName(input.firstName);
	const lastName = cleanName(input.lastName);
	const code = await freeCode(ctx, slugOf(`${firstName} ${lastName}`) || 'personne');
	await saveRecord(ctx, personKind, {
		code,
		firstName,
		lastName,
		remark: null,
		audience: 'team',
		source: 'Invitation'
	});
	return code;
}

function refuseNames(input: { firstName: string; lastName: string }): void {
	const refusals = [
		...nameRefusals(input.firstName, 'prenom'),
		...nameRefusals(input.lastName, 'nom')
	];
	if (refusals.length > 0) throw new Refused('invalid', refusals);
}

/** The wished code, or with the first free number after it: two people may bear the same name, one of them erased. */
async function freeCode(ctx: Context, wished: string): Promise<string> {
	const rows = await ctx.db
		.select({ code: person.code })
		.from(person)
		.where(like(person.code, `${wished}%`));
	const taken = new Set(rows.map((row) => row.code));
	let code = wished;
	for (let number = 2; taken.has(code) || (await isErasedCode(ctx, code)); number += 1)
		code = `${wished}-${String(number)}`;
	return code;
}

async function isErasedCode(ctx: Context, code: string): Promise<boolean> {
	return (await codesErasedOn(ctx, [code])).size > 0;
}
