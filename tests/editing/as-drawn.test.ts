import fc from 'fast-check';
import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { readShown, standingStill, writeShown } from '#core/shown.ts';
import type { Context } from '#core/server/context.ts';
import { freshOnce } from '#core/server/once.ts';
import { refuseUnlessShown, shownAs } from '#core/server/shown.ts';
import { storedRows } from '#core/server/records.ts';
import { opennessQuestion } from '#core/server/tables.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { setArchived, shownToArchive } from '#collectors/editing/archive.ts';
import { changePage, saveAddition, saveChange } from '#collectors/editing/forms.ts';
import { homeOf, kindOf, rowOf } from '#collectors/editing/home.ts';
import { publicationOf, publishRecord } from '#collectors/editing/publishing.ts';
import { removalOf, removeWhole } from '#collectors/editing/removal.ts';
import { guestPage } from '#collectors/guests.ts';
import { lendToGuest, loanOf } from '#collectors/lend.ts';
import { answerOpenness, listOpenKinds } from '#collectors/openness.ts';
import '#collectors/permissions.ts';
import { lentLinks } from '#modules/all.ts';
import { aPerson, anOrganisation } from '../access/cast.ts';

const withZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, signedIn('Zoe'));
/** Some time later, in an act of its own. */
const later = (ctx: Context, minutes: number): Context => ({
	...ctx,
	act: uuidv7(),
	acts: [],
	now: new Date(ctx.now.getTime() + minutes * 60_000)
});

interface Bureau {
	id: string;
	code: string;
	decisions: [louer: string, vendre: string];
}

/** A meeting of the bureau with two decisions, which the bureau reads. */
async function aBureau(ctx: Context): Promise<Bureau> {
	const meeting: Bureau = { id: uuidv7(), code: '', decisions: [uuidv7(), uuidv7()] };
	const typed = { title: 'Bureau', type: 'bureau', state: 'tenue', on: '12/03/2024' };
	await saveAddition(ctx, 'meeting', meeting.id, typed);
	meeting.code = String((await rowOf(ctx, kindOf('meeting'), meeting.id))['code']);
	for (const [index, title] of ['Louer', 'Vendre'].entries())
		await saveAddition(ctx, 'decision', meeting.decisions[index] ?? '', {
			meetingId: meeting.code,
			title
		});
	return meeting;
}

async function change(ctx: Context, kind: string, id: string, typed: Record<string, string>) {
	const { version, fields } = await changePage(ctx, kind, id);
	const stood = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
	await saveChange(ctx, kind, id, { ...stood, ...typed }, version);
}

/** What may happen to a meeting between the drawing of a page and its sending, and the title of what it happened to. */
const SINCE: Record<string, (ctx: Context, meeting: Bureau) => Promise<string>> = {
	'the record is rewritten': async (ctx, { id }) => {
		await change(ctx, 'meeting', id, { title: 'Bureau du 12' });
		return 'Bureau du 12';
	},
	'the record is narrowed': async (ctx, { id }) => {
		await change(ctx, 'meeting', id, { audience: 'equipe' });
		return 'Bureau';
	},
	'a part is rewritten and kept to named people': async (ctx, { decisions: [louer] }) => {
		await change(ctx, 'decision', louer, { title: 'Entre nous', audience: 'personnes:zoe' });
		return 'Entre nous';
	},
	'a part is kept to named people': async (ctx, { decisions: [louer] }) => {
		await change(ctx, 'decision', louer, { audience: 'personnes:zoe' });
		return 'Louer';
	},
	'a part is added': async (ctx, { code }) => {
		await saveAddition(ctx, 'decision', uuidv7(), { meetingId: code, title: 'Secret depuis' });
		return 'Secret depuis';
	},
	'a part leaves': async (ctx, { decisions: [louer] }) => {
		const row = await rowOf(ctx, kindOf('decision'), louer);
		const { shown } = await removalOf(ctx, kindOf('decision'), row);
		await removeWhole(ctx, kindOf('decision'), row, shown);
		return '1 élément n’y est plus';
	}
};

/** An act of which the page is drawn; sent, it does what the page showed. */
const ACTS: Record<
	string,
	(ctx: Context, meeting: Bureau) => Promise<(ctx: Context) => Promise<unknown>>
