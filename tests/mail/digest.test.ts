import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { OPERATOR, type Actor, type PersonActor } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import type { Courier } from '#core/server/mail/courier.ts';
import { readRhythms, setRhythm, type List } from '#core/server/mail/rhythms.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { subscriptionOf, unsubscribePath } from '#core/server/mail/unsubscribe.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { freshOnce } from '#core/server/once.ts';
import { removeRecords, saveRecord, storedRows } from '#core/server/records.ts';
import type { Rhythm } from '#core/rhythms.ts';
import type { Audience } from '#core/vocabulary.ts';
import { listRhythms, saveRhythms } from '#collectors/mail/choices.ts';
import { datesOf } from '#collectors/mail/dated.ts';
import { deliverDue } from '#collectors/mail/deliver.ts';
import { writeDigests } from '#collectors/mail/digest.ts';
import '#collectors/permissions.ts';
import '#collectors/search.ts';
import { createAccount } from '#modules/accounts/index.ts';
import { closeAccount } from '#modules/accounts/server/accounts.ts';
import { kinds } from '#modules/all.ts';
import { meetingKind } from '#modules/meetings/server/exchange.ts';
import { aGroup, anOrganisation, aPerson, asPerson, holds, takesPart } from '../access/cast.ts';
import { lendAsShown } from '../editing/as-shown.ts';
import { aCollective, minutesLater } from './post.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

function by<T>(
	collective: Collective,
	actor: Actor,
	minutes: number,
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	return inCollective(collective, { actor, mode: 'write', now: minutesLater(minutes) }, work);
}

/** Ada of the team and Zoé of a member, both with an account since the day before; Zoé takes part in GT5. */
async function aStage() {
	const collective = await aCollective();
	return by(collective, OPERATOR, -DAY, async (ctx) => {
		const home = await anOrganisation(ctx, ctx.collective.code);
		const member = await anOrganisation(ctx, 'm', true);
		const [adaId, zoeId] = [await aPerson(ctx, 'ada'), await aPerson(ctx, 'zoe')];
		await holds(ctx, adaId, home, 'employee');
		await holds(ctx, zoeId, member, 'direction');
		const group = await aGroup(ctx, 'gt5');
		await takesPart(ctx, group, { personId: zoeId }, 'member');
		const accounts: Record<string, string> = {};
		for (const [code, personId] of [
			['ada', adaId],
			['zoe', zoeId]
		] as const)
			accounts[code] = await createAccount(ctx, {
				email: `${code}@example.org`,
				name: code,
				personId
			});
		const actorOf = async (id: string, code: string): Promise<PersonActor> => ({
			...(await asPerson(ctx, id, code)),
			account: accounts[code] ?? ''
		});
		const [ada, zoe] = [await actorOf(adaId, 'ada'), await actorOf(zoeId, 'zoe')];
		return { collective, group, ada, zoe };
	});
}

function aMeeting(
	collective: Collective,
	actor: Actor,
	title: string,
	{ minutes = 0, audience = 'public' as Audience, groupId = null as string | null } = {}
) {
	return by(collective, actor, minutes, (ctx) =>
		saveRecord(ctx, meetingKind, {
			code: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
			groupId,
			title,
			type: 'workingGroup',
			on: partialDate('2024-04-02'),
			saidDate: null,
			startTime: null,
			endTime: null,
			place: null,
			communeId: null,
			hostId: null,
			participants: null,
			saidParticipants: null,
			state: 'planned',
			inCalendar: null,
			sourceRank: null,
			summary: null,
			audience,
			source: null
		})
	);
}

const choose = (collective: Collective, who: PersonActor, list: List, rhythm: Rhythm | null) =>
	by(collective, who, -1, (ctx) => setRhythm(ctx, who.account, list, rhythm));

const write = (collective: Collective, rhythm: Exclude<Rhythm, 'none'>, minutes: number) =>
	by(collective, OPERATOR, minutes, (ctx) => writeDigests(ctx, rhythm));

async function mailsTo(collective: Collective, who: PersonActor): Promise<string[]> {
	return by(collective, OPERATOR, 0, async (ctx) => {
		const rows = await ctx.db
			.select()
			.from(mailTable)
			.where(eq(mailTable.account, who.account))
			.orderBy(asc(mailTable.createdAt));
		return rows.map((row) => `${row.subject} ${JSON.stringify(row.text)}`);
	});
}

