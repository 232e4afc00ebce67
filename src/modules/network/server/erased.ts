import type { Context } from '#core/server/context.ts';
import type { DoubtFound } from '#core/server/contract.ts';
import { codesErasedOn, isErased, namesErasedOn } from '#core/server/privacy/tombstones.ts';
import { visible } from '#core/server/permissions.ts';
import { and, sql } from 'drizzle-orm';
import { personName, personPath } from '../paths.ts';
import { person } from './tables.ts';

const DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' });

/** Somebody who was erased does not come back by an old folder: their code is known by its fingerprint. */
export async function refuseErased(
	ctx: Context,
	rows: Record<string, unknown>[]
): Promise<Map<number, string>> {
	const codes = rows.map((row) => String(row['code']));
	const days = await codesErasedOn(ctx, codes);
	return new Map(
		codes.flatMap((code, index): [number, string][] => {
			const at = days.get(code);
			return at
				? [
						[
							index,
							`désigne une personne effacée le ${DAY.format(at)} : retirez sa ligne, et celles des autres fichiers qui citent ce code. Si elle revient d’elle-même, donnez-lui un autre code.`
						]
					]
				: [];
		})
	);
}

/** Somebody bears the name of a person who was erased: the same, come back under another code, or not. */
export async function findErasedNames(ctx: Context): Promise<DoubtFound[]> {
	const people = await ctx.db
		.select()
		.from(person)
		.where(and(visible(ctx, person), sql`NOT ${isErased(person.id)}`));
	const days = await namesErasedOn(ctx, people.map(personName));
	return people.flatMap((one) => {
		const at = days.get(personName(one));
		return at
			? [
					{
						finding: `« ${personName(one)} » porte le nom d’une personne effacée le ${DAY.format(at)}.`,
						settle:
							'Si c’est elle, et qu’elle ne l’a pas voulu, effacez-la de nouveau depuis sa fiche ; sinon, laissez.',
						path: personPath(one.code)
					}
				]
			: [];
	});
}
