import { eq, inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { toPlainText } from '#core/rich-text.ts';
import { organisationNatures } from '../labels.ts';
import { organisationPath, personName, personPath } from '../paths.ts';
import { organisation, person, role } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'organisation',
		label: 'organisation',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(organisation).where(inArray(organisation.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.name,
				line: row.activities ?? row.fullName ?? labelOf(organisationNatures, row.nature),
				path: organisationPath(row.code),
				text: [
					row.fullName,
					row.activities,
					row.address,
					row.city,
					row.presentation && toPlainText(row.presentation)
				]
					.filter(Boolean)
					.join(' '),
				audience: row.audience
			}));
		}
	},
	{
		kind: 'person',
		label: 'personne',
		indexed: true,
		describe: async (ctx, ids) => {
			const people = await ctx.db.select().from(person).where(inArray(person.id, ids));
			const roles = await ctx.db
				.select({
					personId: role.personId,
					id: role.id,
					title: role.title,
					audience: role.audience,
					organisationCode: organisation.code,
					organisation: organisation.name,
					organisationAudience: organisation.audience
				})
				.from(role)
				.innerJoin(organisation, eq(organisation.id, role.organisationId))
				.where(inArray(role.personId, ids));
			return people.map((row) => {
				const held = roles.filter(
					(line) =>
						line.personId === row.id &&
						isAsWide(line.audience, row.audience) &&
						isAsWide(line.organisationAudience, row.audience)
				);
				return {
					id: row.id,
					title: personName(row),
					line: held
						.map((line) => [line.title, line.organisation].filter(Boolean).join(', '))
						.join(' · '),
					path: personPath(row.code),
					text: row.remark ?? '',
					audience: row.audience
				};
			});
		}
	}
];
