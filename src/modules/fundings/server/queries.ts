import { aliasedTable, and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { PartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group } from '#modules/groups/index.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { project, projectPath } from '#modules/projects/index.ts';
import { currentState, ORDER, type FundingState } from '../rules.ts';
import { agreement, funding, fundingStep } from './tables.ts';

export interface FundingLine {
	id: string;
	code: string;
	title: string;
	type: (typeof funding.$inferSelect)['type'];
	purpose: string | null;
	askedCents: number | null;
	grantedCents: number | null;
	source: string | null;
	audience: (typeof funding.$inferSelect)['audience'];
	funder: { name: string; path: string } | null;
	applicant: { name: string; path: string } | null;
	project: { name: string; path: string } | null;
	group: { id: string } | null;
	state: FundingState | null;
	steps: {
		id: string;
		state: FundingState;
		on: PartialDate | null;
		saidDate: string | null;
		remark: string | null;
	}[];
}

/** The furthest state of a funding, of the steps that the actor may read: in the database, what `currentState` says in the program. */
export function furthestState(ctx: Context): SQL<FundingState | null> {
	// Among the columns of a query of one table, Drizzle leaves out the name of the table: the step would be asked for its own.
	const own = sql`${funding}.${sql.identifier(funding.id.name)}`;
	return sql<FundingState | null>`(select ${fundingStep.state} from ${fundingStep}
		where ${fundingStep.fundingId} = ${own} and ${nameable(ctx, fundingStep)}
		order by array_position(${sql.param(ORDER)}::text[], ${fundingStep.state}) desc limit 1)`;
}

/** Every funding that the actor may read with its dated states, those that they may read. */
export async function listFundings(ctx: Context): Promise<FundingLine[]> {
	const applicant = aliasedTable(organisation, 'applicant');
	const rows = await ctx.db
		.select({
			funding,
			funderName: organisation.name,
			funderCode: organisation.code,
			applicantName: applicant.name,
			applicantCode: applicant.code,
			projectName: project.name,
			projectCode: project.code,
			groupId: group.id
		})
		.from(funding)
		.leftJoin(organisation, and(eq(organisation.id, funding.funderId), nameable(ctx, organisation)))
		.leftJoin(applicant, and(eq(applicant.id, funding.applicantId), nameable(ctx, applicant)))
		.leftJoin(project, and(eq(project.id, funding.projectId), nameable(ctx, project)))
		.leftJoin(group, eq(group.id, funding.groupId))
		.where(visible(ctx, funding))
		.orderBy(asc(funding.title), funding.id)
		.limit(500);
	const steps = await ctx.db
		.select({
			id: fundingStep.id,
			fundingId: fundingStep.fundingId,
			state: fundingStep.state,
			on: fundingStep.on,
			saidDate: fundingStep.saidDate,
			remark: fundingStep.remark
		})
		.from(fundingStep)
		.where(visible(ctx, fundingStep))
		.orderBy(sql`${fundingStep.onLast} nulls last`, fundingStep.id);
	return rows.map(({ funding: row, ...names }) => {
		const own = steps.filter((step) => step.fundingId === row.id);
		return {
			id: row.id,
			code: row.code,
			title: row.title,
			type: row.type,
			purpose: row.purpose,
			askedCents: row.askedCents,
			grantedCents: row.grantedCents,
			source: row.source,
			audience: row.audience,
			funder: names.funderCode
				? { name: names.funderName ?? '', path: organisationPath(names.funderCode) }
				: null,
			applicant: names.applicantCode
				? { name: names.applicantName ?? '', path: organisationPath(names.applicantCode) }
				: null,
			project: names.projectCode
				? { name: names.projectName ?? '', path: projectPath(names.projectCode) }
				: null,
			group: names.groupId ? { id: names.groupId } : null,
			state: currentState(own.map((step) => step.state)),
			steps: own.map(({ fundingId: _fundingId, ...step }) => step)
		};
	});
}

/** Agreements that the actor may read, by partner. */
export async function listAgreements(ctx: Context) {
	const rows = await ctx.db
		.select({ agreement, name: organisation.name, code: organisation.code })
		.from(agreement)
		.innerJoin(
			organisation,
			and(eq(organisation.id, agreement.partyId), nameable(ctx, organisation))
		)
		.where(visible(ctx, agreement))
		.orderBy(asc(organisation.name), agreement.id)
		.limit(200);
	return rows.map((row) => ({
		...row.agreement,
		party: { name: row.name, path: organisationPath(row.code) }
	}));
}
