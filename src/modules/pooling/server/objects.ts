import { eq, inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf, type Audience } from '#core/vocabulary.ts';
import { organisation } from '#modules/network/index.ts';
import { supportTypes, surveyFeedbacks } from '../labels.ts';
import { sharedPostPath, supportPath, surveyPath } from '../paths.ts';
import {
	sharedPost,
	sharedPostHost,
	sharedPostOutput,
	support,
	supportParticipant,
	survey
} from './tables.ts';

/** Names that every reader of the record reads, through a line that they all read too. */
const namesIn = (parts: { name: string; audience: Audience; line: Audience }[], whole: Audience) =>
	parts
		.filter(({ audience, line }) => isAsWide(audience, whole) && isAsWide(line, whole))
		.map((part) => part.name);
const words = (parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ');

export const objects: ObjectKind[] = [
	{
		kind: 'sharedPost',
		label: 'poste mutualisé',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(sharedPost).where(inArray(sharedPost.id, ids));
			const hosts = await ctx.db
				.select({
					lineId: sharedPostHost.id,
					postId: sharedPostHost.postId,
					id: organisation.id,
					name: organisation.name,
					audience: organisation.audience,
					line: sharedPostHost.audience
				})
				.from(sharedPostHost)
				.innerJoin(organisation, eq(organisation.id, sharedPostHost.organisationId))
				.where(inArray(sharedPostHost.postId, ids));
			const outputs = await ctx.db
				.select({
					postId: sharedPostOutput.postId,
					id: sharedPostOutput.id,
					name: sharedPostOutput.title,
					audience: sharedPostOutput.audience,
					line: sharedPostOutput.audience
				})
				.from(sharedPostOutput)
				.where(inArray(sharedPostOutput.postId, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.title,
				line: words(['Poste mutualisé', row.contract && `· ${row.contract}`]),
				path: sharedPostPath(row.code),
				text: words([
					row.mission && toPlainText(row.mission),
					row.findings && toPlainText(row.findings),
					...namesIn(
						[...hosts, ...outputs].filter((one) => one.postId === row.id),
						row.audience
					)
				]),
				audience: row.audience
			}));
		}
	},
	{
		kind: 'support',
		label: 'accompagnement',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(support).where(inArray(support.id, ids));
			const participants = await ctx.db
				.select({
					lineId: supportParticipant.id,
					supportId: supportParticipant.supportId,
					id: organisation.id,
					name: organisation.name,
					audience: organisation.audience,
					line: supportParticipant.audience
				})
				.from(supportParticipant)
				.innerJoin(organisation, eq(organisation.id, supportParticipant.organisationId))
				.where(inArray(supportParticipant.supportId, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.title,
				line: labelOf(supportTypes, row.type),
				path: supportPath(row.code),
				text: words([
					row.text && toPlainText(row.text),
					...namesIn(
						participants.filter((one) => one.supportId === row.id),
						row.audience
					)
				]),
				audience: row.audience
			}));
		}
	},
	{
		kind: 'survey',
		label: 'enquête',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(survey).where(inArray(survey.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.title,
				line: [row.date && formatPartialDate(row.date), labelOf(surveyFeedbacks, row.feedback)]
					.filter(Boolean)
					.join(' · '),
				path: surveyPath(row.code),
				text: words([
					row.subject && toPlainText(row.subject),
					row.result && toPlainText(row.result)
				]),
				audience: row.audience
			}));
		}
	}
];
