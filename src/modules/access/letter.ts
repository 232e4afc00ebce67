import type { Mail } from '#core/mail.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import type { Audience } from '#core/vocabulary.ts';
import { expiryOf, leadsAway } from './rules.ts';

const LONGEST_TITLE = 200;

/** The mail that hands a link over to a guest: what it opens, until when, from whom, and what is asked of them. */
export function letterTo(
	ctx: Context,
	link: {
		guest: string;
		address: string;
		title: string;
		path: string;
		days: number;
		asks: string;
		kind: string;
		recordId: string;
		audience: Audience;
	}
): Mail {
	const lender = ctx.actor.kind === 'public' ? ctx.collective.settings.name : ctx.actor.name;
	const until = expiryOf(ctx.now, link.days);
	return {
		to: { address: link.address, name: link.guest },
		// Nothing of the record stands in it: who follows mails reads it.
		subject: `${lender} vous ouvre une page de ${ctx.collective.settings.name}`,
		text: [
			'Bonjour,',
			`${lender}, de ${ctx.collective.settings.name}, vous ouvre ${pageOf(link.title)} jusqu’au ${formatPartialDate(partialDate(civilDay(until)))}. Vous n’avez pas besoin de compte.`,
			...(link.asks ? [`Une réponse est attendue de vous : « ${link.asks} »`] : []),
			'Ne transmettez pas ce courriel : son lien ouvre la page à qui le tient.'
		],
		action: { label: link.asks ? 'Lire et répondre' : 'Ouvrir la page', path: link.path },
		category: 'link',
		audience: link.audience,
		about: { kind: link.kind, recordId: link.recordId },
		secret: true,
		until
	};
}

/** A title that a mail reader would turn into a link is not written: the letter is the collective's, the title is whoever typed it. */
function pageOf(title: string): string {
	return title.length > LONGEST_TITLE || leadsAway(title) ? 'une page' : `la page « ${title} »`;
}
