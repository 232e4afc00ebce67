import { LOT, TRIAL, webhookActs } from '#core/webhooks.ts';
import { listResources } from '../api/resources.ts';

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const acts = Object.values(webhookActs).map(({ word }) => word);

/** The messages that webhooks receive, as OpenAPI 3.1 describes them. */
export function describeWebhooks(): Schema {
	const names = listResources().map(({ name }) => name);
	const types = names.flatMap((name) => acts.map((word) => `${name}.${word}`));
	return {
		acte: message('Une fiche a été ajoutée, modifiée ou retirée.', types, {
			type: 'object',
			required: ['ressource', 'acte', 'id', 'lien'],
			properties: {
				ressource: { enum: names },
				acte: { enum: acts },
				id: { type: 'string', format: 'uuid' },
				lien: { type: 'string', format: 'uri' }
			}
		}),
		[LOT]: message('Beaucoup de fiches à la fois, comptées par ressource et par acte.', [LOT], {
			type: 'object',
			required: ['ressources', 'lien'],
			properties: { ressources: { type: 'object' }, lien: { type: 'string', format: 'uri' } }
		}),
		[TRIAL]: message('Un essai demandé par l’équipe.', [TRIAL], { type: 'object' })
	};
}

function message(summary: string, types: string[], data: Schema): Schema {
	const header = (name: string, description: string) => ({
		name,
		in: 'header',
		required: true,
		description,
		schema: text
	});
	return {
		post: {
			tags: ['webhooks'],
			summary,
			parameters: [
				header('webhook-id', 'Le même à chaque essai : un message déjà vu s’ignore.'),
				header('webhook-timestamp', 'Secondes depuis 1970 ; à plus de cinq minutes, refusez.'),
				header(
					'webhook-signature',
					'« v1, » et HMAC-SHA-256 en base64 ; plusieurs, séparées d’un blanc.'
				)
			],
			requestBody: {
				required: true,
				content: {
					'application/json': {
						schema: {
							type: 'object',
							required: ['type', 'timestamp', 'data'],
							properties: {
								type: { enum: types },
								timestamp: { type: 'string', format: 'date-time' },
								data
							}
						}
					}
				}
			},
			responses: {
				'2XX': { description: 'Reçu.' },
				410: { description: 'Fanal n’envoie plus rien.' },
				default: { description: 'Fanal essaie de nouveau plus tard.' }
			}
		}
	};
}
