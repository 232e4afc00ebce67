import { identityOf } from '#collectors/annual-report.ts';
import { showBlocks } from '#collectors/show.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = ({ locals }) => {
	const identity = locals.collective ? identityOf(locals.collective) : null;
	return {
		title: 'Mentions légales',
		lead: null,
		trail: [],
		html: showBlocks([
			...(identity
				? [
						{
							kind: 'facts' as const,
							title: 'Éditeur',
							entries: [
								{ label: 'Nom', value: identity.fullName },
								{
									label: 'Adresse',
									value: identity.address || { text: 'non renseignée', missing: true }
								},
								...(identity.website
									? [{ label: 'Site', value: { text: identity.website, href: identity.website } }]
									: [])
							]
						}
					]
				: []),
			{
				kind: 'paragraph',
				runs: [
					'Données personnelles : les personnes citées le sont pour leur fonction. Le seul témoin de connexion est celui de la session ; il n’y a ni mesure d’audience, ni appel à un tiers. ',
					{ text: 'Le registre des traitements', href: '/donnees-personnelles' },
					' dit ce qui est gardé, pourquoi et combien de temps.'
				]
			},
			{
				kind: 'paragraph',
				runs: [
					'Logiciel libre Fanal, licence AGPL-3.0-or-later. Police Atkinson Hyperlegible Next (SIL OFL 1.1). Communes et intercommunalités : INSEE, DGCL, Licence Ouverte.'
				]
			}
		])
	};
};
