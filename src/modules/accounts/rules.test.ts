import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	commonWord,
	formerNames,
	founderAmong,
	isSameWord,
	mayConfirm,
	mayGiveBorneName,
	type Word
} from './rules.ts';

interface Account extends Word {
	/** Moved by the one who wants to enter as others. */
	isPuppet: boolean;
	mayInvite: boolean;
}
interface Pending {
	inviter: Account;
	isPuppet: boolean;
}

/** One person moves their own account and all the puppets that they let in; the others let in people of flesh, and confirm them. */
class World {
	readonly accounts: Account[] = [];
	readonly pending: Pending[] = [];
	first: string | null = null;

	open(isPuppet: boolean, letInBy: readonly string[] = []): void {
		const account = String(this.accounts.length);
		this.first ??= account;
		this.accounts.push({ account, letInBy, isPuppet, mayInvite: isPuppet || letInBy.length === 0 });
	}

	/** Those who hold the right to invite; ended, it counts for as long as these stories last. */
	get there() {
		return { first: this.first, inviters: this.accounts.filter((one) => one.mayInvite) };
	}

	/** Is somebody there who owes nothing to that person, nor they to them? */
	get hasOther(): boolean {
		const own = this.accounts.filter((one) => one.isPuppet);
		const root = own.find((one) => one.letInBy.length === 0);
		return this.there.inviters.some(
			(one) =>
				!one.isPuppet &&
				root !== undefined &&
				!one.letInBy.includes(root.account) &&
				!own.some((puppet) => puppet.letInBy.includes(one.account))
		);
	}

	invite(inviter: Account, isPuppet: boolean, isNew: boolean): void {
		if (isNew) this.open(isPuppet && inviter.isPuppet, [...inviter.letInBy, inviter.account]);
		else this.pending.push({ inviter, isPuppet: isPuppet && inviter.isPuppet });
	}

	/** Nobody of flesh confirms a puppet. Returns whether a puppet came in as somebody else. */
	confirm(own: Account, at: number): boolean {
		const one = this.pending[at % this.pending.length];
		if (!one || (one.isPuppet && !own.isPuppet)) return false;
		const { inviter, isPuppet } = one;
		const begun = { begun: inviter, starters: [inviter.account] };
		if (own === inviter || !mayConfirm(own, begun, this.there)) return false;
		this.pending.splice(at % this.pending.length, 1);
		const isAnother = !isSameWord(inviter, own, founderAmong(this.first, this.there.inviters));
		const chain = [...inviter.letInBy, inviter.account];
		this.open(isPuppet, isAnother ? commonWord(inviter, own) : chain);
		return isPuppet;
	}
}

const WHAT = ['add', 'add', 'invite', 'confirm', 'confirm', 'rename', 'give', 'console'] as const;
const acts = fc.array(
	fc.record({
		what: fc.constantFrom(...WHAT),
		by: fc.nat(7),
		who: fc.nat(7),
		isPuppet: fc.boolean()
	}),
	{ maxLength: 40, size: 'max' }
);

test('one person with all the accounts that they let in gives none of them the name of somebody else, while another could invite', () => {
	fc.assert(
		fc.property(acts, fc.boolean(), (story, isFounder) => {
			const world = new World();
			world.open(isFounder);
			if (!isFounder) world.open(true);
			for (const { what, by, who, isPuppet } of story) {
				const inside = world.accounts;
				const actor = inside[by % inside.length];
				const other = inside[who % inside.length];
				if (!actor || !other) continue;
				const { hasOther } = world;
				if (what === 'console' && inside.length < 9) world.open(false);
				if (what === 'give') other.mayInvite = true;
				if (!actor.mayInvite) continue;
				if (what === 'add') world.invite(actor, isPuppet, true);
				if (what === 'invite') world.invite(actor, isPuppet, false);
				const isIn = what === 'confirm' && world.confirm(actor, who);
				const isNamed =
					what === 'rename' &&
					actor.isPuppet &&
					other.isPuppet &&
					mayGiveBorneName(actor, other, world.there);
				expect((isIn || isNamed) && hasOther).toBe(false);
			}
		}),
		{ numRuns: 2000 }
	);
});

test('nobody is locked out: where two may invite, somebody else than who invited confirms', () => {
	fc.assert(
		fc.property(acts, (story) => {
			const world = new World();
			world.open(false);
			for (const { what, by, who } of story) {
				const actor = world.accounts[by % world.accounts.length];
				if (!actor) continue;
				if (what === 'give') actor.mayInvite = true;
				if (!actor.mayInvite) continue;
				if (what === 'add') world.invite(actor, false, true);
				if (what === 'invite') world.invite(actor, false, false);
				if (what === 'console') world.open(false);
				if (what === 'confirm') world.confirm(actor, who);
			}
			const { inviters } = world.there;
			if (inviters.length < 2) return;
			for (const inviter of inviters) {
				const begun = { begun: inviter, starters: [inviter.account] };
				expect(inviters.some((one) => one !== inviter && mayConfirm(one, begun, world.there))).toBe(
					true
				);
			}
		}),
		{ numRuns: 1000 }
	);
});

test('what people were called is read back from the last act to the first, whole when one part of it changed', () => {
	const people = [{ id: 'a', firstName: 'Ida', lastName: 'Roux' }];
	const lines = [
		{ id: 'a', data: { lastName: ['Blanc', 'Roux'] } },
		{ id: 'b', data: { row: { id: 'b', firstName: 'Yann', lastName: 'Ciblez' } } },
		{ id: 'a', data: { firstName: [null, 'Ida'] } }
	];
	expect(formerNames(people, lines)).toEqual([
		{ id: 'a', firstName: 'Ida', lastName: 'Blanc' },
		{ id: 'b', firstName: 'Yann', lastName: 'Ciblez' },
		{ id: 'a', firstName: null, lastName: 'Blanc' }
	]);
});
