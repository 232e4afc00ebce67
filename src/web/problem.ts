import type { Refusal } from '#core/errors.ts';

/** Kinds of trouble that programs meet, each told on the page `/api`. */
export const PROBLEMS = {
	'adresse-inconnue': { status: 404, title: 'Rien à cette adresse' },
	'base-absente': { status: 503, title: 'La base de données ne répond pas' },
	'corps-illisible': { status: 400, title: 'Ce qui est envoyé ne se lit pas' },
	'corps-trop-long': { status: 413, title: 'Ce qui est envoyé est trop long' },
	'format-demande': { status: 406, title: 'Fanal ne répond qu’en JSON' },
	'format-envoye': { status: 415, title: 'Fanal n’attend que du JSON' },
	'droit-manquant': { status: 403, title: 'Ce droit manque' },
	'fichier-en-attente': { status: 503, title: 'Le fichier est prêt dans un instant' },
	'fiche-changee': { status: 412, title: 'La fiche a changé' },
	'fiche-liee': { status: 409, title: 'D’autres fiches en dépendent' },
	'jeton-manquant': { status: 401, title: 'Il faut un jeton valable' },
	methode: { status: 405, title: 'Cette adresse ne se demande pas ainsi' },
	panne: { status: 500, title: 'Fanal a rencontré une erreur' },
	'saisie-refusee': { status: 422, title: 'La saisie ne convient pas' },
	'trop-de-demandes': { status: 429, title: 'Trop de demandes' },
	'version-manquante': { status: 428, title: 'Dites la version que vous avez lue' },
	vide: { status: 503, title: 'Cette installation est vide' }
} as const;
export type ProblemName = keyof typeof PROBLEMS;

/** What a program is told besides: `errors` names each field at fault, by a JSON pointer (RFC 6901). */
interface More {
	refusals?: Refusal[];
	/** Identifier written in the log of the server. */
	id?: string;
	headers?: Record<string, string>;
}

/** The answer to a request that fails, as problem details (RFC 9457). `detail` is a French sentence: what is wrong, what to do. */
export function problem(name: ProblemName, detail: string, more: More = {}): Response {
	const { status, title } = PROBLEMS[name];
	const errors = (more.refusals ?? []).map(({ code, field, message }) => ({
		code,
		detail: message,
		...(field === undefined
			? {}
			: { pointer: `/${field.replace(/~/g, '~0').replace(/\//g, '~1')}` })
	}));
	const body = {
		type: `/api#${name}`,
		title,
		status,
		detail,
		...(errors.length > 0 ? { errors } : {}),
		...(more.id ? { id: more.id } : {})
	};
	return new Response(`${JSON.stringify(body)}\n`, {
		status,
		headers: { 'content-type': 'application/problem+json; charset=utf-8', ...more.headers }
	});
}

/** The problem that a bare status stands for, when SvelteKit answered by itself. */
export function problemNamed(status: number): ProblemName {
	const found = Object.entries(PROBLEMS).find(([, one]) => one.status === status);
	return (found?.[0] as ProblemName | undefined) ?? (status < 500 ? 'corps-illisible' : 'panne'); // keys of the list
}
