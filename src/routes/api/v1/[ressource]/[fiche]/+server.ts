import { getRecord } from '#collectors/api/read.ts';
import { amendRecord, dropRecord } from '#collectors/api/write.ts';
import type { JsonObject } from '#collectors/api/values.ts';
import { reading, sentObject, versionRead, versionTag, writing } from '#web/api.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone', PATCH: 'signedIn', DELETE: 'signedIn' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	reading(event, async (ctx) => {
		const { record } = await getRecord(ctx, event.params.ressource, event.params.fiche);
		return { body: record, etag: versionTag(Number(record['version'])) };
	});

/** Changes the fields that are given (JSON merge patch, RFC 7396), and no other. */
export const PATCH: RequestHandler = async (event) => {
	const version = versionRead(event.request);
	if (version instanceof Response) return version;
	const body = await sentObject(event.request);
	if (body instanceof Response) return body;
	const { ressource, fiche } = event.params;
	return writing(event, async (ctx) => {
		const record = await amendRecord(ctx, ressource, fiche, body as JsonObject, version); // parsed from JSON
		return { body: record, etag: versionTag(Number(record['version'])) };
	});
};

export const DELETE: RequestHandler = async (event) => {
	const version = versionRead(event.request);
	if (version instanceof Response) return version;
	const { ressource, fiche } = event.params;
	return writing(event, async (ctx) => {
		await dropRecord(ctx, ressource, fiche, version);
		return null;
	});
};
