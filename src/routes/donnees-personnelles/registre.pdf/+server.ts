import { registerDocument } from '#collectors/privacy/register.ts';
import { publish } from '#collectors/publish.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const GET: RequestHandler = async (event) => {
	const document = await read(event, (ctx) =>
		Promise.resolve(registerDocument(ctx, event.url.origin))
	);
	const { bytes, mediaType } = await publish(document, 'pdf');
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': mediaType,
			'content-disposition': 'attachment; filename="registre-des-traitements.pdf"'
		}
	});
};
