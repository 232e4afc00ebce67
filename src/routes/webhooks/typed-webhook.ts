import type { WebhookInput } from '#modules/webhooks/rules.ts';
import { textOf } from '#web/form.ts';

/** What the form of a webhook holds: as typed, to be shown again, and as the command takes it. */
export function typedWebhook(form: FormData): {
	typed: Record<string, string>;
	input: WebhookInput;
} {
	const all = (name: string) => form.getAll(name).map(String);
	const typed = {
		nom: textOf(form, 'nom'),
		adresse: textOf(form, 'adresse'),
		cercle: textOf(form, 'cercle'),
		domaines: all('domaine').join(' '),
		actes: all('acte').join(' ')
	};
	return {
		typed,
		input: {
			name: typed.nom,
			address: typed.adresse,
			circle: typed.cercle,
			modules: all('domaine'),
			acts: all('acte')
		}
	};
}

/** A webhook as its form shows it. */
export function writtenWebhook(webhook: WebhookInput): Record<string, string> {
	return {
		nom: webhook.name,
		adresse: webhook.address,
		cercle: webhook.circle,
		domaines: webhook.modules.join(' '),
		actes: webhook.acts.join(' ')
	};
}
