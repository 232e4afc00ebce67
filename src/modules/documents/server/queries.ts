import { and, asc, count, eq, sql, type SQL } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import { shownFileName } from '#core/files.ts';
import { fileFacts, fileSizes, readFileBytes } from '#core/server/files.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { PanelSubject } from '#core/server/contract.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group, groupPath, groupTitle } from '#modules/groups/index.ts';
import { meeting, meetingPath } from '#modules/meetings/index.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { project, projectPath } from '#modules/projects/index.ts';
import type { DocumentNature } from '../labels.ts';
import { documentFilePath, documentPath } from '../paths.ts';
import { document } from './tables.ts';

const PAGE_SIZE = 25;

/** Column that ties a document to what it is about. */
const ABOUT = {
	group: document.groupId,
	meeting: document.meetingId,
	organisation: document.organisationId,
	project: document.projectId
} as const;

/** Latest first, those without a date at the end. */
const ORDER = [sql`${document.dateLast} desc nulls last`, asc(document.title), asc(document.code)];

type Row = typeof document.$inferSelect;

/** A page of documents that the actor may read, latest first; pages start at 1. */
export async function listDocuments(
	ctx: Context,
	nature: DocumentNature | undefined,
	page: number
) {
	const where = and(visible(ctx, document), nature ? eq(document.nature, nature) : undefined);
	const [total] = await ctx.db.select({ value: count() }).from(document).where(where);
	const rows = await ctx.db
		.select()
		.from(document)
		.where(where)
		.orderBy(...ORDER)
		.offset((page - 1) * PAGE_SIZE)
		.limit(PAGE_SIZE);
	const sizes = await fileSizes(
		ctx,
		rows.flatMap((row) => row.file ?? [])
	);
	return {
		rows: rows.map((row) => ({ ...asLine(row), size: sizes.get(shaOf(row.file)) ?? null })),
		total: total?.value ?? 0,
		page,
		pageSize: PAGE_SIZE
	};
}

/** Documents about one record, latest first; one more than `limit` tells that there are others. */
export async function listDocumentsAbout(
	ctx: Context,
	subject: PanelSubject,
	limit: number
): Promise<ReturnType<typeof asLine>[]> {
	if (subject.kind === 'person') return [];
	const rows = await ctx.db
		.select()
		.from(document)
		.where(and(visible(ctx, document), eq(ABOUT[subject.kind], subject.id)))
		.orderBy(...ORDER)
		.limit(limit);
	return rows.map(asLine);
}

/** One document with its file and what it is about. Refuses (404) when it is absent or not for the actor. */
export async function getDocument(ctx: Context, code: string) {
	return documentOf(ctx, eq(document.code, code));
}

/** The same by its identifier, for a link that was lent. */
export async function getDocumentById(ctx: Context, id: string) {
	return documentOf(ctx, eq(document.id, id));
}

/** The bytes of a document's file. Refuses (404) when the document is not for the actor, or has no file any more. */
export async function readDocumentFile(ctx: Context, code: string) {
	const row = await selectOne(ctx, eq(document.code, code));
	const file = await readFileBytes(ctx, row.document.file);
	if (!file) throw absent('Ce document n’a pas de fichier ici, ou son fichier n’est plus gardé.');
	return file;
}

async function documentOf(ctx: Context, where: SQL) {
	const row = await selectOne(ctx, where);
	const file = await fileFacts(ctx, row.document.file);
	return {
		...asLine(row.document),
		summary: row.document.summary,
		source: row.document.source,
		file,
		/** Its bytes were forgotten, long after it was replaced or taken away. */
		isLost: row.document.file !== null && file === null,
		about: [
			row.group && { label: groupTitle(row.group), path: groupPath(row.group.code) },
			row.meeting && {
				label: `${row.meeting.title}, ${formatPartialDate(row.meeting.on)}`,
				path: meetingPath(row.meeting.code)
			},
			row.organisation && {
				label: row.organisation.name,
				path: organisationPath(row.organisation.code)
			},
			row.project && { label: row.project.name, path: projectPath(row.project.code) }
		].filter((one) => one !== null)
	};
}

async function selectOne(ctx: Context, where: SQL) {
	const [row] = await ctx.db
		.select({ document, group, meeting, organisation, project })
		.from(document)
		.leftJoin(group, and(eq(group.id, document.groupId), nameable(ctx, group)))
		.leftJoin(meeting, and(eq(meeting.id, document.meetingId), nameable(ctx, meeting)))
		.leftJoin(
			organisation,
			and(eq(organisation.id, document.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(project, and(eq(project.id, document.projectId), nameable(ctx, project)))
		.where(and(visible(ctx, document), where));
	if (!row) throw absent('Ce document n’existe pas, ou ne vous est pas ouvert.');
	return row;
}

function asLine(row: Row) {
	return {
		id: row.id,
		code: row.code,
		title: row.title,
		nature: row.nature,
		date: row.date,
		path: documentPath(row.code),
		filePath: row.file ? documentFilePath(row.code) : null,
		fileName: row.file ? shownFileName(row.file) : null,
		address: row.address
	};
}

function shaOf(file: string | null): string {
	return file?.split('/')[1] ?? '';
}
