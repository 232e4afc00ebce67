import { and, eq } from 'drizzle-orm';
import { decide, mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { mayPutAway } from '#core/server/keeping.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { labelOf } from '#core/vocabulary.ts';
import { objectKinds } from '#modules/all.ts';
import { isArchivable } from './archive.ts';
import { RESERVED } from './choices.ts';
import { writeRow } from './fields.ts';
import { writableRow } from './forms.ts';
import { homeOf, type Home } from './home.ts';
import { partsOf } from './parts.ts';

/** Rows that make up a record, of one kind. */
export interface Component {
	kind: string;
	plural: string;
	/** Where one more is added, this record being known. */
	addPath: string;
	rows: { label: string; path: string }[];
}

export interface UpkeepPage {
	home: Home;
	singular: string;
	changePath: string;
	historyPath: string;
	/** Null for who may not remove it: what stands by itself is the team's to put away. */
	removePath: string | null;
	/** Null likewise, and for a kind that is not archived. */
	archivePath: string | null;
	isArchived: boolean;
	components: Component[];
}

const LIMIT = 100;

/** Where a record is kept up to date: its own form, and the rows that it is made of. Refuses as `writableRow` does. */
export async function upkeepPage(ctx: Context, kindName: string, id: string): Promise<UpkeepPage> {
	const { kind, row } = await writableRow(ctx, kindName, id);
	const code = kind.codeField ? String(row[kind.codeField]) : '';
	const putsAway = mayPutAway(ctx.actor, kind);
	const components: Component[] = [];
	for (const [part, field] of partsOf(kind)) {
		const allowed = decide(ctx.actor, { permission: part.permission }).allowed;
		if (!allowed || !code) continue;
		components.push({
			kind: part.name,
			plural: part.plural,
			addPath: `/ajouter/${part.name}?${new URLSearchParams({ [field]: code }).toString()}`,
			rows: await rowsOfPart(ctx, part, field, id)
		});
	}
	return {
		home: await homeOf(ctx, kind, row),
		singular: kind.singular,
		changePath: `/modifier/${kindName}/${id}`,
		historyPath: `/historique/${kindName}/${id}`,
		removePath: putsAway ? `/retirer/${kindName}/${id}` : null,
		archivePath: putsAway && isArchivable(kind) ? `/archiver/${kindName}/${id}` : null,
		isArchived: (row['archivedOn'] ?? null) !== null,
		components
	};
}

async function rowsOfPart(
	ctx: Context,
	part: AnyKind,
	field: string,
	id: string
): Promise<Component['rows']> {
	const column = columnsOf(part.table)[field];
	if (!column) return [];
	const rows = await storedRows(ctx, part, and(eq(column, id), visible(ctx, part.table)));
	const labels = await labelsOf(ctx, part, field, rows.slice(0, LIMIT));
	const ranks = new Map(rows.map((row) => [String(row['id']), writtenRank(row)]));
	return [...labels]
		.sort(
			([a, label], [b, other]) =>
				inOrder(ranks.get(a) ?? '', ranks.get(b) ?? '') || inOrder(label, other)
		)
		.map(([one, label]) => ({ label, path: `/modifier/${part.name}/${one}` }));
}

/** Its place among its neighbours, where they have one: "2.1". */
function writtenRank({ rank }: Row): string {
	return typeof rank === 'string' || typeof rank === 'number' ? String(rank) : '';
}

const inOrder = (a: string, b: string) => a.localeCompare(b, 'fr', { numeric: true });

/** What each row is called, by its identifier: its title, or what tells it from its neighbours of the same record, which `parent` names. */
export async function labelsOf(
	ctx: Context,
	kind: AnyKind,
	parent: string,
	rows: Row[]
): Promise<Map<string, string>> {
	const titles = await titlesFor(ctx, kind, rows);
	const labels = new Map<string, string>();
	for (const row of rows) {
		const title = kind.columns['rank'] ? row['title'] : undefined;
		const label =
			typeof title === 'string' ? title : await labelOfRow(ctx, kind, parent, row, titles);
		labels.set(String(row['id']), label);
	}
	return labels;
}

/** What tells a row from its neighbours: its title, or what its key refers to. */
async function labelOfRow(
	ctx: Context,
	part: AnyKind,
	parent: string,
	row: Row,
	titles: Map<string, string>
): Promise<string> {
	const texts = await writeRow(ctx, part, row);
	// What has a code has a title too; the others are told apart by their key.
	const named =
		part.codeField &&
		['title', 'wording', 'finding', 'text', 'label'].find((field) => texts[field]);
	const fields = named ? [named] : part.key.filter((field) => field !== parent);
	const words = fields.flatMap((field) => {
		const column = part.columns[field];
		const text = texts[field];
		if (!column || !text) return [];
		if (column.type.target) return [titles.get(String(row[field])) ?? text];
		return [column.type.words ? labelOf(column.type.words, String(row[field])) : text];
	});
	// A function is often told by its title too.
	const label = [...new Set(words)].join(', ') || capitalised(part.singular);
	return label.length > 120 ? `${label.slice(0, 120)}…` : label;
}

function capitalised(words: string): string {
	return `${words.charAt(0).toLocaleUpperCase('fr')}${words.slice(1)}`;
}

async function titlesFor(ctx: Context, part: AnyKind, rows: Row[]): Promise<Map<string, string>> {
	const titles = new Map<string, string>();
	for (const [field, { type }] of Object.entries(part.columns)) {
		const object = type.target && !type.many ? objectKinds.get(type.target) : undefined;
		if (!object) continue;
		const ids = [...new Set(rows.flatMap((row) => (row[field] ? [String(row[field])] : [])))];
		for (const one of await object.describe(ctx, ids))
			titles.set(one.id, mayRead(ctx.actor, one.audience) ? one.title : RESERVED);
	}
	return titles;
}
