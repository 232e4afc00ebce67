/**
 * Words of which the collective makes its sentences, folded: a "name" made of nothing else ("Comité opérationnel") is no proof that
 * somebody is meant. First and last names that are also words (Pierre, Blanc) are left out.
 */
const COMMON = new Set(
	`accompagnement acte actif action actions active activite administration administrateur adhesion adherent agence agenda aide ami
	annee annuel annuelle appel associatif associative association assemblee atelier ateliers au aux avenir axe balance bilan bureau
	bureaux candidat candidature carte centre charte chantier citoyen citoyenne citoyennes citoyens co collectif collective collectives
	collectivite college comite comites commission commissions commun commune communes communication communaute compte conference
	conseil consultation convention cooperation cooperatif cooperative coordination culture culturel de decision decisions delegation
	departement des direction directeur directrice document dossier droit du durable economie economique educatif education
	elu elue elus emploi employeur engagement enquete ensemble entraide entreprise entreprises environnement equipe espace etablissement
	etat etude evenement executif executive exterieur federation femmes fete fiche finances financement fonction fondation
	formation forum france general generale generaux gestion gouvernance groupe groupes habitant habitants habitat inclusif inclusion
	industriel innovation insertion institut institution interne jeunes jeunesse journal journee la le les lettre lieu ligue local
	locale locaux maison membre membres metier metiers mission missions mobilite mobilites moderne mutualisation mutuelle national
	nationale numerique objectif observatoire office operationnel operationnelle ordinaire organisation paiement parc parcours
	partage partenaire partenaires partenariat petit permanent permanente personne personnel personnels perspectives pilotage place plan
	plateforme point pole politique porte president presidence presidente principal principale prise prix professionnel
	professionnelle programme projet projets proximite public publique publiques publics qualite rapport recyclerie referent region
	regional regionale regie reseau reserve ressource ressources restreint restreinte reunion reunions role rural rurale salarie
	salariee salaries sante scientifique secretaire secretariat section securite seminaire service services session site social
	sociale sociales sociaux societe solidaire solidaires solidarite sous sport sports statutaire strategique strategie structure
	structures suivi support syndicat technique territoire territoires territorial territoriale tiers transition transport travail
	travaux tresorier tresoriere union unite usager usagers vacances vie ville visite visites volontaire zone`.split(
		/\s+/
	)
);

/** Is each of these folded words one of which sentences are made? */
export function areCommonWords(words: string[]): boolean {
	const whole = words.filter((word) => word.length > 1); // "d’", "l’"
	return whole.length > 0 && whole.every((word) => COMMON.has(word));
}