describe('what waited for its mail server', () => {
	/** What leaves when the server is back, word for word. */
	async function leaving(collective: Collective, minutes: number): Promise<string[]> {
		const sent: string[] = [];
		const courier: Courier = {
			hand: (letter) => {
				sent.push(JSON.stringify(letter));
				return Promise.resolve({ state: 'accepted', answer: '250' });
			}
		};
		await deliverDue(collective, courier, { clock: () => minutesLater(minutes) });
		return sent;
	}

	test('leaves without what was closed or removed meanwhile', async () => {
		const { collective, ada, zoe } = await aStage();
		await choose(collective, zoe, 'all', 'daily');
		for (const title of ['Rencontre ouverte', 'Rencontre refermée', 'Rencontre retirée'])
			await aMeeting(collective, ada, title);
		await write(collective, 'daily', HOUR);
		await aMeeting(collective, ada, 'Rencontre refermée', { minutes: 61, audience: 'team' });
		await by(collective, ada, 62, async (ctx) => {
			const kind = kinds.find(({ name }) => name === 'meeting');
			if (!kind) throw new Error('no kind meeting');
			const rows = await storedRows(ctx, kind);
			await removeRecords(
				ctx,
				kind,
				rows.filter((row) => row['title'] === 'Rencontre retirée')
			);
		});
		const [letter = '', ...others] = await leaving(collective, 63);
		expect(others).toEqual([]);
		expect(letter).toContain('Rencontre ouverte');
		expect(letter).not.toMatch(/refermée|retirée/);
	});

	test('as the letter of a lent link, which leaves only while the link opens', async () => {
		const { collective, ada } = await aStage();
		const lend = async (title: string) => {
			const { id } = await aMeeting(collective, ada, title);
			await by(collective, ada, 1, (ctx) =>
				lendAsShown(
					ctx,
					{ kind: 'meeting', recordId: id },
					{ guest: 'CAC', days: 30, asks: '', address: 'cac@example.org' },
					freshOnce()
				)
			);
		};
		await lend('Rencontre ouverte');
		await lend('Rencontre refermée');
		await aMeeting(collective, ada, 'Rencontre refermée', { minutes: 2, audience: 'team' });
		const [letter = '', ...others] = await leaving(collective, 3);
		expect(others).toEqual([]);
		expect(letter).toContain('Rencontre ouverte');
	});

	test('does not leave when nothing of it is left, nor to an account that was closed', async () => {
		const { collective, ada, zoe } = await aStage();
		await choose(collective, zoe, 'all', 'daily');
		await aMeeting(collective, ada, 'Rencontre refermée');
		await write(collective, 'daily', HOUR);
		await aMeeting(collective, ada, 'Rencontre refermée', { minutes: 61, audience: 'team' });
		expect(await leaving(collective, 62)).toEqual([]);
		await aMeeting(collective, ada, 'Rencontre ouverte', { minutes: 63 });
		await write(collective, 'daily', HOUR + DAY);
		await by(collective, OPERATOR, HOUR + DAY, (ctx) => closeAccount(ctx, zoe.account));
		expect(await leaving(collective, HOUR + DAY + 1)).toEqual([]);
	});
});

