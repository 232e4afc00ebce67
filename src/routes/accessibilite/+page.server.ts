import { showBlocks } from '#collectors/show.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = () => ({
	title: 'Accessibilité : non conforme',
	lead: 'État du site au regard du RGAA 4.1.2.',
	trail: [],
	html: showBlocks([
		{
			kind: 'paragraph',
			runs: [
				'Aucun audit humain n’a encore été fait : tant qu’il manque, le référentiel veut que l’état déclaré soit « non conforme ». Chaque page est vérifiée automatiquement (axe-core, html-validate) et marche sans JavaScript, au clavier et à 320 pixels de large.'
			]
		},
		{
			kind: 'paragraph',
			runs: ['La touche « / » va à la recherche ; elle se désactive au bas de chaque page.']
		},
		{
			kind: 'paragraph',
			runs: [
				'Une difficulté ? Écrivez au collectif, à l’adresse de ses mentions légales. Sans réponse satisfaisante, vous pouvez saisir le Défenseur des droits.'
			]
		}
	])
});
