import { identityOf } from '#collectors/annual-report.ts';
import type { Block } from '#core/blocks.ts';
import type { Collective } from '#core/server/context.ts';
import { registerOfProcessing } from '#collectors/privacy.ts';
import { showBlocks } from '#collectors/show.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = ({ locals }) => ({
	title: 'Données personnelles',
	lead: 'Ce que Fanal garde sur les personnes, pourquoi, et pour combien de temps.',
	trail: [{ label: 'Mentions légales', path: '/mentions-legales' }],
	html: showBlocks([
		...(locals.collective ? [controllerOf(locals.collective)] : []),
		...registerOfProcessing()
	])
});

/** Who answers for all of it, and what is the same for all (GDPR, article 30.1 a, e and g). */
function controllerOf(collective: Collective): Block {
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
				value: { text: 'depuis son compte, ou à cette adresse', href: '/compte/donnees' }
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
