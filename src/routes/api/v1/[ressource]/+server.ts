import { listRecords } from '#collectors/api/read.ts';
import { addRecord } from '#collectors/api/write.ts';
import type { JsonObject } from '#collectors/api/values.ts';
import { reading, sentObject, versionTag, writing } from '#web/api.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone', POST: 'signedIn' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	reading(event, async (ctx) => {
		const { params, url } = event;
		const { elements, next } = await listRecords(ctx, params.ressource, url.searchParams);
		if (next === null) return { body: { elements, suite: null } };
		const query = new URLSearchParams(url.searchParams);
		query.set('apres', next);
		const suite = `${url.pathname}?${query.toString()}`;
		// RFC 8288: who follows links needs not read the body.
		return { body: { elements, suite }, headers: { link: `<${suite}>; rel="next"` } };
	});

export const POST: RequestHandler = async (event) => {
	const body = await sentObject(event.request);
	if (body instanceof Response) return body;
	const key = event.request.headers.get('idempotency-key') ?? undefined;
	return writing(event, async (ctx) => {
		const { record, isNew } = await addRecord(
			ctx,
			event.params.ressource,
			body as JsonObject, // parsed from JSON
			key
		);
		return {
			body: record,
			status: isNew ? 201 : 200,
			etag: versionTag(Number(record['version'])),
			headers: { location: String(record['lien']) }
		};
	});
};
