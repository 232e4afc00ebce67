import type { Refusal } from '#core/errors.ts';

/** More than that, and nobody knows what they are for. */
export const MOST_WEBHOOKS = 20;
const LONGEST_NAME = 100;

export interface WebhookInput {
	name: string;
	address: string;
	modules: string[];
	acts: string[];
	circle: string;
}

/**
 * What is wrong with the webhook that somebody is about to make; empty when all is well.
 * @param known.refusal why no message can go to its address
 */
export function webhookRefusals(
	input: WebhookInput,
	known: {
		modules: string[];
		acts: string[];
		circles: string[];
		count: number;
		refusal?: string | undefined;
	}
): Refusal[] {
	const refusals: Refusal[] = [];
	const add = (code: string, field: string, message: string) =>
		refusals.push({ code, field, message });
	if (input.name.trim() === '')
		add('name-missing', 'nom', 'Dites à quoi sert ce webhook : « Site du collectif ».');
	if (input.name.length > LONGEST_NAME)
		add(
			'name-too-long',
			'nom',
			`Ce nom est trop long : ${String(LONGEST_NAME)} caractères au plus.`
		);
	if (known.refusal !== undefined) add('address', 'adresse', known.refusal);
	if (input.modules.length === 0 || !isAmong(input.modules, known.modules))
		add('modules', 'domaine', 'Choisissez un domaine au moins, parmi ceux qui sont proposés.');
	if (input.acts.length === 0 || !isAmong(input.acts, known.acts))
		add('acts', 'acte', 'Choisissez ce qui est raconté : ajouts, modifications ou retraits.');
	if (!known.circles.includes(input.circle))
		add('circle', 'cercle', 'Choisissez quelles fiches sont racontées.');
	if (known.count >= MOST_WEBHOOKS)
		add(
			'too-many',
			'nom',
			`Il y a déjà ${String(MOST_WEBHOOKS)} webhooks : retirez-en un d’abord.`
		);
	return refusals;
}

function isAmong(chosen: string[], possible: string[]): boolean {
	return chosen.every((one) => possible.includes(one));
}
