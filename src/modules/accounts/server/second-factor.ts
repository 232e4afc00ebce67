import { and, eq, sql } from 'drizzle-orm';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { Refused } from '#core/errors.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { record } from '#core/server/journal.ts';
import { fingerprintOfForm, freshOnce, onceOf } from '#core/server/once.ts';
import { mark } from '#core/server/signed.ts';
import type { Visitor } from '#core/server/visitor.ts';
import type { PersonActor } from '#core/actor.ts';
import { isFresh } from '../rules.ts';
import { countAttempt } from './attempts.ts';
import { ask, type Answer } from './auth/ask.ts';
import { codesFrom, recoveryCodes } from './auth/recovery-codes.ts';
import { isPasswordOf } from './password.ts';
import type { SignedIn } from './session.ts';
import { STALE } from './stale.ts';
import { twoFactor, user } from './tables.ts';

/** What is shown once: the secret, as a picture and as text, and the codes for the day the telephone is lost. */
export interface Enrolment {
	/** An SVG picture, whole. */
	picture: string;
	/** The secret in groups of four letters, to be typed. */
	secret: string;
	recoveryCodes: string[];
}

const begun = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

/** Begins: makes a secret that counts only once a first code has been given back. Begun again, it makes another one. */
export async function beginSecondStep(
	collective: Collective,
	visitor: Visitor,
	signedIn: SignedIn,
	password = ''
): Promise<Enrolment> {
	const answer = await change(collective, visitor, signedIn, '/two-factor/enable', password);
	const { success, data } = begun.safeParse(answer.body);
	if (!success) throw new Refused('invalid', [ALREADY]);
	const secret = new URL(data.totpURI).searchParams.get('secret') ?? '';
	return {
		picture: renderSVG(data.totpURI, { border: 2 }),
		secret: (secret.match(/.{1,4}/g) ?? []).join(' '),
		recoveryCodes: data.backupCodes
	};
}

/** Ends the beginning: the first code of the application switches the second step on. Returns cookies: the session is a new one. */
export async function confirmSecondStep(
	collective: Collective,
	visitor: Visitor,
	actor: PersonActor,
	typed: string
): Promise<string[]> {
	await countAttempt(collective, 'code', { address: visitor.address, account: actor.account });
	const code = typed.replace(/\s/g, '');
	const answer = await ask(collective, visitor, '/two-factor/verify-totp', { body: { code } });
	if (answer.status !== 200) throw new Refused('invalid', [WRONG_CODE]);
	await tell(collective, actor, 'account.secondStepOn');
	return answer.cookies;
}

/** Switches the second step off. Refuses when it is not on, or in a session that is not fresh. Returns cookies: the session is a new one. */
export async function dropSecondStep(
	collective: Collective,
	visitor: Visitor,
	actor: PersonActor,
	signedIn: SignedIn,
	password = ''
): Promise<string[]> {
	await requireSecondStep(collective, actor);
	const answer = await change(collective, visitor, signedIn, '/two-factor/disable', password);
	await tell(collective, actor, 'account.secondStepOff');
	return answer.cookies;
}

/** How many times the recovery codes of an account were made since its second step is in place; null as long as it is not. */
export async function recoveryGeneration(ctx: Context, account: string): Promise<number | null> {
	return (await readFactor(ctx, account))?.generation ?? null;
}

/**
 * Recovery codes in the place of those of that generation, which open nothing more. The same form sent again changes nothing and
 * is told the same: what was printed of the first answer stays true. Refuses (422) to renew codes that were renewed since: those that
 * came after would come back, used ones too.
 */
