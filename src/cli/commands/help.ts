/** `fanal aide`. */
export function helpCommand(): number {
	process.stdout.write(`fanal — la plateforme d’un pôle territorial de coopération économique

  npm run fanal -- COMMANDE

  serve                              sert l’installation (npm start)
  demo [--jour AAAA-MM-JJ]           charge et sert la démonstration (npm run demo), qui vit ce jour-là
  import DOSSIER [--dry-run]         charge un dossier d’import ; --dry-run dit, ligne par ligne, ce qui se passerait
  import DOSSIER --prune             retire aussi les lignes qui ne sont plus dans le dossier
  import DOSSIER --replace           remplace aussi ce que quelqu’un a changé à l’écran depuis le dernier import
  import DOSSIER --nouveau-collectif crée un second collectif, que FANAL_COLLECTIF=code choisit ensuite
  import --list                      liste les imports, le dernier d’abord
  import --undo [NUMERO]             annule un import (le dernier, sans numéro) ; --dry-run dit ce qui se passerait
  export DOSSIER                     écrit un dossier d’import entier : listes, textes, manifeste
  report ANNEE --format FORMAT -o F  écrit le rapport d’activité (pdf, html, docx, md)
  check                              liste les doutes sur les données et comment lever chacun
  territoire                         prend les contours des communes à l’API publique (FANAL_GEO_API change son adresse)
  user list|add|invite|link|person|revoke|admin|secours
                                     les comptes, depuis la console : « user link ADRESSE » écrit un lien pour entrer

Options : --quiet (sans progression), --verbose (une ligne par ligne inchangée aussi).
Environnement : FANAL_HOME, FANAL_COLLECTIF (quand il y en a plusieurs), DATABASE_URL (PostgreSQL 15 ou plus), HOST, PORT, PUBLIC_URL. Voir docs/exploitation.
`);
	return 0;
}
