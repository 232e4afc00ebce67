import { beforeEach, expect, test } from 'vitest';
import { reportLines } from '../../src/cli/import-lines.ts';
import type { ImportReport } from '#collectors/import/outcomes.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { importFolderOf, manifestWith } from '../world/folder.ts';
import { column, forgetEssai, importAs } from './essai.ts';

const FILES = {
	'organisations.csv': ['code;nom;nature', 'capep;CAPEP;association'],
	'personnes.csv': ['code;prenom;nom;audience', 'ada;Ada;Martinov;', 'zoe;Zoé;Petit;equipe'],
	'besoins.csv': [
		'code;sens;intitule;theme;voix;etat;organisations;audience',
		'local;besoin;Louer un local;connaitre;adherent;entendu;capep;',
		'camion;besoin;Partager un camion;connaitre;adherent;entendu;capep;',
		'impayes;besoin;Deux mois impayés;connaitre;adherent;entendu;capep;bureau'
	]
};
const OPEN = { 'manifeste.json': manifestWith({ lecteurs: 'public' }) };

const firstLine = (report: ImportReport, rehearsal: boolean) =>
	reportLines(report, { rehearsal, verbose: false, prune: false })[0];

beforeEach(forgetEssai);

test('a manifest that opens all that names nobody is told on the first line of the dry run, kind by kind', async () => {
	const report = await importAs('ouvert', { ...FILES, ...OPEN }, { rehearsal: true });
	expect(firstLine(report, true)).toMatch(
		/^ATTENTION {2}manifeste\.json.*ouvrirait à tout le monde.* : 1 personne, 2 besoins et offres\. /
	);
});

test('and on the first line of the import itself; an import that opens nothing more says nothing of it', async () => {
	const files = { ...FILES, ...OPEN };
	expect(firstLine(await importAs('ouvert', files), false)).toContain('a ouvert à tout le monde');
	expect(await column('needs_need', 'audience')).toEqual(['board', 'public', 'public']);
	expect(firstLine(await importAs('ouvert', files), false)).not.toContain('ATTENTION');
});

test('an import says who reads its new rows, before and after, and what a changed cell holds in the words of the files', async () => {
	const said = async (files: typeof FILES, rehearsal = false) =>
		reportLines(await importAs('ouvert', files, { rehearsal }), {
			rehearsal,
			verbose: true,
			prune: false
		}).join('\n');
	const readers = 'lues par : l’équipe (3), le bureau (1), les membres (1), tout le monde (1)';
	expect(await said(FILES, true)).toContain(`Lignes nouvelles, qui seraient ${readers}`);
	expect(await said(FILES)).toContain(`Lignes nouvelles, ${readers}`);
	const [head, ...lines] = FILES['besoins.csv'];
	const changed = lines.map((line) =>
		line.replace('impayés;', 'impayés, **déjà**;').replace(/bureau$/, 'equipe')
	);
	const again = await said({ ...FILES, 'besoins.csv': [head ?? '', ...changed] }, true);
	expect(again).toContain('audience : bureau → equipe');
	expect(again).not.toMatch(/Lignes nouvelles|board|"type"/);
});

test('a folder whose manifest is silent opens nothing, and says nothing of it', async () => {
	const report = await importAs('ferme', FILES);
	expect(report.opened).toEqual([]);
	expect(await column('needs_need', 'audience')).not.toContain('public');
});

test('no manifest opens words of somebody to which nobody agreed', async () => {
	const report = await importFolder(
		await importFolderOf({
			...FILES,
			...OPEN,
			'editions.csv': ['annee;titre;arrete_au;etat', '2023;Rapport;2023-12-31;publiee'],
			'citations.csv': [
				'code;edition;chapitre;texte;personne;consentement',
				'dite;2023;editorial;Nous tenons bon.;ada;accorde',
				'tue;2023;editorial;Nous sommes à bout.;ada;',
				'refusee;2023;editorial;Je regrette.;ada;refuse'
			],
			'textes.csv': [
				'code;edition;chapitre;texte;nature;auteur;consentement',
				'signe;2023;editorial;Une année pleine.;signe;ada;',
				'a-relire;2023;collectif;Une année vide.;signe;ada;a-demander'
			],
			'visites.csv': [
				'code;organisation;date;citation;citation_consentie;etat',
				'dite;capep;2023-10-12;Nous tenons bon.;oui;publiee',
				'tue;capep;2023-11-12;Nous sommes à bout.;;publiee'
			],
			'visites-passages.csv': [
				'visite;rubrique;rang;texte;sensible;consentement;consentement_edition',
				'dite;idees;1;Un local.;;accorde;',
				'dite;idees;2;Un conflit.;oui;accorde;2023',
				'dite;idees;3;Un autre conflit.;oui;accorde;2022',
				'dite;idees;4;Un conflit encore.;oui;accorde;',
				'dite;idees;5;Un aveu.;;;',
				'tue;idees;1;Un local.;;accorde;'
			]
		})
	);
	expect(report.refusals).toEqual([]);
	const readBy = async (table: string) => column(table, "code || ' ' || audience");
	expect(await readBy('editions_quotation')).toEqual(['dite public', 'refusee team', 'tue team']);
	expect(await readBy('editions_text')).toEqual(['a-relire team', 'signe public']);
	expect(await readBy('visits_visit')).toEqual(['dite public', 'tue team']);
	expect(await column('visits_passage', "rank || ' ' || audience")).toEqual([
		'1 public',
		'1 team',
		'2 public',
		'3 team',
		'4 team',
		'5 team'
	]);
});