export async function renewRecoveryCodes(
	collective: Collective,
	visitor: Visitor,
	actor: PersonActor,
	signedIn: SignedIn,
	{ password = '', from, form = freshOnce() }: { password?: string; from: number; form?: string }
): Promise<string[]> {
	const recoveryForm = fingerprintOfForm(onceOf(form));
	return inCollective(collective, { actor, mode: 'write' }, async (ctx) => {
		// Of two presses at once, the second finds what the first has made.
		await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`codes ${actor.account}`}))`);
		const factor = await readFactor(ctx, actor.account);
		if (!factor) throw new Refused('invalid', [NOT_ON]);
		const generation = from + 1;
		const made = [factor.id, factor.secret, generation].join(' ');
		const seed = mark('recovery-codes', collective.code, made);
		if (factor.generation === generation && factor.form === recoveryForm) {
			await countProof(collective, visitor, signedIn);
			if (!(await isPasswordOf(ctx, actor.account, password)))
				throw new Refused('invalid', [WRONG_PASSWORD]);
			return codesFrom.run(seed, recoveryCodes);
		}
		if (factor.generation !== from) throw new Refused('invalid', [RENEWED_SINCE]);
		const path = '/two-factor/generate-backup-codes';
		const answer = await codesFrom.run(seed, () =>
			change(collective, visitor, signedIn, path, password)
		);
		const data = z.object({ backupCodes: z.array(z.string()) }).parse(answer.body);
		await ctx.db
			.update(twoFactor)
			.set({ recoveryGeneration: generation, recoveryForm })
			.where(eq(twoFactor.id, factor.id));
		await record(ctx, [
			{ event: 'account.recoveryCodesRenewed', kind: 'account', recordId: actor.account }
		]);
		return data.backupCodes;
	});
}

/** What is kept of a second step in place. */
async function readFactor(ctx: Context, account: string) {
	const [row] = await ctx.db
		.select({
			id: twoFactor.id,
			secret: twoFactor.secret,
			generation: twoFactor.recoveryGeneration,
			form: twoFactor.recoveryForm
		})
		.from(twoFactor)
		.innerJoin(user, eq(user.id, twoFactor.userId))
		.where(and(eq(user.id, account), eq(user.twoFactorEnabled, true)));
	return row;
}

/** For the operator, when both the telephone and the codes are lost. */
export async function forgetSecondStep(ctx: Context, account: string): Promise<void> {
	await ctx.db.delete(twoFactor).where(eq(twoFactor.userId, account));
	await ctx.db.update(user).set({ twoFactorEnabled: false }).where(eq(user.id, account));
	await record(ctx, [{ event: 'account.secondStepOff', kind: 'account', recordId: account }]);
}

/** Refuses what only makes sense once the second step is in place. */
async function requireSecondStep(collective: Collective, actor: PersonActor): Promise<void> {
	const [own] = await inCollective(collective, { actor }, (ctx) =>
		ctx.db.select({ isOn: user.twoFactorEnabled }).from(user).where(eq(user.id, actor.account))
	);
	if (!own?.isOn) throw new Refused('invalid', [NOT_ON]);
}

/** Asks for a change, in a fresh session, with the password if the account has one. */
async function change(
	collective: Collective,
	visitor: Visitor,
	signedIn: SignedIn,
	path: string,
	password: string
): Promise<Answer> {
	await countProof(collective, visitor, signedIn);
	const answer = await ask(collective, visitor, path, { body: password ? { password } : {} });
	if (answer.body['code'] === 'INVALID_PASSWORD') throw new Refused('invalid', [WRONG_PASSWORD]);
	return answer;
}

async function countProof(
	collective: Collective,
	{ address }: Visitor,
	{ email, openedAt }: SignedIn
): Promise<void> {
	if (!isFresh(openedAt, new Date())) throw new Refused('invalid', [STALE]);
	await countAttempt(collective, 'password', { address, account: email });
}

function tell(collective: Collective, actor: PersonActor, event: string): Promise<void> {
	return inCollective(collective, { actor, mode: 'write' }, (ctx) =>
		record(ctx, [{ event, kind: 'account', recordId: actor.account }])
	);
}

const ALREADY = {
	code: 'already',
	message:
		'La double vérification est déjà en place : retirez-la d’abord pour changer d’application.'
};
const NOT_ON = {
	code: 'not-on',
	message: 'La double vérification n’est pas en place : il n’y a rien à changer.'
};
const RENEWED_SINCE = {
	code: 'renewed-since',
	message:
		'Vos codes de secours ont déjà été renouvelés depuis cette page : rien n’a été changé. Les derniers qui vous ont été montrés sont les bons ; ouvrez de nouveau cette page pour en faire d’autres.'
};
const WRONG_PASSWORD = {
	code: 'wrong-password',
	field: 'motdepasse',
	message: 'Le mot de passe ne va pas. Oublié ? Choisissez-en d’abord un autre.'
};
const WRONG_CODE = {
	code: 'wrong-code',
	field: 'code',
	message: 'Ce code ne va pas : attendez le suivant, et vérifiez que le téléphone est à l’heure.'
};
