import { readFileSync } from 'node:fs';

/** Lines of the files of an import folder. */
type Files = Record<string, string[]>;

const WORDS = (
	'Atelier Cantine Jardin Relais Fabrique Verger Moulin Ruche Escale Passerelle Grange Halle Source Lanterne Tremplin Boussole ' +
	'Ressourcerie Recyclerie Pépinière Coopérative Épicerie Écluse Œuvrière'
).split(' ');
const PLACES =
	'du Pont|des Marais|de la Gare|du Canal|des Tilleuls|de l’Étang|du Vieux Bourg|des Quatre Vents|de la Vallée|du Beffroi'.split(
		'|'
	);
const FIRST = 'Anne Bilal Chloé Driss Élise Farid Gaëlle Hugo Inès Jules Karim Léa'.split(' ');
const LAST = 'Abadie Baudry Carlier Delattre Évrard Fontaine Guérin Hamel Imbert Joly'.split(' ');
const THEMES = ['connaitre', 'mutualiser', 'faire-ensemble'];

/** `00012`: codes that sort as they were made. */
const numbered = (prefix: string, rank: number) => `${prefix}-${String(rank).padStart(6, '0')}`;
const pick = <T>(list: readonly T[], rank: number) => list[rank % list.length] as T; // never empty
const range = (count: number) => Array.from({ length: count }, (_, rank) => rank);
const day = (rank: number) =>
	`${String(2019 + (rank % 5))}-${String((rank % 12) + 1).padStart(2, '0')}-${String((rank % 28) + 1).padStart(2, '0')}`;

/**
 * An invented collective of as many members as one likes, with five years of what members do: as files of an import folder, the same at each
 * call. Everything in it grows with the members, but the communes and the working groups.
 * @param members number of organisations
 */
export function collectiveOf(members: number): Files {
	const communes = readFileSync('data/phare-2023/communes.csv', 'utf8').trim().split('\n');
	const codes = communes.slice(1).map((line) => line.split(';')[0] ?? '');
	const all = range(members);
	const groups = range(12);
	const meetings = range(24 + Math.floor(members / 5));
	const visits = range(Math.ceil(members / 4));
	const needs = range(Math.ceil(members / 3));
	const member = (rank: number) => numbered('org', rank % members);
	const person = (rank: number) => numbered('pers', rank % (2 * members));
	return {
		'manifeste.json': [manifest(members)],
		'communes.csv': communes,
		'organisations.csv': [
			'code;nom;nature;adresse;code_postal;ville;commune;activites',
			'nombreux;Les Nombreux;collectif;;;;;',
			...all.map((rank) => {
				const name = `${pick(WORDS, rank)} ${pick(PLACES, rank * 7)} ${String(rank)}`;
				return `${member(rank)};${name};association;${String(rank % 200)} rue ${pick(PLACES, rank)};59000;;${pick(codes, rank)};Insertion et services aux habitants`;
			})
		],
		'personnes.csv': [
			'code;prenom;nom',
			...range(2 * members).map(
				(rank) => `${person(rank)};${pick(FIRST, rank)};${pick(LAST, rank * 3)} ${String(rank)}`
			)
		],
		'roles.csv': [
			'personne;organisation;fonction;du',
			...all.flatMap((rank) => [
				`${person(2 * rank)};${member(rank)};presidence;2019`,
				`${person(2 * rank + 1)};${member(rank)};direction;2021-03`
			])
		],
		'adhesions.csv': [
			'organisation;du;au;college',
			...all.map((rank) => `${member(rank)};${day(rank)};;associations`)
		],
		'fiches-annuelles.csv': [
			'organisation;annee;emplois;benevoles;chiffre_affaires;source',
			...all.map(
				(rank) => `${member(rank)};2023;${String(rank % 60)};${String(rank % 25)};250000;déclaré`
			)
		],
		'groupes.csv': [
			'code;numero;nom;type;cercle;ordre',
			'bureau;;Bureau;bureau;association;1',
			...groups.map(
				(rank) =>
					`gt${String(rank)};GT${String(rank)};Groupe ${pick(PLACES, rank)} ${String(rank)};groupe-travail;ptce;${String(10 + rank)}`
			)
		],
		'groupes-participants.csv': [
			'groupe;organisation;role;du',
			...all.map(
				(rank) =>
					`${pick(
						groups.map((one) => `gt${String(one)}`),
						rank
					)};${member(rank)};membre;2020`
			)
		],
		'reunions.csv': [
			'code;groupe;titre;type;date;etat;calendrier',
			...meetings.map((rank) =>
				rank % 2 === 0
					? `${numbered('reunion', rank)};bureau;Bureau ${String(rank)};bureau;${day(rank)};tenue;oui`
					: `${numbered('reunion', rank)};gt${String(rank % 12)};Réunion du groupe ${String(rank)};groupe-travail;${day(rank)};tenue;`
			)
		],
		'presences.csv': [
			'reunion;personne;organisation;qualite;mode',
			...meetings.flatMap((rank) =>
				range(4).map(
					(seat) =>
						`${numbered('reunion', rank)};${person(rank * 8 + seat * 2)};${member(rank * 4 + seat)};partenaire;present`
				)
			)
		],
		'visites.csv': [
			'code;organisation;date;titre;etat',
			...visits.map(
				(rank) =>
					`${numbered('visite', rank)};${member(rank * 3)};${day(rank)};Visite ${String(rank)};publiee`
			)
		],
		'besoins.csv': [
			'code;sens;intitule;theme;voix;organisations;date;etat',
			...needs.map(
				(rank) =>
					`${numbered('besoin', rank)};besoin;Partager un local ${String(rank)};${pick(THEMES, rank)};adherent;${member(rank)} | ${member(rank + 1)};${day(rank)};${rank % 3 ? 'entendu' : 'repris'}`
			)
		]
	};
}

function manifest(members: number): string {
	return JSON.stringify({
		format: 'fanal/1',
		collectif: {
			code: 'nombreux',
			nom: 'Les Nombreux',
			nom_complet: `Collectif d’essai de ${String(members)} membres`,
			territoire: 'Pays d’essai',
			couleurs: { principale: '#12355b', accent: '#f2b33d' }
		},
		annee: 2023
	});
}
