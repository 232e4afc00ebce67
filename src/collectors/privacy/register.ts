import type { Block, FactsBlock, PublishedDocument } from '#core/blocks.ts';
import { absent } from '#core/errors.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { answers, type PersonalData } from '#core/server/contract.ts';
import { slugOf } from '#core/words.ts';
import { modules } from '#modules/all.ts';
import { identityOf } from '../annual-report.ts';

/** One purpose for which personal data are held, as a module declares it (GDPR, article 30.1). */
interface Treatment {
	/** Path segment of its page, unique. */
	slug: string;
	module: string;
	data: PersonalData;
}

/** Everything the collective does with personal data, module after module. */
function treatments(): Treatment[] {
	return modules.flatMap((one) =>
		answers(one.personalData).map((data) => ({
			slug: `${one.id}-${slugOf(data.purpose)}`,
			module: one.name,
			data
		}))
	);
}

/**
 * The register in short: who answers for it, one line per purpose, and the modules that hold nothing, with the reason.
 * @param ownData where the reader of the page is led to their own data; null when no account opens it
 */
export function registerOfProcessing(
	collective?: Collective,
	ownData: string | null = null
): Block[] {
	return [
		...(collective ? [controllerOf(collective, ownData)] : []),
		{
			kind: 'table',
			caption: 'Les traitements',
			columns: [
				{ label: 'Pourquoi', width: 3 },
				{ label: 'Personnes concernées', width: 3 },
				{ label: 'Durée de conservation', width: 3 }
			],
			rows: treatments().map(({ slug, data }) => [
				{ text: data.purpose, href: `/donnees-personnelles/${slug}` },
				data.people,
				data.retention
			])
		},
		...withoutData()
	];
}

/** One purpose, whole. Refuses (404) one that no module declares. */
export function treatmentPage(slug: string): { title: string; lead: string; blocks: Block[] } {
	const found = treatments().find((one) => one.slug === slug);
	if (!found) throw absent('Ce traitement n’est pas dans le registre.');
	return { title: found.data.purpose, lead: found.module, blocks: [factsOf(found)] };
}

/** The whole register on paper, as whoever inspects it asks for it (GDPR, article 30.4). */
export function registerDocument(ctx: Context, baseUrl: string): PublishedDocument {
	const { motto: _motto, ...identity } = identityOf(ctx.collective);
	return {
		title: 'Registre des traitements',
		year: Number(ctx.today.slice(0, 4)),
		identity,
		asOf: partialDate(ctx.today),
		baseUrl,
		chapters: [
			{
				id: 'registre',
				title: 'Le registre',
				blocks: [
					controllerOf(ctx.collective, '/compte/donnees'),
					...treatments().flatMap((one): Block[] => [
						{ kind: 'heading', level: 2, text: one.data.purpose, id: one.slug },
						factsOf(one)
					]),
					...withoutData()
				]
			}
		]
	};
}

function factsOf({ module, data }: Treatment): FactsBlock {
	return {
		kind: 'facts',
		title: module,
		entries: [
			{ label: 'Base légale', value: data.basis },
			{ label: 'Personnes concernées', value: data.people },
			{ label: 'Données', value: data.data },
			{ label: 'Destinataires', value: data.recipients },
			{ label: 'Durée de conservation', value: data.retention },
			{ label: 'D’où viennent les données', value: data.source }
		]
	};
}

function withoutData(): Block[] {
	const without = modules.filter((one) => !Array.isArray(one.personalData));
	if (without.length === 0) return [];
	return [
		{
			kind: 'list',
			title: 'Sans donnée personnelle',
			items: without.map((one) => ({
				content: `${one.name}, ${Array.isArray(one.personalData) ? '' : one.personalData.none}.`
			}))
		}
	];
}

/** Who answers for all of it, and what is the same for all (GDPR, article 30.1 a, e and g). */
function controllerOf(collective: Collective, ownData: string | null): FactsBlock {
	const { fullName, address, website } = identityOf(collective);
	return {
		kind: 'facts',
		title: 'Responsable des traitements',
		entries: [
			{ label: 'Nom', value: fullName },
			{ label: 'Adresse', value: address || { text: 'non renseignée', missing: true } },
			...(website ? [{ label: 'Site', value: { text: website, href: website } }] : []),
			{
				label: 'Exercer ses droits',
				value: {
					text: 'depuis son compte, ou à cette adresse',
					...(ownData ? { href: ownData } : {})
				}
			},
			{ label: 'Transferts hors de l’Union européenne', value: 'Aucun' },
			{
				label: 'Mesures de sécurité',
				value:
					'Droits tirés des fonctions, journal, chiffrement des secrets, double vérification au choix'
			}
		]
	};
}
