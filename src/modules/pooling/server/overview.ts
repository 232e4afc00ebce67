import { formatQuantity } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { supportShares, supportTypes, surveyFeedbacks } from '../labels.ts';
import { frequencyText } from '../rules.ts';
import { outputMetricId } from './metrics.ts';
import { getPost, getSupport, listPosts, listSupports, listSurveys } from './queries.ts';

/** Lines of a list page: enough for every collective met, few enough for a light page. */
const SHOWN = 25;

/** Shared posts, supports and surveys for the first page, latest first. */
export async function getOverview(ctx: Context) {
	const [posts, supports, surveys] = [
		await listPosts(ctx),
		await listSupports(ctx),
		await listSurveys(ctx)
	];
	return {
		posts: posts.slice(0, SHOWN).map(({ title, path, person, from, until }) => ({
			title,
			path,
			person,
			from,
			until
		})),
		supports: supports.slice(0, SHOWN).map((one) => ({
			title: one.title,
			path: one.path,
			type: labelOf(supportTypes, one.type),
			start: one.from ?? one.signedOn,
			links: [one.group, one.project].flatMap((link) =>
				link ? [{ name: link.name, path: link.path }] : []
			)
		})),
		surveys: surveys.slice(0, SHOWN).map((one) => ({
			id: one.id,
			anchor: `enquete-${one.code}`,
			title: one.title,
			date: one.date,
			meeting: one.meeting && { name: one.meeting.title, path: one.meeting.path },
			subject: one.subject,
			result: one.result,
			feedback: labelOf(surveyFeedbacks, one.feedback),
			given: one.feedback === 'given'
		}))
	};
}

/** A shared post as its page shows it. Refuses (404) when it is absent or not for the actor. */
export async function getPostSheet(ctx: Context, code: string) {
	const post = await getPost(ctx, code);
	return {
		title: post.title,
		person: post.person,
		employer: post.employer,
		contract: post.contract,
		from: post.from,
		until: post.until,
		mission: post.mission,
		findings: post.findings,
		source: post.source,
		hosts: post.hosts.map((host) => ({
			id: host.id,
			name: host.printed,
			path: host.path,
			frequency: frequencyText(host)
		})),
		outputs: post.outputs.map((output) => ({
			id: output.id,
			title: output.title,
			value: output.quantity ? formatQuantity(output.quantity) : null,
			metric: output.quantity ? outputMetricId(code, output.rank) : null,
			words: output.quantityWords,
			source: output.source
		}))
	};
}

/** A support as its page shows it. Refuses (404) when it is absent or not for the actor. */
export async function getSupportSheet(ctx: Context, code: string) {
	const one = await getSupport(ctx, code);
	return {
		title: one.title,
		type: labelOf(supportTypes, one.type),
		provider: one.provider,
		group: one.group,
		project: one.project && { name: one.project.name, path: one.project.path },
		signedOn: one.signedOn,
		from: one.from,
		until: one.until,
		days: one.days ? formatQuantity(one.days) : null,
		text: one.text,
		source: one.source,
		participants: one.participants.map((line) => ({
			id: line.id,
			name: line.name,
			path: line.path,
			share: line.share ? labelOf(supportShares, line.share) : null
		}))
	};
}