describe('a digest', () => {
	test('tells what others did, to who may read it, and nobody of their own acts', async () => {
		const { collective, ada, zoe } = await aStage();
		for (const who of [ada, zoe]) await choose(collective, who, 'all', 'daily');
		await aMeeting(collective, ada, 'Rencontre ouverte');
		await aMeeting(collective, ada, 'Point d’équipe', { audience: 'team' });
		await write(collective, 'daily', HOUR);
		const [letter = '', ...others] = await mailsTo(collective, zoe);
		expect(others).toEqual([]);
		expect(letter).toContain('Rencontre ouverte');
		expect(letter).toContain('/reunions/rencontre-ouverte');
		expect(letter).not.toContain('équipe');
		expect(await mailsTo(collective, ada)).toEqual([]);
	});

	test('written twice, tells once; when nothing happens, nothing is sent', async () => {
		const { collective, ada, zoe } = await aStage();
		await choose(collective, zoe, 'all', 'daily');
		await aMeeting(collective, ada, 'Rencontre');
		await write(collective, 'daily', HOUR);
		await write(collective, 'daily', HOUR + 1);
		expect(await write(collective, 'daily', DAY + HOUR)).toBe('Rien à dire.');
		expect(await mailsTo(collective, zoe)).toHaveLength(1);
	});

	test('catches up what happened while Fanal was stopped', async () => {
		const { collective, ada, zoe } = await aStage();
		await choose(collective, zoe, 'all', 'daily');
		await write(collective, 'daily', HOUR);
		await aMeeting(collective, ada, 'Pendant la panne', { minutes: 2 * HOUR });
		await write(collective, 'daily', 5 * DAY);
		expect((await mailsTo(collective, zoe)).join()).toContain('Pendant la panne');
	});

	test('follows the rhythm of its reader: weekly is silent in a daily round', async () => {
		const { collective, ada, zoe } = await aStage();
		await aMeeting(collective, ada, 'Rencontre');
		await write(collective, 'daily', HOUR);
		expect(await mailsTo(collective, zoe)).toEqual([]);
		await write(collective, 'weekly', HOUR);
		expect(await mailsTo(collective, zoe)).toHaveLength(1);
	});

	test('tells a group at its own rhythm, and the rest at the other', async () => {
		const { collective, group, ada, zoe } = await aStage();
		await choose(collective, zoe, 'all', 'monthly');
		await choose(collective, zoe, 'group:gt5', 'immediate');
		await aMeeting(collective, ada, 'Réunion du GT5', { groupId: group });
		await aMeeting(collective, ada, 'Autre chose');
		await write(collective, 'immediate', 10);
		const letters = await mailsTo(collective, zoe);
		expect(letters).toHaveLength(1);
		expect(letters[0]).toContain('Réunion du GT5');
		expect(letters[0]).not.toContain('Autre chose');
	});

	test('stops at none, and tells nothing afterwards of what happened meanwhile', async () => {
		const { collective, ada, zoe } = await aStage();
		await choose(collective, zoe, 'all', 'none');
		await aMeeting(collective, ada, 'Rencontre');
		for (const rhythm of ['immediate', 'daily', 'weekly', 'monthly'] as const)
			await write(collective, rhythm, HOUR);
		expect(await mailsTo(collective, zoe)).toEqual([]);
		await by(collective, zoe, 2 * HOUR, (ctx) => setRhythm(ctx, zoe.account, 'all', 'daily'));
		await write(collective, 'daily', DAY);
		expect(await mailsTo(collective, zoe)).toEqual([]);
	});

	test('tells what the reader may read on that day, not on the day it was written', async () => {
		const { collective, group, ada, zoe } = await aStage();
		await choose(collective, zoe, 'all', 'daily');
		await aMeeting(collective, ada, 'Réservée', { audience: 'group:gt5', groupId: group });
		const { groupParticipant } = await import('#modules/groups/server/tables.ts');
		await by(collective, OPERATOR, 1, (ctx) =>
			ctx.db.update(groupParticipant).set({ until: partialDate('2024-03-12') })
		);
		await write(collective, 'daily', HOUR);
		expect(await mailsTo(collective, zoe)).toEqual([]);
	});
});

describe('what a digest says of a record', () => {
	test('is the day of the meeting, not the day when somebody wrote it down', async () => {
		const { collective, ada, zoe } = await aStage();
		await choose(collective, zoe, 'all', 'daily');
		await aMeeting(collective, ada, 'Rencontre');
		await write(collective, 'daily', HOUR);
		const [letter = ''] = await mailsTo(collective, zoe);
		expect(letter).toContain('Rencontre (2 avril 2024)');
		expect(letter).not.toContain('13 mars');
	});

	test('is, for every kind that a file dates, the date of its file', () => {
		const row = (kind: AnyKind, value: string) =>
			Object.fromEntries(Object.keys(kind.columns).map((field) => [field, value]));
		for (const kind of kinds) {
			const headers = Object.values(kind.columns).map(({ header }) => header);
			const isDated = headers.some((header) =>
				['date', 'echeance', 'du', 'debut', 'ouvre_le', 'actif_du'].includes(header)
			);
			expect(datesOf(kind, row(kind, '2024-12-01')) !== null, kind.name).toBe(isDated);
			expect(datesOf(kind, {}), kind.name).toBeNull();
		}
	});
});

describe('the rhythms of a reader', () => {
	test('are theirs: one list per group, and those of others are not kept', async () => {
		const { collective, zoe } = await aStage();
		await by(collective, zoe, 0, async (ctx) => {
			expect((await listRhythms(ctx, zoe)).map(({ list, rhythm }) => [list, rhythm])).toEqual([
				['named', 'aussitot'],
				['all', 'semaine'],
				['group:gt5', '']
			]);
			await saveRhythms(ctx, zoe, {
				named: 'jour',
				all: 'semaine',
				'group:gt5': 'mois',
				'group:gt9': 'jour'
			});
			const kept = await readRhythms(ctx, zoe.account);
			expect([kept.of('named'), kept.of('group:gt5'), kept.of('group:gt9')]).toEqual([
				'daily',
				'monthly',
				'weekly'
			]);
			await expect(saveRhythms(ctx, zoe, { named: 'jour', all: 'demain' })).rejects.toThrow(
				'rythmes proposés'
			);
		});
	});

	test('are stopped by the mark of a letter alone, whole and of this collective', () => {
		const path = unsubscribePath('balise', { account: 'a', list: 'all' });
		const token = path.split('/').at(-1) ?? '';
		expect(subscriptionOf('balise', token)).toEqual({ account: 'a', list: 'all' });
		expect(subscriptionOf('autre', token)).toBeNull();
		expect(subscriptionOf('balise', token.slice(0, -1))).toBeNull();
		expect(subscriptionOf('balise', '')).toBeNull();
	});
});
