import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Refused, type Refusal } from '#core/errors.ts';
import { lockSettings, saveCollective } from '#core/server/collectives.ts';
import { cleanName } from '#core/typed.ts';
import type { CollectiveSettings, Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { authorise } from '#core/server/permissions.ts';
import { nameRefusals } from '../rules.ts';

const DESCRIBE = 'accounts.describe';

/** What the form of the collective holds, by the names of `manifeste.json`. */
export const COLLECTIVE_FIELDS = [
	'nom',
	'nom_complet',
	'ptce',
	'territoire',
	'adresse',
	'code_postal',
	'ville',
	'site',
	'devise',
	'principale',
	'accent',
	'annee',
	'arrete_au'
] as const;
export type CollectiveForm = Record<(typeof COLLECTIVE_FIELDS)[number], string>;

const LONGEST = 300;
const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
const address = z.url({ protocol: /^https?$/ });

/** The collective as its form shows it, and the mark of what was shown. Refuses (403) who may not describe it. */
export function collectiveForm(ctx: Context): { form: CollectiveForm; shown: string } {
	authorise(ctx, DESCRIBE);
	const { settings } = ctx.collective;
	return { form: written(settings), shown: markOf(settings) };
}

/**
 * Changes what the site and the publications say of the collective. Refuses (422) what does not fit, field by field, and a form that
 * somebody else has overtaken; (403) who may not.
 * @param shown the mark that came with the form
 */
export async function changeCollective(
	ctx: Context,
	form: CollectiveForm,
	shown: string
): Promise<void> {
	authorise(ctx, DESCRIBE);
	const refusals = refusalsOf(form);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const settings = await lockSettings(ctx.db, ctx.collective.code);
	const before = written(settings);
	const changed = COLLECTIVE_FIELDS.filter((field) => form[field].trim() !== before[field]);
	if (shown !== markOf(settings)) throw new Refused('invalid', overtaken(before, changed));
	if (changed.length === 0) return;
	await saveCollective(ctx.db, { ...ctx.collective, settings: settingsOf(form, settings) });
	await record(ctx, [
		{
			event: 'collective.changed',
			data: Object.fromEntries(changed.map((field) => [field, [before[field], form[field].trim()]]))
		}
	]);
}

function written(settings: CollectiveSettings): CollectiveForm {
	return {
		nom: settings.name,
		nom_complet: settings.fullName,
		ptce: settings.ptce ?? '',
		territoire: settings.territory,
		adresse: settings.address ?? '',
		code_postal: settings.postalCode ?? '',
		ville: settings.city ?? '',
		site: settings.website ?? '',
		devise: settings.motto ?? '',
		principale: settings.colours.main,
		accent: settings.colours.accent,
		annee: String(settings.year),
		arrete_au: settings.cutOffOn ?? ''
	};
}

function settingsOf(form: CollectiveForm, known: CollectiveSettings): CollectiveSettings {
	const said = (name: keyof CollectiveForm) => cleanName(form[name]);
	const optional = Object.entries({
		ptce: said('ptce'),
		address: said('adresse'),
		postalCode: said('code_postal'),
		city: said('ville'),
		website: said('site'),
		motto: said('devise'),
		cutOffOn: said('arrete_au')
	}).filter(([, value]) => value !== '');
	return {
		name: said('nom'),
		fullName: said('nom_complet') || said('nom'),
		territory: said('territoire'),
		...Object.fromEntries(optional),
		colours: { main: said('principale'), accent: said('accent') },
		year: Number(said('annee')),
		...(known.demonstration === undefined ? {} : { demonstration: known.demonstration })
	};
}

function refusalsOf(form: CollectiveForm): Refusal[] {
	const refusals: Refusal[] = [
		...nameRefusals(form.nom, 'nom'),
		...(form.nom_complet ? nameRefusals(form.nom_complet, 'nom_complet') : []),
		...(form.ptce ? nameRefusals(form.ptce, 'ptce') : []),
		...nameRefusals(form.territoire, 'territoire')
	];
	const add = (field: keyof CollectiveForm, message: string) =>
		refusals.push({ code: 'collective', field, message });
	for (const field of ['adresse', 'ville', 'devise'] as const)
		if (form[field].length > LONGEST)
			add(field, `C’est trop long : ${String(LONGEST)} caractères au plus.`);
	if (form.code_postal && !/^\d{5}$/.test(form.code_postal))
		add('code_postal', 'Un code postal a cinq chiffres : 59135.');
	if (form.site && !(form.site.length <= LONGEST && address.safeParse(form.site).success))
		add('site', 'Cette adresse n’est pas complète : attendu, par exemple, https://exemple.org.');
	for (const field of ['principale', 'accent'] as const)
		if (!colour.safeParse(form[field]).success)
			add(field, 'Cette couleur n’en est pas une : attendu, par exemple, #12355b.');
	if (!/^(?:19|20|21)\d\d$/.test(form.annee)) add('annee', 'Une année a quatre chiffres : 2024.');
	if (form.arrete_au && !z.iso.date().safeParse(form.arrete_au).success)
		add('arrete_au', 'Ce jour n’existe pas : attendu, par exemple, 2024-12-31.');
	return refusals;
}

/** The other answers stand beside the fields where they differ. */
function overtaken(before: CollectiveForm, changed: (keyof CollectiveForm)[]): Refusal[] {
	return [
		{
			code: 'overtaken',
			message:
				'Quelqu’un a changé ces réponses pendant que vous écriviez. Les vôtres sont gardées : relisez, puis enregistrez de nouveau.'
		},
		...changed.map((field) => ({
			code: 'overtaken',
			field,
			message: before[field]
				? `Ce qui est enregistré maintenant : « ${before[field]} ».`
				: 'Rien n’est enregistré ici maintenant.'
		}))
	];
}

function markOf(settings: CollectiveSettings): string {
	return createHash('sha256')
		.update(JSON.stringify(written(settings)))
		.digest('hex')
		.slice(0, 16);
}
