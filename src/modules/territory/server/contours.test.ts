import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { Context } from '#core/server/context.ts';
import { anyKind } from '#core/server/kinds.ts';
import { saveRecords } from '#core/server/records.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { fetchContours } from './contours.ts';
import { communeKind } from './exchange.ts';
import { communesForMap } from './queries.ts';

const opened: (() => void)[] = [];
afterEach(() => {
	for (const close of opened.splice(0)) close();
});

/** A stand-in for the public geo API, on this machine. */
async function standIn(answer: RequestListener): Promise<string> {
	const server = createServer(answer);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	opened.push(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
}

const square = {
	type: 'Polygon',
	coordinates: [
		[
			[3, 50],
			[4, 50],
			[4, 51],
			[3, 50]
		]
	]
};
const anzin = {
	code: '59014',
	nom: 'Anzin',
	centre: { type: 'Point', coordinates: [3.51, 50.37] },
	contour: square
};

async function withAnzin(work: (ctx: Context) => Promise<void>): Promise<void> {
	await inTestCollective(async (ctx) => {
		await saveRecords(ctx, anyKind(communeKind), [
			{ code: '59014', name: null, longitude: 3.5, latitude: 50.3, source: null }
		]);
		await work(ctx);
	});
}

test('contours and centres take the place of the schematic ground', async () => {
	const asked: string[] = [];
	const baseUrl = await standIn((request, response) => {
		asked.push(request.url ?? '');
		response.end(JSON.stringify([anzin]));
	});
	await withAnzin(async (ctx) => {
		expect(await fetchContours(ctx, { baseUrl })).toEqual({ updated: 1 });
		expect((await communesForMap(ctx, '2023-12-31'))[0]).toMatchObject({
			name: 'Anzin',
			longitude: 3.51,
			contour: { type: 'Polygon' }
		});
	});
	expect(asked).toEqual([expect.stringContaining('/communes?codeDepartement=59')]);
});

test.each([
	['refuses', 500, '{}', 'refuse la demande (500)'],
	['answers something else', 200, '<html>', 'autre chose que des contours'],
	['answers by half', 200, '[]', 'n’a pas rendu le contour de 1 commune(s) : Anzin (59014)']
])('an API that %s changes nothing and is told in French', async (_name, status, body, message) => {
	const baseUrl = await standIn((_request, response) => {
		response.writeHead(status).end(body);
	});
	await withAnzin(async (ctx) => {
		await expect(fetchContours(ctx, { baseUrl })).rejects.toThrow(message);
		expect((await communesForMap(ctx, '2023-12-31'))[0]?.contour).toBeUndefined();
	});
});

test('an API that stalls is left after its time', async () => {
	const baseUrl = await standIn(() => undefined);
	await withAnzin(async (ctx) => {
		await expect(fetchContours(ctx, { baseUrl, timeoutMs: 50 })).rejects.toThrow('n’a pas répondu');
	});
});

test('an API that stops in the middle of its answer changes nothing', async () => {
	const baseUrl = await standIn((_request, response) => {
		response.write(JSON.stringify([anzin]).slice(0, 40));
	});
	await withAnzin(async (ctx) => {
		await expect(fetchContours(ctx, { baseUrl, timeoutMs: 100 })).rejects.toThrow(
			'n’a pas répondu en 0,1 s'
		);
		expect((await communesForMap(ctx, '2023-12-31'))[0]?.contour).toBeUndefined();
	});
});

test('two departments are written together or not at all', async () => {
	const baseUrl = await standIn((request, response) => {
		if (request.url?.includes('codeDepartement=59')) response.end(JSON.stringify([anzin]));
		else response.writeHead(503).end();
	});
	await withAnzin(async (ctx) => {
		await saveRecords(ctx, anyKind(communeKind), [
			{ code: '62041', name: null, longitude: null, latitude: null, source: null }
		]);
		await expect(fetchContours(ctx, { baseUrl })).rejects.toThrow('refuse la demande (503)');
		const [left] = await communesForMap(ctx, '2023-12-31');
		expect(left).toMatchObject({ name: 'Anzin', longitude: 3.5 });
		expect(left?.contour).toBeUndefined();
	});
});

test('without communes the operator is told what to import', () =>
	inTestCollective(async (ctx) => {
		await expect(fetchContours(ctx, { baseUrl: 'http://127.0.0.1:9' })).rejects.toThrow(
			'Aucune commune'
		);
	}));
