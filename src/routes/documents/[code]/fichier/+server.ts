import { readDocumentFile } from '#modules/documents/server/queries.ts';
import { handOver } from '#web/handed-file.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'documents.read' } satisfies Doors;

export const GET: RequestHandler = async (event) =>
	handOver(event.request, await read(event, (ctx) => readDocumentFile(ctx, event.params.code)));
