import type { Block, FactsBlock, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { Writer } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { commune } from '#modules/territory/index.ts';
import { and, eq, inArray } from 'drizzle-orm';
import { passageSections, type PassageSection } from '../labels.ts';
import { visitPath } from '../paths.ts';
import { mayPrint, ofName } from '../rules.ts';
import { isFounding } from './facts.ts';
import { holderRuns, listHolders, type Holder } from './people.ts';
import { listContents, listHeldVisits, type FactRow, type PassageRow } from './queries.ts';
import { visit } from './tables.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;
const SECTIONS: PassageSection[] = ['history', 'activities', 'relation', 'ideas'];

type Told = Awaited<ReturnType<typeof listTold>>[number];

/** Every visit of the year: heading on a new page, facts, four sections, quotation. */
export async function visitBlocks(ctx: Context, writer: Writer): Promise<Block[]> {
	const held = await listHeldVisits(ctx, writer.year);
	const ids = held.map((one) => one.id);
	const told = await listTold(ctx, ids);
	const { passages, facts } = await listContents(ctx, ids);
	const holders = await listHolders(
		ctx,
		told.map((one) => one.organisation.id),
		writer.asOf
	);
	const byId = new Map(told.map((one) => [one.visit.id, one]));
	return held.flatMap(({ id }) => {
		const one = byId.get(id);
		if (!one) return [];
		return [
			heading(one),
			factsBox(
				one,
				holders.filter((holder) => holder.organisationId === one.organisation.id),
				facts.filter((fact) => fact.visitId === id)
			),
			...sections(
				one,
				passages.filter((passage) => passage.visitId === id && mayPrint(passage, writer.year)),
				ctx.collective.settings.name
			),
			...quotation(one)
		];
	});
}

function listTold(ctx: Context, ids: string[]) {
	if (ids.length === 0) return Promise.resolve([]);
	return ctx.db
		.select({ visit, organisation, commune: { code: commune.code, name: commune.name } })
		.from(visit)
		.innerJoin(organisation, eq(organisation.id, visit.organisationId))
		.leftJoin(commune, eq(commune.id, organisation.communeId))
		.where(and(inArray(visit.id, ids), visible(ctx, visit), visible(ctx, organisation)));
}

function heading({ visit: row, organisation: host }: Told): Block {
	return {
		kind: 'heading',
		level: 2,
		text: row.title ?? `Visite ${ofName(host.name)}, ${formatPartialDate(row.date)}`,
		id: `visite-${row.code}`,
		newPage: true
	};
}

function factsBox(one: Told, holders: Holder[], facts: FactRow[]): FactsBlock {
	const { visit: row, organisation: host } = one;
	return {
		kind: 'facts',
		title: 'En bref',
		entries: [
			{
				label: 'Visite',
				value: [
					{ text: formatPartialDate(row.date), href: visitPath(row.code) },
					', ',
					{ text: host.name, href: organisationPath(host.code) }
				]
			},
			// What the member told of its foundation is among the facts below.
			...(facts.some(isFounding) ? [] : [{ label: 'Fondée', value: founded(host) }]),
			{ label: 'Siège', value: one.commune?.name ?? host.city ?? MISSING },
			{ label: 'Personnes', value: holders.length > 0 ? holderRuns(holders) : MISSING },
			...facts.map((fact) => ({ label: factLabel(fact), value: factText(fact) ?? MISSING }))
		]
	};
}

function founded(host: Told['organisation']): Inlines {
	const parts = [
		host.foundedOn ? formatPartialDate(host.foundedOn) : null,
		host.founder ? `par ${host.founder}` : null
	].filter((part) => part !== null);
	return parts.length > 0 ? parts.join(', ') : MISSING;
}

/** "Adhérents (2021)". */
export function factLabel(fact: FactRow): string {
	return fact.year ? `${fact.label} (${fact.year})` : fact.label;
}

/** "plus de 1 000 personnes", the words told, or null when neither is known. */
export function factText(fact: FactRow): string | null {
	const amount = fact.value
		? [formatQuantity(fact.value), fact.unit].filter(Boolean).join(' ')
		: null;
	return [amount, fact.text].filter(Boolean).join(' — ') || null;
}

function sections(one: Told, passages: PassageRow[], collective: string): Block[] {
	return SECTIONS.flatMap((section) => {
		const own = passages.filter((passage) => passage.section === section);
		if (own.length === 0) return [];
		const title: Block = {
			kind: 'heading',
			level: 3,
			text: sectionTitle(section, one.organisation.name, collective),
			id: `visite-${one.visit.code}-${passageSections[section].word}`
		};
		return [
			title,
			...own.map((passage): Block => ({
				kind: 'prose',
				text: passage.text,
				...(passage.source ? { sources: [passage.source] } : {})
			}))
		];
	});
}

/** Heading of a section: the third one names both sides, "Espoir et PHARE". */
export function sectionTitle(section: PassageSection, member: string, collective: string): string {
	return section === 'relation' ? `${member} et ${collective}` : passageSections[section].label;
}

function quotation({ visit: row, organisation: host }: Told): Block[] {
	if (!row.quote || row.quoteConsented !== true) return [];
	return [{ kind: 'quote', text: row.quote, author: host.name, href: visitPath(row.code) }];
}
