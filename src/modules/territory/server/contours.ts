import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { OperatorError } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { authorise } from '#core/server/permissions.ts';
import { commune } from './tables.ts';

const position = z.tuple([z.number(), z.number()]).rest(z.number());
const ring = z.array(position.transform(([x, y]) => [round(x), round(y)])).min(4);
const answerSchema = z.array(
	z.object({
		code: z.string(),
		centre: z.object({ type: z.literal('Point'), coordinates: position }),
		contour: z.discriminatedUnion('type', [
			z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
			z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) })
		])
	})
);
type Answer = z.infer<typeof answerSchema>;

export interface GeoSource {
	/** Base address of the API, without a final slash. */
	baseUrl: string;
	/** Time allowed for each department, in milliseconds. */
	timeoutMs?: number;
}

/**
 * Takes the contours and centres of the communes of the perimeter from the public geo API, a department at a
 * time, and writes them together. Any trouble (unreachable, refused, half an answer) leaves all as it was.
 */
export async function fetchContours(ctx: Context, source: GeoSource): Promise<{ updated: number }> {
	authorise(ctx, 'territory.write');
	const communes = await ctx.db
		.select({
			id: commune.id,
			code: commune.code,
			name: commune.name,
			department: commune.departmentCode
		})
		.from(commune);
	if (communes.length === 0)
		throw new OperatorError(
			'Aucune commune n’est dans le périmètre.',
			'Importez d’abord communes.csv.'
		);
	const departments = [...new Set(communes.flatMap((row) => row.department ?? []))];
	const found = new Map<string, Answer[number]>();
	for (const department of departments) {
		for (const one of await askDepartment(source, department)) found.set(one.code, one);
	}
	const missing = communes.filter((row) => !found.has(row.code));
	if (missing.length > 0) {
		const names = missing
			.slice(0, 5)
			.map((row) => `${row.name} (${row.code})`)
			.join(', ');
		throw new OperatorError(
			`L’API n’a pas rendu le contour de ${String(missing.length)} commune(s) : ${names}. Rien n’a été changé.`,
			'Vérifiez ces codes dans communes.csv, puis relancez.'
		);
	}
	for (const row of communes) {
		const answer = found.get(row.code);
		if (!answer) continue;
		const [longitude, latitude] = answer.centre.coordinates;
		await ctx.db
			.update(commune)
			.set({ contour: shapeOf(answer.contour), longitude, latitude })
			.where(eq(commune.id, row.id));
	}
	await record(ctx, [{ event: 'contours.fetched', data: { communes: communes.length } }]);
	return { updated: communes.length };
}

async function askDepartment(
	{ baseUrl, timeoutMs = 60_000 }: GeoSource,
	department: string
): Promise<Answer> {
	const url = `${baseUrl}/communes?codeDepartement=${encodeURIComponent(department)}&fields=code,nom,centre,contour&format=json`;
	const again = 'Réessayez plus tard, ou donnez une autre adresse : FANAL_GEO_API=https://…';
	const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch(
		(error: unknown) => {
			const reason =
				error instanceof Error && error.name === 'TimeoutError'
					? `n’a pas répondu en ${String(timeoutMs / 1000)} s`
					: 'est injoignable';
			throw new OperatorError(
				`L’API géographique (${baseUrl}) ${reason}. Rien n’a été changé.`,
				again
			);
		}
	);
	if (!response.ok)
		throw new OperatorError(
			`L’API géographique refuse la demande (${String(response.status)}). Rien n’a été changé.`,
			again
		);
	const body: unknown = await response.json().catch(() => null);
	const answer = answerSchema.safeParse(body);
	if (!answer.success)
		throw new OperatorError(
			`L’API géographique a répondu autre chose que des contours pour le département ${department}. Rien n’a été changé.`,
			again
		);
	return answer.data;
}

/** The schema has checked rings and positions; only the tuple type is widened. */
function shapeOf(contour: Answer[number]['contour']) {
	return contour.type === 'Polygon'
		? { type: contour.type, coordinates: contour.coordinates }
		: { type: contour.type, coordinates: contour.coordinates };
}

/** Four decimals of a degree, about ten metres: enough for a map of a territory, a third of the weight. */
function round(value: number): number {
	return Math.round(value * 10_000) / 10_000;
}
