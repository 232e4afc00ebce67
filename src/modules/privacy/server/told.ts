import type { PersonalTable } from '#core/server/privacy/declared.ts';

/** What the kernel writes about people, and what becomes of it when one is erased. */
export const ownTables: Record<'journal' | 'openings' | 'requests', PersonalTable[]> = {
	journal: [
		{
			table: 'core_journal',
			label: 'Ce que j’ai écrit dans Fanal',
			labelForTeam: 'Ce que la personne a écrit dans Fanal',
			by: { account: 'account', actor: 'name' },
			tells: { at: 'Le', event: 'Acte', kind: 'Sorte de fiche', on_behalf_of: 'Au nom de' },
			erasure: { because: 'l’histoire des fiches reste, sans dire de qui' }
		},
		{
			table: 'core_import',
			label: 'Imports que j’ai faits ou annulés',
			labelForTeam: 'Imports que la personne a faits ou annulés',
			by: { actor: 'name', undone_by: 'name' },
			tells: { number: 'Numéro', at: 'Le', year: 'Année' },
			erasure: { because: 'chaque fiche dit de quel import elle vient' }
		}
	],
	openings: [
		{
			table: 'core_privacy_opening',
			label: 'Fiches réservées que j’ai ouvertes',
			labelForTeam: 'Fiches réservées que la personne a ouvertes',
			by: { account: 'account', name: 'name' },
			tells: { at: 'Le', kind: 'Sorte de fiche', what: 'Quoi', acting_as: 'En tant que' },
			erasure: { because: 'le nombre des consultations reste' }
		}
	],
	requests: [
		{
			table: 'core_privacy_request',
			label: 'Mes demandes sur mes données',
			labelForTeam: 'Ses demandes sur ses données',
			by: { person_id: 'person', account: 'account', address: 'address', name: 'name' },
			tells: {
				received_at: 'Reçue le',
				asked_right: 'Droit',
				words: 'Demande',
				due_on: 'Réponse due le',
				answer: 'Réponse',
				answered_at: 'Répondu le'
			},
			erasure: {
				because: 'le collectif doit pouvoir prouver qu’il a répondu',
				empties: ['words']
			}
		},
		{
			table: 'core_privacy_erased',
			label: 'Effacements que j’ai faits',
			labelForTeam: 'Effacements que la personne a faits',
			by: { erased_by: 'name' },
			tells: { at: 'Le', reason: 'Pourquoi' },
			erasure: { because: 'l’effacement doit pouvoir se prouver' }
		},
		{
			table: 'core_privacy_hold',
			label: 'Durées que j’ai suspendues',
			labelForTeam: 'Durées que la personne a suspendues',
			by: { held_by: 'name', ended_by: 'name' },
			tells: { at: 'Le', term: 'Durée', reason: 'Pourquoi' },
			erasure: { because: 'la suspension doit pouvoir se prouver' }
		}
	]
};