> = {
	'publishing with all that it is made of': async (ctx, { id }) => {
		const { parts, shown } = await publicationOf(ctx, 'meeting', id);
		const sent = { readers: 'public', parts: parts.flatMap(({ together }) => together), shown };
		return (after) => publishRecord(after, 'meeting', id, sent);
	},
	'lending it': async (ctx, { id }) => {
		const thing = { kind: 'meeting', recordId: id };
		const { shown } = await loanOf(ctx, thing);
		const typed = { guest: 'CAC', days: 30, asks: '', address: '', isAnother: true, shown };
		return (after) => lendToGuest(after, thing, typed, freshOnce());
	},
	'removing it': async (ctx, { id }) => {
		const row = await rowOf(ctx, kindOf('meeting'), id);
		const { shown } = await removalOf(ctx, kindOf('meeting'), row);
		return async (after) =>
			removeWhole(after, kindOf('meeting'), await rowOf(after, kindOf('meeting'), id), shown);
	},
	'archiving it': async (ctx) => {
		await anOrganisation(ctx, 'phare');
		const kind = kindOf('organisation');
		const [row = {}] = await storedRows(ctx, kind, sql`${kind.table.id} IS NOT NULL`);
		const shown = shownToArchive(ctx, kind, row, await homeOf(ctx, kind, row));
		return (after) => setArchived(after, kind.name, String(row['id']), true, shown);
	}
};

/** Every record of the two kinds, as it stands, and the links that are lent. */
async function everything(ctx: Context) {
	const rows = [];
	for (const kind of ['meeting', 'decision']) rows.push(...(await storedRows(ctx, kindOf(kind))));
	return { rows, links: await lentLinks.listLinks(ctx) };
}

describe('a page that confirms an act', () => {
	const whole = ['publishing with all that it is made of', 'lending it', 'removing it'];
	const cases = whole.flatMap((act) => Object.keys(SINCE).map((since) => [act, since] as const));

	test.each(cases)(
		'%s: when %s since it was drawn, nothing is done and it is said',
		(name, since) =>
			withZoe(async (ctx) => {
				await aPerson(ctx, 'zoe');
				const meeting = await aBureau(ctx);
				const act = await ACTS[name]?.(later(ctx, 1), meeting);
				const title = await SINCE[since]?.(later(ctx, 2), meeting);
				// A guest reads nothing that is kept to named people.
				const isLost = name === 'lending it' && since.endsWith('kept to named people');
				const said = isLost ? '1 élément n’y est plus' : title;
				const before = await everything(ctx);
				const sent = act?.(later(ctx, 3));
				if (name.startsWith('publishing') && since === 'a part is added') {
					await sent;
					const kind = kindOf('decision');
					const added = await storedRows(ctx, kind, sql`title = 'Secret depuis'`);
					expect(added.map((row) => row['audience'])).toEqual(['board']);
					return;
				}
				await expect(sent).rejects.toMatchObject({ kind: 'invalid' });
				await expect(sent).rejects.toThrow(said);
				expect(await everything(ctx)).toEqual(before);
			})
	);

	test.each(Object.keys(ACTS))('%s is done when nothing has changed', (name) =>
		withZoe(async (ctx) => {
			const act = await ACTS[name]?.(later(ctx, 1), await aBureau(ctx));
			const before = JSON.stringify(await everything(ctx));
			await act?.(later(ctx, 2));
			if (name !== 'archiving it') expect(JSON.stringify(await everything(ctx))).not.toBe(before);
		})
	);

	test.each(Object.keys(ACTS))('%s is not done by a form that says nothing of its page', (name) =>
		withZoe(async (ctx) => {
			const { id } = await aBureau(ctx);
			const row = await rowOf(ctx, kindOf('meeting'), id);
			const thing = { kind: 'meeting', recordId: id };
			const loan = { guest: 'CAC', days: 30, asks: '', address: '', shown: '' };
			const acts: Record<string, () => Promise<unknown>> = {
				'publishing with all that it is made of': () =>
					publishRecord(ctx, 'meeting', id, { readers: 'public', parts: [], shown: '' }),
				'lending it': () => lendToGuest(ctx, thing, loan, freshOnce()),
				'removing it': () => removeWhole(ctx, kindOf('meeting'), row, ''),
				'archiving it': async () => {
					await anOrganisation(ctx, 'phare');
					const kind = kindOf('organisation');
					const [one] = await storedRows(ctx, kind, sql`${kind.table.id} IS NOT NULL`);
					return setArchived(ctx, kind.name, String(one?.['id']), true, '');
				}
			};
			await expect(acts[name]?.()).rejects.toThrow('ne dit pas ce que sa page montrait');
		})
	);

	test('what is shut again is asked again when another record was opened meanwhile', () =>
		withZoe(async (ctx) => {
			const { id } = await aBureau(ctx);
			await ctx.db.insert(opennessQuestion).values({ kind: 'meeting' });
			const open = async () => {
				const { shown } = await publicationOf(ctx, 'meeting', id);
				await publishRecord(ctx, 'meeting', id, { readers: 'public', parts: [], shown });
			};
			await open();
			const [asked] = await listOpenKinds(ctx);
			const other = await aBureau(ctx);
			const { shown } = await publicationOf(ctx, 'meeting', other.id);
			await publishRecord(ctx, 'meeting', other.id, { readers: 'public', parts: [], shown });
			const closing = answerOpenness(ctx, 'meeting', 'closed', asked?.shown ?? '');
			await expect(closing).rejects.toThrow('« réunions » a changé');
			const kind = kindOf('meeting');
			const stillOpen = await storedRows(ctx, kind, eq(kind.table.audience, 'public'));
			expect(stillOpen).toHaveLength(2);
		}));

	test('the same page sent twice publishes once, and says nothing the second time', () =>
		withZoe(async (ctx) => {
			const meeting = await aBureau(ctx);
			const act = await ACTS['publishing with all that it is made of']?.(later(ctx, 1), meeting);
			await act?.(later(ctx, 2));
			const again = later(ctx, 3);
			await act?.(again);
			expect(again.acts).toEqual([]);
		}));

	test('the link that a form has lent is told again, whatever was written since', () =>
		withZoe(async (ctx) => {
			const meeting = await aBureau(ctx);
			const thing = { kind: 'meeting', recordId: meeting.id };
			const { shown } = await loanOf(later(ctx, 1), thing);
			const typed = { guest: 'CAC', days: 30, asks: '', address: '', shown };
			const form = freshOnce();
			const lent = await lendToGuest(later(ctx, 2), thing, typed, form);
			await SINCE['a part is added']?.(later(ctx, 3), meeting);
			expect(await lendToGuest(later(ctx, 4), thing, typed, form)).toEqual(lent);
			const [link] = await lentLinks.openLinksOn(ctx, [meeting.id]);
			if (!link) throw new Error('no link is open');
			const page = JSON.stringify((await guestPage(later(ctx, 5), link)).blocks);
			expect(page).toContain('Louer');
			expect(page).not.toContain('Secret depuis');
		}));
});

