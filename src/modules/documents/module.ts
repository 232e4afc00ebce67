import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { DOCUMENTS_PATH } from './paths.ts';
import { documentKind } from './server/exchange.ts';
import { guests } from './server/guests.ts';
import { metrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { panels } from './server/panels.ts';
import { abandonedFilesJob, fileTerm } from './server/terms.ts';

export const module: FanalModule = {
	id: 'documents',
	name: 'Documents',
	sentence:
		'Les comptes rendus, conventions, affiches et autres fichiers, rangés avec ce dont ils parlent.',
	path: DOCUMENTS_PATH,
	dependsOn: ['network', 'groups', 'meetings', 'projects'],
	objects,
	permissions: [
		{ id: 'documents.read', label: 'lire les documents', roles: ['public'] },
		{
			id: 'documents.write',
			label: 'déposer des documents et les ranger',
			roles: ['team', 'pilot']
		}
	],
	guests,
	navigation: [
		{
			label: 'Documents',
			path: DOCUMENTS_PATH,
			group: 'action',
			order: 60,
			permission: 'documents.read'
		}
	],
	panels,
	events: { none: 'parce que le dépôt et la modification des documents sont dits par le noyau' },
	personalData: [
		{
			purpose: 'Garder et partager les documents du collectif',
			basis: 'Intérêt légitime : travailler sur les mêmes pièces, et pouvoir en rendre compte',
			people: 'Personnes nommées ou photographiées dans un document',
			data: 'Ce que dit le document : noms, fonctions, signatures, images',
			recipients: 'Les lecteurs choisis pour chaque document',
			retention:
				'Tant que le document sert ; trente jours de plus une fois retiré ; deux heures pour un fichier dont le formulaire est resté sans suite',
			source: 'Qui dépose le document',
			tables: [],
			terms: [fileTerm]
		}
	],
	metrics,
	jobs: [abandonedFilesJob],
	documents: {
		none: 'parce que le rapport s’écrit de fiches ; un document y est cité par la fiche qui s’y réfère'
	},
	exchange: [anyKind(documentKind)]
};
