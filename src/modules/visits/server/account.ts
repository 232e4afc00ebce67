import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { passageSections, visitStates, type PassageSection } from '../labels.ts';
import { isFounding } from './facts.ts';
import { listHolders } from './people.ts';
import { getVisit } from './queries.ts';
import { factLabel, factText, sectionTitle } from './visit-blocks.ts';

// The keys of passageSections, in their order, which Object.keys forgets the type of.
const SECTIONS = Object.keys(passageSections) as PassageSection[];

/** The account of a visit as its page shows it. Refuses (404) when it is absent or not for the actor. */
export async function getAccount(ctx: Context, code: string) {
	const visit = await getVisit(ctx, code);
	const { organisation } = visit;
	const holders = await listHolders(ctx, [organisation.id], ctx.today);
	return {
		id: visit.id,
		name: visit.name,
		date: visit.date,
		state: labelOf(visitStates, visit.state),
		quote: visit.quote,
		source: visit.source,
		member: {
			name: organisation.name,
			path: organisation.path,
			// What the member told of its foundation is among the facts.
			tellsFounding: visit.facts.some(isFounding),
			foundedOn: organisation.foundedOn,
			founder: organisation.founder,
			place: visit.commune?.name ?? organisation.city
		},
		people: holders.map(({ name, path, title }) => ({ name, path, title })),
		facts: visit.facts.map((fact) => ({
			id: fact.id,
			label: factLabel(fact),
			text: factText(fact)
		})),
		sections: SECTIONS.map((section) => ({
			anchor: passageSections[section].word,
			title: sectionTitle(section, organisation.name, ctx.collective.settings.name),
			passages: visit.passages
				.filter((passage) => passage.section === section)
				.map((passage) => ({
					id: passage.id,
					text: passage.text,
					heldBack: !passage.printable,
					because: passage.printable ? null : passage.sensitiveBecause
				}))
		})).filter((section) => section.passages.length > 0)
	};
}
