import { eq, isNotNull } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listGrants } from '#collectors/permissions.ts';
import { OPERATOR, type Actor, type PersonActor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { civilDay } from '#core/server/clock.ts';
import { inCollective } from '#core/server/database.ts';
import { anyKind } from '#core/server/kinds.ts';
import { changeRecord, createRecord, removeRecords, storedRows } from '#core/server/records.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { signedIn } from '#core/server/testing.ts';
import {
	closeAccount,
	createAccount,
	findAccount,
	setAdministrator
} from '#modules/accounts/server/accounts.ts';
import { confirmInvitation, invite, openInvited } from '#modules/accounts/server/invitations.ts';
import { invitation, user } from '#modules/accounts/server/tables.ts';
import { organisationKind, person, roleKind } from '#modules/network/index.ts';
import { balise, tokenOf } from './stage.ts';

/** A story told in one unit of work, then undone. The clock may be put forward. */
class Story {
	readonly ctx: Context;
	private days = 0;
	private people = 0;
	constructor(ctx: Context) {
		this.ctx = ctx;
	}

	static async tell<T>(work: (story: Story) => Promise<T>): Promise<T> {
		return inCollective(await balise(), { actor: OPERATOR, mode: 'rehearsal' }, (ctx) =>
			work(new Story(ctx))
		);
	}

	wait(days: number): void {
		this.days += days;
	}

	as(actor: Actor): Context {
		const now = new Date(this.ctx.now.getTime() + this.days * 86_400_000);
		return { ...this.ctx, actor, now, today: civilDay(now) };
	}

	/** Somebody whom the console lets in, with the right to invite. */
	async fromConsole(name: string): Promise<PersonActor> {
		const email = `${name}@example.org`;
		const account = await createAccount(this.ctx, { email, name, personId: null });
		return this.withRight(name, account);
	}

	/** Somebody whom the console lets in, and who is an employee of the collective by the directory alone. */
	async employs(name: string): Promise<{ account: string; role: Record<string, unknown> }> {
		const ctx = this.as(OPERATOR);
		const { code } = ctx.collective;
		const house = { code, name: 'Balise', nature: 'collective' };
		const organisationId = await createRecord(ctx, anyKind(organisationKind), house);
		const [who] = await ctx.db
			.insert(person)
			.values({ audience: 'public', code: name, firstName: name })
			.returning({ id: person.id });
		const personId = who?.id ?? '';
		const email = `${name}@example.org`;
		const account = await createAccount(ctx, { email, name, personId });
		const kind = anyKind(roleKind);
		const id = await createRecord(ctx, kind, { personId, organisationId, function: 'employee' });
		const [role = {}] = await storedRows(ctx, kind, eq(kind.table.id, id));
		return { account, role };
	}

	private async withRight(name: string, account: string): Promise<PersonActor> {
		await setAdministrator(this.ctx, account, true);
		return { ...signedIn(name), account };
	}

	/** Invites somebody of the directory to a mailbox that nobody knew; `isNew`, somebody who is put in it by this act. */
	async invites(inviter: PersonActor, { isNew = false } = {}) {
		this.people += 1;
		const code = `personne-${String(this.people)}`;
		await this.ctx.db.insert(person).values({ audience: 'public', code, firstName: code });
		const email = `${code}@example.org`;
		const sent = await invite(this.as(inviter), { email, personCode: code, isNew }, listGrants);
		const [row] = await this.ctx.db.select().from(invitation).where(eq(invitation.email, email));
		return { id: row?.id ?? '', email, code, sent };
	}

	/** Does this account confirm it? */
	async confirms(by: PersonActor, id: string): Promise<boolean> {
		return this.isDone(() => confirmInvitation(this.as(by), id, listGrants));
	}

	async isDone(work: () => Promise<unknown>): Promise<boolean> {
		return work().then(
			() => true,
			(failure: unknown) => {
				if (failure instanceof Refused) return false;
				throw failure;
			}
		);
	}

	/** Whoever opens the letter comes in, and is given the right to invite. */
	async accepts({ email, code }: { email: string; code: string }): Promise<PersonActor> {
		const [mail] = await this.ctx.db.select().from(mailTable).where(eq(mailTable.toAddress, email));
		await openInvited(this.as(signedIn('letter')), tokenOf(mail));
		const known = await findAccount(this.ctx, email);
		return this.withRight(code, known?.id ?? '');
	}

	/** Somebody whom this one lets in alone. */
	async letIn(inviter: PersonActor): Promise<PersonActor> {
		return this.accepts(await this.invites(inviter, { isNew: true }));
	}
}

describe('an invitation in the name of somebody of the directory', () => {
	test('is confirmed neither by whom the inviter let in, nor by who let in the inviter, nor by whom the same person let in', () =>
		Story.tell(async (story) => {
			const [founder, ada] = [await story.fromConsole('fonda'), await story.fromConsole('ada')];
			const first = await story.letIn(ada);
			const second = await story.letIn(first);
			const sibling = await story.letIn(ada);
			const all = [ada, first, second, sibling];
			for (const inviter of all) {
				const { id, sent } = await story.invites(inviter);
				expect(sent).toBe('unconfirmed');
				for (const by of all) expect(await story.confirms(by, id)).toBe(false);
				expect(await story.confirms(founder, id)).toBe(true);
			}
		}));

	test('is confirmed by another of those whom the founder let in: she let in everybody at first', () =>
		Story.tell(async (story) => {
			const founder = await story.fromConsole('fonda');
			const [ada, bea] = [await story.letIn(founder), await story.letIn(founder)];
			const { id } = await story.invites(ada);
			expect(await story.confirms(founder, id)).toBe(false);
			expect(await story.confirms(await story.letIn(ada), id)).toBe(false);
			expect(await story.confirms(bea, id)).toBe(true);
		}));

	test('waits for the other word for thirty days after its right has ended, however it ended', async () => {
		const ends: ((story: Story, tom: PersonActor) => Promise<unknown>)[] = [
			({ ctx }, { account }) => setAdministrator(ctx, account, false),
			({ ctx }, { account }) => closeAccount(ctx, account)
		];
		for (const end of ends)
			await Story.tell(async (story) => {
				const [ada, tom] = [await story.fromConsole('ada'), await story.fromConsole('tom')];
				const ghost = await story.letIn(ada);
				await end(story, tom);
				const { id, sent } = await story.invites(ada);
				expect(sent).toBe('unconfirmed');
				expect(await story.confirms(ghost, id)).toBe(false);
				story.wait(29);
				expect(await story.confirms(ghost, id)).toBe(false);
				story.wait(2);
				expect(await story.confirms(ghost, id)).toBe(true);
			});
	});

	test('waits for who held a function until now, though they never came, and whatever is written of its end', async () => {
		const kind = anyKind(roleKind);
		const day = (ctx: Context, days: number) =>
			civilDay(new Date(ctx.now.getTime() + days * 86_400_000));
		const ends: ((
			ctx: Context,
			role: Record<string, unknown>,
			account: string
		) => Promise<unknown>)[] = [
			(ctx, role) => changed(ctx, role, { until: day(ctx, -1) }),
			(ctx, role) => changed(ctx, role, { until: day(ctx, -400) }),
			(ctx, role) => changed(ctx, role, { from: day(ctx, 400) }),
			(ctx, role) => changed(ctx, role, { function: 'other' }),
			async (ctx, role) => {
				await changed(ctx, role, { title: 'Autre' });
				await changed(ctx, role, { until: day(ctx, -60) });
			},
			(ctx, role) => removeRecords(ctx, kind, [role]),
			(ctx, _role, account) => closeAccount(ctx, account)
		];
		async function changed(ctx: Context, role: Record<string, unknown>, values: object) {
			const [row = role] = await storedRows(ctx, kind, eq(kind.table.id, String(role['id'])));
			await changeRecord(
				ctx,
				kind,
				String(role['id']),
				{ ...row, ...values },
				Number(row['version'])
			);
		}
		for (const end of ends)
			for (const days of [0, 40])
				await Story.tell(async (story) => {
					const ada = await story.fromConsole('ada');
					const { role, account } = await story.employs('tom');
					story.wait(days);
					await end(story.as(OPERATOR), role, account);
					const { id, sent } = await story.invites(ada);
					expect(sent, `${String(end)} ${String(days)}`).toBe('unconfirmed');
					const ghost = await story.letIn(ada);
					expect(await story.confirms(ghost, id)).toBe(false);
					story.wait(31);
					expect(await story.confirms(ghost, id)).toBe(true);
				});
	});

	test('is not confirmed by two whom the first account let in, once somebody came in otherwise', () =>
		Story.tell(async (story) => {
			const founder = await story.fromConsole('fonda');
			const [sybille, yvo] = [await story.letIn(founder), await story.letIn(founder)];
			const early = await story.invites(sybille);
			expect(await story.confirms(yvo, early.id)).toBe(true);
			const both = await story.accepts(early);
			const tom = await story.fromConsole('tom');
			for (const inviter of [sybille, both]) {
				const { id } = await story.invites(inviter);
				for (const by of [founder, yvo, sybille, both])
					expect(await story.confirms(by, id)).toBe(false);
				expect(await story.confirms(tom, id)).toBe(true);
			}
		}));

	test('is not confirmed by who let in the inviter, once the inviter is gone', () =>
		Story.tell(async (story) => {
			const [tina, tom] = [await story.fromConsole('tina'), await story.fromConsole('tom')];
			const puppet = await story.letIn(tina);
			const { id } = await story.invites(puppet);
			await story.ctx.db.delete(user).where(eq(user.id, puppet.account));
			expect(await story.confirms(tina, id)).toBe(false);
			expect(await story.confirms(tom, id)).toBe(true);
		}));

	test('locks no association of two out: alone it leaves, and each confirms what the other sends', () =>
		Story.tell(async (story) => {
			const founder = await story.fromConsole('fonda');
			const first = await story.invites(founder);
			expect(first.sent).toBe('sent');
			const other = await story.accepts(first);
			for (const [inviter, by] of [
				[founder, other],
				[other, founder]
			] as const) {
				const { id, sent } = await story.invites(inviter);
				expect(sent).toBe('unconfirmed');
				expect(await story.confirms(inviter, id)).toBe(false);
				expect(await story.confirms(by, id)).toBe(true);
			}
		}));

	test('confirmed by the only word there is, lets in somebody who is of that word', () =>
		Story.tell(async (story) => {
			const ada = await story.fromConsole('ada');
			const ghost = await story.letIn(ada);
			const { id, ...second } = await story.invites(ghost);
			expect(await story.confirms(ada, id)).toBe(true);
			const both = await story.accepts(second);
			await story.fromConsole('tom');
			const last = await story.invites(ghost);
			expect(await story.confirms(both, last.id)).toBe(false);
		}));
});

type Step = { what: string; by: number; who: number };
const WHAT = ['invite', 'invite', 'add', 'confirm', 'confirm', 'confirm', 'end', 'close', 'forget'];
const history = fc.array(
	fc.record({ what: fc.constantFrom(...WHAT), by: fc.nat(7), who: fc.nat(7) }),
	{ minLength: 8, maxLength: 18 }
);

/** Whom each let in alone, as the story itself tells it: nothing of it is read from what is kept. */
class Family {
	private readonly by = new Map<string, string>();
	private readonly founder: string;
	constructor(founder: string) {
		this.founder = founder;
	}

	born(child: string, parent: string): void {
		this.by.set(child, parent);
	}

	private above(one: string): string[] {
		const parent = this.by.get(one);
		return parent === undefined ? [] : [parent, ...this.above(parent)];
	}

	isOne(a: string, b: string): boolean {
		const [aboveA, aboveB] = [this.above(a), this.above(b)];
		return (
			a === b ||
			aboveA.includes(b) ||
			aboveB.includes(a) ||
			aboveA.some((one) => one !== this.founder && aboveB.includes(one))
		);
	}
}

test('whoever is let in in the name of another was wanted by two people, none of whom let in the other', async () => {
	let confirmed = 0;
	await fc.assert(
		fc.asyncProperty(history, (steps: Step[]) =>
			Story.tell(async (story) => {
				const [founder, tom] = [await story.fromConsole('fonda'), await story.fromConsole('tom')];
				const family = new Family(founder.account);
				const inside = [founder, tom];
				const waiting: { inviter: PersonActor; one: Awaited<ReturnType<Story['invites']>> }[] = [];
				const pick = <T>(list: readonly T[], at: number) => list[at % list.length] as T;
				for (const { what, by, who } of steps) {
					const actor = pick(inside, by);
					const other = pick(inside, who);
					if (what === 'add') {
						const child = await story.letIn(actor);
						family.born(child.account, actor.account);
						inside.push(child);
					}
					if (what === 'invite') {
						const one = await story.invites(actor);
						expect(one.sent).toBe('unconfirmed');
						waiting.push({ inviter: actor, one });
					}
					if (what === 'confirm' && waiting.length > 0) {
						const { inviter, one } = pick(waiting, who);
						if (!(await story.confirms(actor, one.id))) continue;
						expect(family.isOne(inviter.account, actor.account)).toBe(false);
						confirmed += 1;
						waiting.splice(
							waiting.findIndex((some) => some.one === one),
							1
						);
						inside.push(await story.accepts(one));
					}
					if (what === 'end')
						await story.isDone(() => setAdministrator(story.ctx, other.account, false));
					if (what === 'close') await story.isDone(() => closeAccount(story.ctx, other.account));
					if (what === 'forget')
						await story.ctx.db.delete(invitation).where(isNotNull(invitation.acceptedAt));
				}
			})
		),
		{ numRuns: 15 }
	);
	expect(confirmed).toBeGreaterThan(3);
}, 60_000);
