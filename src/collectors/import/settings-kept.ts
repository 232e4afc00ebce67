import { desc, eq } from 'drizzle-orm';
import { isDeepStrictEqual } from 'node:util';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { CollectiveSettings, Context } from '#core/server/context.ts';
import { listImports } from '#core/server/imports.ts';
import { journal } from '#core/server/tables.ts';

/** What the manifest says otherwise than the page of the collective, where somebody described it. */
export interface SettingsKept {
	/** Entries of the manifest. */
	entries: string[];
	/** French: "changé à l’écran le 3 mars 2024 par Zoé". */
	because: string;
}

export const ENTRIES: Partial<Record<keyof CollectiveSettings, string>> = {
	name: 'nom',
	fullName: 'nom_complet',
	ptce: 'ptce',
	territory: 'territoire',
	address: 'adresse',
	postalCode: 'code_postal',
	city: 'ville',
	website: 'site',
	motto: 'devise',
	colours: 'couleurs',
	year: 'annee',
	cutOffOn: 'arrete_au'
};

/**
 * The description of the collective that an import leaves: the manifest, but what somebody wrote on screen since the last import, or at
 * the installation when there was none. The year of a first import is the manifest’s.
 */
export async function settingsAfterImport(
	ctx: Context,
	before: CollectiveSettings | null
): Promise<{ settings: CollectiveSettings; kept: SettingsKept | null }> {
	const said = ctx.collective.settings;
	if (!before) return { settings: said, kept: null };
	const last = (await listImports(ctx)).find((run) => !run.undoneAt)?.settingsAfter ?? null;
	const settings = { ...said };
	const entries: string[] = [];
	const keep = <Field extends keyof CollectiveSettings>(field: Field, entry: string) => {
		const isTyped = last
			? !isDeepStrictEqual(before[field], last[field])
			: before[field] !== undefined && field !== 'year' && field !== 'cutOffOn';
		if (!isTyped || isDeepStrictEqual(before[field], said[field])) return;
		settings[field] = before[field];
		entries.push(entry);
	};
	for (const [field, entry] of Object.entries(ENTRIES))
		keep(field as keyof CollectiveSettings, entry); // the keys of ENTRIES
	return { settings, kept: entries.length > 0 ? { entries, because: await because(ctx) } : null };
}

async function because(ctx: Context): Promise<string> {
	const [act] = await ctx.db
		.select({ at: journal.at, actor: journal.actor })
		.from(journal)
		.where(eq(journal.event, 'collective.changed'))
		.orderBy(desc(journal.id))
		.limit(1);
	if (!act) return 'écrit à l’installation';
	return `changé à l’écran le ${formatPartialDate(partialDate(civilDay(act.at)))} par ${act.actor}`;
}
