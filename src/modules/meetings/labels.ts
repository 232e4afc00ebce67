import { vocabulary } from '#core/vocabulary.ts';

export const meetingTypes = vocabulary({
	bureau: { word: 'bureau', label: 'Bureau' },
	board: { word: 'conseil-administration', label: 'Conseil d’administration' },
	assembly: { word: 'assemblee-generale', label: 'Assemblée générale' },
	seminar: { word: 'seminaire', label: 'Séminaire' },
	committee: { word: 'comite', label: 'Comité' },
	commission: { word: 'commission', label: 'Commission' },
	workingGroup: { word: 'groupe-travail', label: 'Groupe de travail' },
	encounter: { word: 'rencontre', label: 'Rencontre' },
	learningVisit: { word: 'visite-apprenante', label: 'Visite apprenante' },
	event: { word: 'evenement', label: 'Événement' },
	publicSession: { word: 'session-publique', label: 'Session publique' }
});

export type MeetingType = keyof typeof meetingTypes;

export const meetingStates = vocabulary({
	held: { word: 'tenue', label: 'Tenue' },
	planned: { word: 'prevue', label: 'Prévue' },
	cancelled: { word: 'annulee', label: 'Annulée' }
});

export const capacities = vocabulary({
	administrator: { word: 'administrateur', label: 'Administrateur' },
	employee: { word: 'salarie', label: 'Salarié' },
	elected: { word: 'elu', label: 'Élu' },
	agent: { word: 'agent', label: 'Agent' },
	partner: { word: 'partenaire', label: 'Partenaire' },
	volunteer: { word: 'benevole', label: 'Bénévole' },
	citizen: { word: 'citoyen', label: 'Citoyen' },
	guest: { word: 'invite', label: 'Invité' },
	unknown: { word: 'non-renseigne', label: 'Non renseigné' }
});

export const attendanceModes = vocabulary({
	present: { word: 'present', label: 'Présent' },
	excused: { word: 'excuse', label: 'Excusé' },
	absent: { word: 'absent', label: 'Absent' },
	proxy: { word: 'pouvoir', label: 'Pouvoir' },
	remote: { word: 'visio', label: 'À distance' }
});

export type AttendanceMode = keyof typeof attendanceModes;

export const minutesStates = vocabulary({
	draft: { word: 'brouillon', label: 'Brouillon' },
	reread: { word: 'relu', label: 'Relu' },
	approved: { word: 'approuve', label: 'Approuvé' }
});

export const actionStates = vocabulary({
	todo: { word: 'a-faire', label: 'À faire' },
	doing: { word: 'en-cours', label: 'En cours' },
	done: { word: 'fait', label: 'Fait' },
	dropped: { word: 'abandonne', label: 'Abandonnée' }
});

export const linkNatures = vocabulary({
	organises: { word: 'organise', label: 'Organise' },
	hosts: { word: 'accueille', label: 'Accueille' },
	takesPart: { word: 'participe', label: 'Participe' },
	presents: { word: 'presente', label: 'Présente' },
	invited: { word: 'invite', label: 'Invité' }
});
