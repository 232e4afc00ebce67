import type { Mail } from '#core/mail.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import { expiryOf } from './rules.ts';

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
	}
): Mail {
	const lender = ctx.actor.kind === 'public' ? ctx.collective.settings.name : ctx.actor.name;
	const until = expiryOf(ctx.now, link.days);
	return {
		to: { address: link.address, name: link.guest },
		subject: `${lender} vous ouvre : ${link.title}`,
		text: [
			'Bonjour,',
			`${lender}, de ${ctx.collective.settings.name}, vous ouvre la page « ${link.title} » jusqu’au ${formatPartialDate(partialDate(civilDay(until)))}. Vous n’avez pas besoin de compte.`,
			...(link.asks ? [`Une réponse est attendue de vous : « ${link.asks} »`] : []),
			'Ne transmettez pas ce courriel : son lien ouvre la page à qui le tient.'
		],
		action: { label: link.asks ? 'Lire et répondre' : 'Ouvrir la page', path: link.path },
		category: 'invitation',
		until
	};
}