describe('what a page showed', () => {
	const thing = fc.record({
		ref: fc.constantFrom('a/1', 'b/2', 'c/3', 'd/4'),
		words: fc.constantFrom('un', 'deux')
	});
	const things = fc.uniqueArray(thing, { selector: ({ ref }) => ref, minLength: 1 });

	test('is refused as soon as one thing of the act is another, and never otherwise; the rest stays ticked', () =>
		withZoe(async (ctx) => {
			await fc.assert(
				fc.asyncProperty(
					things,
					things,
					fc.subarray(['a/1', 'b/2', 'c/3', 'd/4']),
					(then, now, acted) => {
						const drawn = then.map(({ ref, words }) => shownAs(ctx, ref, words, words));
						const standing = now.map(({ ref, words }) => shownAs(ctx, ref, words, words));
						const wordsOf = (of: typeof then, ref: string) =>
							of.find((one) => one.ref === ref)?.words;
						const isSame = (ref: string) => wordsOf(then, ref) === wordsOf(now, ref);
						const refuse = () => {
							refuseUnlessShown(writeShown(drawn), standing, (ref) => acted.includes(ref));
						};
						if (acted.every(isSame)) refuse();
						else expect(refuse).toThrow('Rien n’a été fait');
						const still = standingStill(writeShown(drawn), writeShown(standing));
						expect([...still].sort()).toEqual(
							then.flatMap(({ ref }) => (isSame(ref) ? [ref] : [])).sort()
						);
						return Promise.resolve();
					}
				)
			);
		}));

	test('reads back from its field, and nothing else does', () => {
		expect(readShown('a/1=x b/2=y')).toEqual(
			new Map([
				['a/1', 'x'],
				['b/2', 'y']
			])
		);
		expect(readShown(' =x a/1= a/1 ').size).toBe(0);
	});
});
