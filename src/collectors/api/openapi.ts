import type { CellType, Column } from '#core/cells.ts';
import type { Collective } from '#core/server/context.ts';
import { fieldLabel } from '../editing/labels.ts';
import { describeWebhooks } from '../webhooks/describe.ts';
import { LONGEST_PAGE, mayFilter, USUAL_PAGE } from './read.ts';
import { columnsByHeader, listResources, type Resource } from './resources.ts';

type Schema = Record<string, unknown>;

const JSON_TYPE = 'application/json';
const text: Schema = { type: 'string' };
const orNull = (type: string): Schema => ({ type: [type, 'null'] });

/** The description of the API that programs read (OpenAPI 3.1), drawn from the same kinds as the API itself. */
export function describeApi({ settings }: Collective, baseUrl: string): Schema {
	const resources = listResources();
	return {
		openapi: '3.1.0',
		info: {
			title: `Fanal — ${settings.name}`,
			version: '1',
			summary: 'Lire et écrire les fiches du collectif, avec les droits de qui prête son jeton.',
			description:
				'Les ressources et leurs champs portent les noms des fichiers et des colonnes d’un dossier d’import. Une date garde sa précision (« 2023-09 »), une quantité aussi (« ~80 »). Une référence est le code de la fiche.',
			license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' }
		},
		servers: [{ url: baseUrl }],
		security: [{}, { jeton: [] }],
		tags: resources.map(({ name, kind }) => ({ name, description: kind.plural })),
		paths: {
			...Object.fromEntries(resources.flatMap(pathsOf)),
			...otherPaths()
		},
		webhooks: describeWebhooks(),
		components: {
			securitySchemes: { jeton: { type: 'http', scheme: 'bearer' } },
			responses: {
				Probleme: answer('La demande n’a pas abouti.', ref('Probleme'), 'application/problem+json')
			},
			schemas: {
				Probleme: problemSchema,
				...Object.fromEntries(
					resources.flatMap((one) => [
						[one.name, recordSchema(one)],
						[`${one.name}.saisie`, inputSchema(one)]
					])
				)
			}
		}
	};
}

/** Fields of a resource, as the page of the API and its description tell them. */
export function fieldsOf({ kind }: Resource) {
	return [...columnsByHeader(kind)].map(([header, { column }]) => ({
		name: header,
		label: fieldLabel(kind.name, header),
		required: column.required,
		expects: column.type.target ? `le code d’une fiche` : column.type.expects,
		filters: mayFilter(column)
	}));
}

function pathsOf(resource: Resource): [string, Schema][] {
	const { name, kind } = resource;
	const tags = [name];
	const record = answer('La fiche.', ref(name));
	const problem = { $ref: '#/components/responses/Probleme' };
	const writes = (summary: string, operationId: string, more: Schema): Schema => ({
		tags,
		summary,
		operationId,
		security: [{ jeton: [] }],
		...more
	});
	return [
		[
			`/api/v1/${name}`,
			{
				get: {
					tags,
					summary: `Lire : ${kind.plural}`,
					operationId: `lire.${name}`,
					parameters: [...pageParameters, ...filterParameters(resource)],
					responses: { 200: answer('Une page de fiches.', pageSchema(ref(name))), default: problem }
				},
				post: writes(`Ajouter : ${kind.singular}`, `ajouter.${name}`, {
					parameters: [idempotencyKey],
					requestBody: body(ref(`${name}.saisie`)),
					responses: { 201: record, 200: record, default: problem }
				})
			}
		],
		[
			`/api/v1/${name}/{fiche}`,
			{
				parameters: [path('fiche', 'Identifiant de la fiche, ou son code.')],
				get: {
					tags,
					summary: `Lire : ${kind.singular}`,
					operationId: `lire.une.${name}`,
					responses: { 200: record, 304: { description: 'Rien n’a changé.' }, default: problem }
				},
				patch: writes(`Modifier : ${kind.singular}`, `modifier.${name}`, {
					parameters: [ifMatch],
					requestBody: body({ ...inputSchema(resource), required: [] }),
					responses: { 200: record, default: problem }
				}),
				delete: writes(`Retirer : ${kind.singular}`, `retirer.${name}`, {
					parameters: [ifMatch],
					responses: { 204: { description: 'La fiche est retirée.' }, default: problem }
				})
			}
		]
	];
}

