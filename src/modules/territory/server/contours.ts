import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OperatorError } from '#core/errors.ts';
import { formatNumber } from '#core/quantity.ts';
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
	const departments = [...new Set(communes.map((row) => row.department ?? departmentOf(row.code)))];
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
	await writeContours(ctx, communes, found);
	await record(ctx, [{ event: 'contours.fetched', data: { communes: communes.length } }]);
	return { updated: communes.length };
}

/** Department of a commune that the official list does not know: the first signs of its code. */
function departmentOf(code: string): string {
	return code.slice(0, code.startsWith('97') ? 3 : 2);
}

/** All communes in one statement. */
async function writeContours(
	ctx: Context,
	communes: { id: string; code: string }[],
	found: Map<string, Answer[number]>
): Promise<void> {
	const rows = communes.flatMap(({ id, code }) => {
		const answer = found.get(code);
		if (!answer) return [];
		const [longitude, latitude] = answer.centre.coordinates;
		return [{ id, contour: answer.contour, longitude, latitude }];
	});
	await ctx.db.execute(sql`
		update ${commune} as c
		set contour = d.contour, longitude = d.longitude, latitude = d.latitude,
			version = c.version + 1, updated_at = ${ctx.now.toISOString()}::timestamptz
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as d(id uuid, contour jsonb, longitude float8, latitude float8)
		where c.id = d.id`);
}

async function askDepartment(
	{ baseUrl, timeoutMs = 60_000 }: GeoSource,
	department: string
): Promise<Answer> {
	const url = `${baseUrl}/communes?codeDepartement=${encodeURIComponent(department)}&fields=code,nom,centre,contour&format=json`;
	const again = 'Réessayez plus tard, ou donnez une autre adresse : FANAL_GEO_API=https://…';
	const refuse = (error: unknown): never => {
		const reason = isTimeout(error)
			? `n’a pas répondu en ${formatNumber(timeoutMs / 1000)} s`
			: 'est injoignable, ou a coupé sa réponse';
		throw new OperatorError(
			`L’API géographique (${baseUrl}) ${reason}. Rien n’a été changé.`,
			again
		);
	};
	// The time allowed covers the whole answer: an API that starts well may stop halfway.
	const signal = AbortSignal.timeout(timeoutMs);
	const response = await fetch(url, { signal }).catch(refuse);
	if (!response.ok)
		throw new OperatorError(
			`L’API géographique refuse la demande (${String(response.status)}). Rien n’a été changé.`,
			again
		);
	const answer = answerSchema.safeParse(jsonOf(await response.text().catch(refuse)));
	if (!answer.success)
		throw new OperatorError(
			`L’API géographique a répondu autre chose que des contours pour le département ${department}. Rien n’a été changé.`,
			again
		);
	return answer.data;
}

function isTimeout(error: unknown): boolean {
	return error instanceof Error && error.name === 'TimeoutError';
}

/** Null for what is no JSON: the schema then refuses it. */
function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The refusal of the schema tells more to the operator than the error of the parser.
		return null;
	}
}

/** Four decimals of a degree, about ten metres: enough for a map of a territory, a third of the weight. */
function round(value: number): number {
	return Math.round(value * 10_000) / 10_000;
}
