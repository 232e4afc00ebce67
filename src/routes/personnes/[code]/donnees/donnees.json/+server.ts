import { asJson } from '#collectors/privacy/files.ts';
import { wholeData } from '#collectors/privacy/requests.ts';
import { fileOfData } from '#web/own-file.ts';
import type { Doors } from '#web/doors.ts';
import { read } from '#web/request.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'privacy.manage' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	read(event, async (ctx) =>
		fileOfData(event, 'json', asJson(ctx, await wholeData(ctx, event.params.code)))
	);