function otherPaths(): Record<string, Schema> {
	const free = (
		summary: string,
		operationId: string,
		parameters: Schema[],
		schema: Schema
	): Schema => ({
		get: {
			tags: ['autres'],
			summary,
			operationId,
			parameters,
			responses: {
				200: answer(summary, schema),
				default: { $ref: '#/components/responses/Probleme' }
			}
		}
	});
	const elements = pageSchema({ type: 'object' });
	const year = query('annee', 'Année.', { type: 'integer' });
	const page = query('page', 'Page, à partir de 1.', { type: 'integer', minimum: 1 });
	return {
		'/api/v1': free('Les adresses de l’API.', 'lire.adresses', [], { type: 'object' }),
		'/api/v1/chiffres': free('Les chiffres d’une année.', 'lire.chiffres', [year, page], elements),
		'/api/v1/chiffres/{chiffre}': free(
			'Un chiffre et les lignes qu’il compte.',
			'lire.un.chiffre',
			[path('chiffre', 'Nom du chiffre : network.members.'), year],
			{ type: 'object' }
		),
		'/api/v1/agenda': free(
			'Ce qui est daté entre deux jours.',
			'lire.agenda',
			[query('du', 'Premier jour.', text), query('au', 'Dernier jour.', text)],
			{ type: 'object' }
		),
		'/api/v1/recherche': free(
			'Ce que trouve une recherche.',
			'chercher',
			[{ ...query('q', 'Mots cherchés.', text), required: true }, page],
			elements
		),
		'/api/v1/rapports/{annee}': free(
			'Le rapport d’activité d’une année, en blocs : l’édition publique, la même pour tous.',
			'lire.rapport',
			[
				path('annee', 'Année.'),
				query(
					'edition',
					'« reservee » : tout ce que vous pouvez lire ; « reserved » le dit. À ne pas diffuser.',
					text
				)
			],
			{ type: 'object' }
		)
	};
}

function recordSchema(resource: Resource): Schema {
	const columns = [...columnsByHeader(resource.kind)];
	return {
		type: 'object',
		additionalProperties: false,
		required: ['id', 'version', 'modifie_le', 'lien', ...columns.map(([header]) => header)],
		properties: {
			id: { type: 'string', format: 'uuid' },
			version: { type: 'integer', minimum: 1 },
			modifie_le: { ...orNull('string'), format: 'date-time' },
			lien: text,
			...Object.fromEntries(
				columns.map(([header, { column }]) => [header, valueSchema(resource, header, column)])
			)
		}
	};
}

function inputSchema(resource: Resource): Schema {
	const columns = [...columnsByHeader(resource.kind)];
	return {
		type: 'object',
		additionalProperties: false,
		required: columns
			.filter(([, { field, column }]) => column.required && field !== resource.kind.codeField)
			.map(([header]) => header),
		properties: Object.fromEntries(
			columns.map(([header, { column }]) => [header, valueSchema(resource, header, column)])
		)
	};
}

function valueSchema({ kind }: Resource, header: string, { type }: Column): Schema {
	const description = `${fieldLabel(kind.name, header)} : ${type.expects}`;
	return { ...typeSchema(type), description };
}

function typeSchema(type: CellType<unknown>): Schema {
	if (type.many) return { type: 'array', items: text };
	if (type.name === 'oui/non') return orNull('boolean');
	if (type.name === 'entier') return orNull('integer');
	if (['decimal', 'euros'].includes(type.name)) return orNull('number');
	if (type.words && type.name !== 'lecteurs')
		return { enum: [...Object.values(type.words).map(({ word }) => word), null] };
	return orNull('string');
}

function pageSchema(items: Schema): Schema {
	return {
		type: 'object',
		required: ['elements', 'suite'],
		properties: { elements: { type: 'array', items }, suite: orNull('string') }
	};
}

function filterParameters({ kind }: Resource): Schema[] {
	return [...columnsByHeader(kind)]
		.filter(([, { column }]) => mayFilter(column))
		.map(([header, { column }]) => query(header, `Seulement : ${column.type.expects}.`, text));
}

const pageParameters = [
	query('limite', 'Fiches par page.', {
		type: 'integer',
		minimum: 1,
		maximum: LONGEST_PAGE,
		default: USUAL_PAGE
	}),
	query('apres', 'Identifiant de la dernière fiche reçue.', { type: 'string', format: 'uuid' }),
	query('modifie_depuis', 'Seulement ce qui a changé depuis cet instant.', text)
];
const ifMatch = {
	name: 'If-Match',
	in: 'header',
	required: true,
	description: 'ETag de la fiche, tel qu’il a été lu.',
	schema: text
};
const idempotencyKey = {
	name: 'Idempotency-Key',
	in: 'header',
	description:
		'UUID choisi par le programme : envoyée deux fois, la demande n’ajoute qu’une fiche.',
	schema: { type: 'string', format: 'uuid' }
};
const problemSchema = {
	type: 'object',
	description: 'RFC 9457',
	required: ['type', 'title', 'status', 'detail'],
	properties: {
		type: text,
		title: text,
		status: { type: 'integer' },
		detail: text,
		id: text,
		errors: {
			type: 'array',
			items: {
				type: 'object',
				required: ['code', 'detail'],
				properties: { code: text, detail: text, pointer: text }
			}
		}
	}
};

function query(name: string, description: string, schema: Schema): Schema {
	return { name, in: 'query', description, schema };
}

function path(name: string, description: string): Schema {
	return { name, in: 'path', required: true, description, schema: text };
}

function body(schema: Schema): Schema {
	return { required: true, content: { [JSON_TYPE]: { schema } } };
}

function answer(description: string, schema: Schema, type = JSON_TYPE): Schema {
	return { description, content: { [type]: { schema } } };
}

function ref(name: string): Schema {
	return { $ref: `#/components/schemas/${name}` };
}
