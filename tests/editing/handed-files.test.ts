import { describe, expect, test } from 'vitest';
import type { PersonActor } from '#core/actor.ts';
import { DAY_LIMIT, FILE_LIMIT } from '#core/files.ts';
import type { Context } from '#core/server/context.ts';
import { fileIntake, storedFile } from '#core/server/files/tables.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { keepUploads } from '#collectors/editing/uploads.ts';
import '#collectors/permissions.ts';

const TEAM = { role: 'team', because: 'travaille ici' } as const;
const zoe = { ...signedIn('Zoe', TEAM), account: 'compte-zoe' };
const ali = { ...signedIn('Ali', TEAM), account: 'compte-ali' };

/** Hands in a text of so many bytes, whose form may be refused after. */
function handIn(ctx: Context, actor: PersonActor, size: number, first = 'a') {
	const bytes = Buffer.alloc(size, first);
	return keepUploads({ ...ctx, actor }, 'document', [{ field: 'file', name: 'a.txt', bytes }]);
}

describe('what one person hands in on one day', () => {
	test('is bounded by its bytes, whatever becomes of the forms, and the reason says what to do', () =>
		inTestCollective(async (ctx) => {
			for (let index = 0; index < DAY_LIMIT.bytes / FILE_LIMIT; index += 1)
				await handIn(ctx, zoe, FILE_LIMIT);
			await expect(handIn(ctx, zoe, 1)).rejects.toThrow(
				/Le fichier « a.txt » dépasse ce qu’une personne dépose en un jour \(200\sMo, ou 200 fichiers ; il vous reste 0\soctets\) : déposez-le demain, ou/
			);
			// Somebody else, and the next day, are not concerned.
			await handIn(ctx, ali, 1);
			await handIn({ ...ctx, today: '2099-01-01' }, zoe, 1);
		}));

	test('is bounded by its number too: a thousand small files fill a table', () =>
		inTestCollective(async (ctx) => {
			for (let index = 0; index < DAY_LIMIT.files; index += 1) await handIn(ctx, zoe, 1);
			await expect(handIn(ctx, zoe, 1)).rejects.toThrow('en un jour');
		}));

	test('is counted without a word of who or what', () =>
		inTestCollective(async (ctx) => {
			await handIn(ctx, zoe, 1000, 'z');
			const rows = await ctx.db.select().from(fileIntake);
			const [kept] = await ctx.db.select({ sha256: storedFile.sha256 }).from(storedFile);
			expect(rows).toHaveLength(1);
			for (const known of ['zoe', 'Zoe', kept?.sha256 ?? 'none'])
				expect(JSON.stringify(rows)).not.toContain(known);
		}));
});
