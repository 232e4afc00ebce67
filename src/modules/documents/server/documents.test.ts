import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { declarePermissions, OPERATOR, PUBLIC, type Actor } from '#core/actor.ts';
import { forgetOver } from '#core/server/privacy/terms.ts';
import { answers } from '#core/server/contract.ts';
import type { Context } from '#core/server/context.ts';
import { keepFile, storedFile } from '#core/server/files.ts';
import { saveRecord } from '#core/server/records.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { module } from '../module.ts';
import { documentKind } from './exchange.ts';
import { guests } from './guests.ts';
import { listDocuments, getDocument, readDocumentFile } from './queries.ts';
import { document } from './tables.ts';
import { abandonedFilesJob, fileTerm } from './terms.ts';

declarePermissions(answers(module.permissions));

const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });
const inDays = (ctx: Context, days: number): Context => ({
	...ctx,
	now: new Date(ctx.now.getTime() + days * 24 * 3_600_000)
});

async function aDocument(ctx: Context, code: string, audience: 'public' | 'board' = 'public') {
	const kept = await keepFile(ctx, {
		name: `${code}.txt`,
		bytes: Buffer.from(`Contenu de ${code}`)
	});
	const input = {
		code,
		title: `Document ${code}`,
		nature: 'minutes' as const,
		file: 'value' in kept ? kept.value : null,
		address: null,
		date: null,
		groupId: null,
		meetingId: null,
		organisationId: null,
		projectId: null,
		summary: null,
		audience,
		source: null
	};
	const { id } = await saveRecord(ctx, documentKind, input);
	return { id, input };
}

describe('a document', () => {
	test('kept to the bureau, and its file, are told to nobody else', () =>
		inTestCollective(async (ctx) => {
			await aDocument(ctx, 'secret', 'board');
			const visitor = as(ctx, PUBLIC);
			await expect(getDocument(visitor, 'secret')).rejects.toThrow('ne vous est pas ouvert');
			await expect(readDocumentFile(visitor, 'secret')).rejects.toThrow('ne vous est pas ouvert');
			expect((await listDocuments(visitor, undefined, 1)).rows).toEqual([]);
			const president = as(
				ctx,
				signedIn('Zoe', { role: 'board', because: 'préside le bureau depuis 2023' })
			);
			expect((await readDocumentFile(president, 'secret')).bytes.toString()).toBe(
				'Contenu de secret'
			);
		}));

	test('lent by a link shows its file to the guest, as its own readers see it', () =>
		inTestCollective(async (ctx) => {
			const { id } = await aDocument(ctx, 'secret', 'board');
			const guest = as(ctx, { kind: 'guest', name: 'Mairie', reads: ['board'] });
			const [view] = guests;
			expect((await view?.file?.(guest, id))?.name).toBe('secret.txt');
			const other = as(ctx, { kind: 'guest', name: 'Mairie', reads: ['public'] });
			await expect(view?.file?.(other, id)).rejects.toThrow('ne vous est pas ouvert');
		}));
});

describe('the bytes of a file', () => {
	const forget = async (ctx: Context) => {
		if (!fileTerm.rows) throw new Error('nothing to forget');
		await forgetOver(ctx, fileTerm.rows);
	};
	const remaining = async (ctx: Context) =>
		(await ctx.db.select({ content: storedFile.content }).from(storedFile)).map(({ content }) =>
			content.toString()
		);

	test('stay as long as a document names them', () =>
		inTestCollective(async (ctx) => {
			await aDocument(ctx, 'utile');
			await forget(inDays(ctx, 400));
			expect(await remaining(ctx)).toEqual(['Contenu de utile']);
		}));

	test('are forgotten thirty days after they were replaced, not before', () =>
		inTestCollective(async (ctx) => {
			const { input } = await aDocument(ctx, 'remplace');
			const other = await keepFile(ctx, { name: 'b.txt', bytes: Buffer.from('Nouveau') });
			const later = as(inDays(ctx, 100), OPERATOR);
			await saveRecord(later, documentKind, {
				...input,
				file: 'value' in other ? other.value : null
			});
			await forget(inDays(ctx, 129));
			expect((await remaining(ctx)).sort()).toEqual(['Contenu de remplace', 'Nouveau']);
			await forget(inDays(ctx, 131));
			expect(await remaining(ctx)).toEqual(['Nouveau']);
		}));

	test('of a form that came to nothing go after two hours, and those of documents, even removed, stay', () =>
		inTestCollective(async (ctx) => {
			const { input } = await aDocument(ctx, 'remplace');
			await saveRecord(as(ctx, OPERATOR), documentKind, {
				...input,
				file: null,
				address: 'https://example.org'
			});
			await aDocument(ctx, 'utile');
			await keepFile(ctx, { name: 'a.txt', bytes: Buffer.from('Sans suite') });
			await abandonedFilesJob.run(inDays(ctx, 1.9 / 24));
			expect(await remaining(ctx)).toHaveLength(3);
			await abandonedFilesJob.run(inDays(ctx, 2.1 / 24));
			expect((await remaining(ctx)).sort()).toEqual(['Contenu de remplace', 'Contenu de utile']);
		}));

	test('gone leave a document that says so, and can be given another file', () =>
		inTestCollective(async (ctx) => {
			const { id } = await aDocument(ctx, 'perdu');
			await ctx.db.delete(storedFile);
			expect(await getDocument(ctx, 'perdu')).toMatchObject({ isLost: true, file: null });
			await expect(readDocumentFile(ctx, 'perdu')).rejects.toThrow('plus gardé');
			expect(await ctx.db.select().from(document).where(eq(document.id, id))).toHaveLength(1);
		}));
});
