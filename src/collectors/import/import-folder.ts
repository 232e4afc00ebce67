import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { getTableName, sql } from 'drizzle-orm';
import pg from 'pg';
import { OPERATOR } from '#core/actor.ts';
import { OperatorError } from '#core/errors.ts';
import {
	dropUnlisted,
	findCollectiveByCode,
	listCollectives,
	prepareCollective,
	saveCollective
} from '#core/server/collectives.ts';
import type { CollectiveSettings, Context } from '#core/server/context.ts';
import { inCollective, poolOf } from '#core/server/database.ts';
import { closeImport, openImport, takeTurn } from '#core/server/imports.ts';
import { record } from '#core/server/journal.ts';
import { schemaOf } from '#core/server/schema.ts';
import { journal, searchEntry } from '#core/server/tables.ts';
import type { Audience } from '#core/vocabulary.ts';
import { modules } from '#modules/all.ts';
import '../permissions.ts';
import '../search.ts';
import '../webhooks/tell.ts';
import { erasedNames, refuseErasedSettings } from './erased-names.ts';
import { asOperatorError, isDiskFull } from './failures.ts';
import { importFiles } from './import-files.ts';
import { heldAfter, settleMissing } from './missing.ts';
import { readersInWords } from '../editing/readers.ts';
import { countOutcomes, type ImportReport, type LineOutcome } from './outcomes.ts';
import type { LineRefusal } from './read-csv.ts';
import { readManifest } from './read-manifest.ts';
import { settingsAfterImport } from './settings-kept.ts';

export interface ImportOptions {
	/** Says what would happen and undoes it. */
	rehearsal?: boolean;
	/** Removes the rows that an earlier import of this folder brought and that its files no longer hold. */
	prune?: boolean;
	/** Writes over what people changed on screen since the last import; otherwise it is kept, and said. */
	replace?: boolean;
	/** A folder of another collective than those of the installation creates one more, instead of being refused. */
	newCollective?: boolean;
	/** The demonstration of `npm run demo`: refuses a database that holds another collective. */
	demonstration?: boolean;
	url?: string;
	onProgress?: (file: string, done: number, total: number) => void;
}

/** Undoes the transaction when a line was refused: not an error of the program. */
class Undone extends Error {}

/**
 * Imports a folder: every file or nothing, in one transaction. Repeating it changes nothing. Refusals of all
 * files are gathered before everything is undone, so that one pass shows all there is to mend.
 */
export async function importFolder(
	folder: string,
	options: ImportOptions = {}
): Promise<ImportReport> {
	const report: ImportReport = {
		collective: '',
		files: [],
		outcomes: [],
		missing: [],
		opened: [],
		readers: [],
		refusals: [],
		settingsKept: null,
		written: false
	};
	const manifest = await readManifest(folder);
	if (Array.isArray(manifest)) return { ...report, refusals: manifest };
	const { url } = options;
	if (options.demonstration) await refuseOtherCollective(manifest.code, url);
	const other = options.newCollective ? null : await otherCollective(manifest.code, url);
	if (other) return { ...report, refusals: [other] };
	report.collective = manifest.code;
	const known = await findCollectiveByCode(manifest.code, url);
	const settings = {
		...manifest.settings,
		...(options.demonstration ? { demonstration: true } : {})
	};
	try {
		const collective = await prepareCollective(manifest.code, settings, url);
		const mode = options.rehearsal ? 'rehearsal' : 'write';
		await inCollective(
			collective,
			{ actor: OPERATOR, mode, ...(url ? { url } : {}) },
			async (ctx) => {
				await importInto(ctx, folder, report, known?.settings ?? null, {
					...options,
					...(manifest.unnamed ? { unnamed: manifest.unnamed } : {})
				});
				if (report.refusals.length > 0) throw new Undone();
			}
		);
		report.written = !options.rehearsal;
		if (report.written) await weighTables(manifest.code, report.outcomes, url);
	} catch (error) {
		if (error instanceof Undone) return report;
		if (isDiskFull(error)) await giveSpaceBack(url);
		throw asOperatorError(error, 'rien n’a été importé');
	} finally {
		// A database that is gone refuses this too, and the first error is the one to tell.
		if (!known && !report.written) await dropUnlisted(manifest.code, url).catch(() => undefined);
	}
	return report;
}

async function importInto(
	ctx: Context,
	folder: string,
	report: ImportReport,
	settingsBefore: CollectiveSettings | null,
	options: ImportOptions & { unnamed?: Audience }
): Promise<void> {
	await takeTurn(ctx);
	if (!options.replace) {
		const { settings, kept } = await settingsAfterImport(ctx, settingsBefore);
		ctx.collective = { ...ctx.collective, settings };
		report.settingsKept = kept;
	}
	const { settings } = ctx.collective;
	const source = { folder: resolve(folder), year: settings.year };
	const run = await openImport(ctx, { ...source, settingsBefore });
	const erased = await erasedNames(ctx);
	report.refusals.push(...refuseErasedSettings(erased, settings, settingsBefore));
	await importFiles(ctx, folder, report, { ...options, erased });
	if (report.refusals.length > 0) return;
	await settleMissing(ctx, run, report, options.prune ?? false);
	const counts = countOutcomes(report);
	const changesRows = counts.created + counts.changed + counts.removed > 0;
	if (!changesRows && isDeepStrictEqual(settings, settingsBefore)) {
		await closeImport(ctx, run, null);
		return;
	}
	await saveCollective(ctx.db, ctx.collective);
	if (changesRows) {
		for (const one of modules) await one.afterImport?.(ctx);
	}
	report.readers = await readersOfNew(ctx, report.outcomes);
	await record(ctx, [{ event: 'import.done', data: { number: run.number, ...counts } }]);
	await closeImport(ctx, run, { counts, held: await heldAfter(ctx, run, report) });
	report.number = run.number;
}

/** Rows of one kind from which the database is told at once that its tables have grown, rather than when it next looks. */
const MANY = 1_000;

/** The database chooses how it finds rows by what it knows of their number: without it, a page of a large folder takes minutes. */
async function weighTables(code: string, outcomes: readonly LineOutcome[], url?: string) {
	const grown = [...Map.groupBy(outcomes, ({ kind }) => kind)].flatMap(([{ table }, lines]) =>
		lines.length < MANY ? [] : [table]
	);
	const all = grown.length > 0 ? [...grown, searchEntry, journal] : [];
	const names = all.map(
		(table) => `${pg.escapeIdentifier(schemaOf(code))}.${pg.escapeIdentifier(getTableName(table))}`
	);
	if (names.length > 0) await poolOf(url).query(`ANALYZE ${names.join(', ')}`);
}

/** Who reads the rows that were created: a query per kind. */
async function readersOfNew(
	ctx: Context,
	outcomes: readonly LineOutcome[]
): Promise<ImportReport['readers']> {
	const counts = new Map<Audience, number>();
	for (const [{ table }, lines] of Map.groupBy(outcomes, ({ kind }) => kind)) {
		const ids = lines.flatMap(({ outcome: { state, id } }) => (state === 'created' ? [id] : []));
		if (ids.length === 0) continue;
		const { rows } = await ctx.db.execute<{ audience: Audience; count: number }>(
			sql`SELECT audience, count(*)::int AS count FROM ${table} WHERE id = ANY(${sql.param(ids)}::uuid[]) GROUP BY 1`
		);
		for (const { audience, count } of rows)
			counts.set(audience, (counts.get(audience) ?? 0) + count);
	}
	const readers = [];
	for (const [audience, count] of counts)
		readers.push({ readBy: await readersInWords(ctx, audience), count });
	return readers.sort((a, b) => b.count - a.count || a.readBy.localeCompare(b.readBy, 'fr'));
}

/** What an undone import had written keeps its place on the disk until PostgreSQL cleans up. */
async function giveSpaceBack(url?: string): Promise<void> {
	// A disk that is too full even for that keeps the error that is about to be told.
	await poolOf(url)
		.query('VACUUM')
		.catch(() => undefined);
}

/** Why a folder of another collective is not taken: what it would create, the site and the commands would not show. */
async function otherCollective(code: string, url?: string): Promise<LineRefusal | null> {
	const all = await listCollectives(url);
	if (all.length === 0 || all.some((one) => one.code === code)) return null;
	const known = all.map((one) => `« ${one.code} » (${one.settings.name})`).join(', ');
	return {
		file: 'manifeste.json',
		column: 'collectif.code',
		value: code,
		message: `n’est pas le code du collectif de cette installation, qui est ${known}. Si ce dossier parle de lui, écrivez ce code dans le manifeste ; pour créer un second collectif à côté, relancez avec --nouveau-collectif.`
	};
}

async function refuseOtherCollective(code: string, url?: string): Promise<void> {
	const other = (await listCollectives(url)).find((one) => one.code !== code);
	if (other) {
		throw new OperatorError(
			`Cette base contient déjà le collectif « ${other.settings.name} » : la démonstration n’y touche pas.`,
			'Donnez un autre dossier à la démonstration : FANAL_HOME=/un/autre/dossier npm run demo'
		);
	}
}
