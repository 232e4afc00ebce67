import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import { person } from '#modules/network/index.ts';
import type { Door } from '../labels.ts';

/*
 * The first six tables hold what better-auth expects; their properties bear its names (`getAuthTables`). They live in
 * the schema of the collective: a token of one collective is unknown in another.
 */
const id = () =>
	uuid('id')
		.primaryKey()
		.$defaultFn(() => uuidv7());
const instant = (name: string) => timestamp(name, { withTimezone: true });
const NOBODY = sql`'{}'::text[]`;
const userId = () =>
	uuid('user_id')
		.notNull()
		.references(() => user.id, { onDelete: 'cascade' });

/** Who can sign in. Rights never come from here, but from what the directory says of the person. */
export const user = pgTable('accounts_user', {
	id: id(),
	name: text('name').notNull(),
	/** Lower case. */
	email: text('email').notNull().unique(),
	emailVerified: boolean('email_verified').notNull().default(false),
	image: text('image'),
	createdAt: instant('created_at').notNull().defaultNow(),
	updatedAt: instant('updated_at').notNull().defaultNow(),
	twoFactorEnabled: boolean('two_factor_enabled').default(false),
	/** The person of the directory; none for somebody who only tends the installation. */
	personId: uuid('person_id')
		.unique()
		.references(() => person.id),
	/** Since when the account opens nothing. */
	closedAt: instant('closed_at'),
	/** Since when it is open, this time: what lent its rights before it was closed lends nothing any longer. */
	openedAt: instant('opened_at').notNull().defaultNow(),
	/** The accounts by whose word alone it was let in: who invited, who had let them in, and so on; none for who came in by the console or by two words. */
	letInBy: text('let_in_by').array().notNull().default(NOBODY),
	/** When the administration was last given to it or taken from it, or when it was closed, if it could invite: functions are read from the journal. */
	couldInviteAt: instant('could_invite_at')
});

export const session = pgTable(
	'accounts_session',
	{
		id: id(),
		token: text('token').notNull().unique(),
		userId: userId(),
		expiresAt: instant('expires_at').notNull(),
		createdAt: instant('created_at').notNull().defaultNow(),
		updatedAt: instant('updated_at').notNull().defaultNow(),
		ipAddress: text('ip_address'),
		userAgent: text('user_agent'),
		/** By which door the person came in. */
		door: text('door').$type<Door>(),
		/** On whose behalf the person acts in this session: `organisation:capep`, `group:gt5`, `role:team`. */
		onBehalfOf: text('on_behalf_of')
	},
	(table) => [index('accounts_session_user').on(table.userId)]
);

/** A way to prove who one is: the password (`credential`), or the identity of a single sign-on. */
export const credential = pgTable(
	'accounts_credential',
	{
		id: id(),
		accountId: text('account_id').notNull(),
		providerId: text('provider_id').notNull(),
		userId: userId(),
		accessToken: text('access_token'),
		refreshToken: text('refresh_token'),
		idToken: text('id_token'),
		accessTokenExpiresAt: instant('access_token_expires_at'),
		refreshTokenExpiresAt: instant('refresh_token_expires_at'),
		scope: text('scope'),
		/** argon2id, as a PHC string. */
		password: text('password'),
		createdAt: instant('created_at').notNull().defaultNow(),
		updatedAt: instant('updated_at').notNull().defaultNow()
	},
	(table) => [index('accounts_credential_user').on(table.userId, table.providerId)]
);

/** What was handed out and waits to come back, by its fingerprint: sign-in links, challenges, states. */
export const verification = pgTable(
	'accounts_verification',
	{
		id: id(),
		identifier: text('identifier').notNull(),
		value: text('value').notNull(),
		expiresAt: instant('expires_at').notNull(),
		createdAt: instant('created_at').notNull().defaultNow(),
		updatedAt: instant('updated_at').notNull().defaultNow()
	},
	(table) => [index('accounts_verification_identifier').on(table.identifier)]
);

/** The secret of the second step, encrypted, and the recovery codes that are left. */
export const twoFactor = pgTable('accounts_two_factor', {
	id: id(),
	userId: userId().unique(),
	secret: text('secret').notNull(),
	backupCodes: text('backup_codes').notNull(),
	verified: boolean('verified').default(true),
	/** How many times its recovery codes were made, since it is in place: a form renews those that it was drawn for. */
	recoveryGeneration: integer('recovery_generation').notNull().default(1),
	/** What recognises the form that made them last: that form alone, sent again, is told the codes again. */
	recoveryForm: text('recovery_form'),
	failedVerificationCount: integer('failed_verification_count').default(0),
	lockedUntil: instant('locked_until')
});

export const passkey = pgTable(
	'accounts_passkey',
	{
		id: id(),
		name: text('name'),
		publicKey: text('public_key').notNull(),
		userId: userId(),
		credentialID: text('credential_id').notNull().unique(),
		counter: integer('counter').notNull(),
		deviceType: text('device_type').notNull(),
		backedUp: boolean('backed_up').notNull(),
		transports: text('transports'),
		createdAt: instant('created_at'),
		aaguid: text('aaguid')
	},
	(table) => [index('accounts_passkey_user').on(table.userId)]
);

/** The only right that is written down rather than deduced: who tends the installation. */
export const administrator = pgTable('accounts_administrator', {
	userId: userId().primaryKey(),
	grantedAt: instant('granted_at').notNull(),
	grantedBy: text('granted_by').notNull()
});

/** A person is invited to open an account; the link of the mail is kept as a fingerprint. */
export const invitation = pgTable('accounts_invitation', {
	id: id(),
	email: text('email').notNull(),
	personId: uuid('person_id')
		.notNull()
		.references(() => person.id),
	tokenHash: text('token_hash').notNull().unique(),
	invitedBy: text('invited_by').notNull(),
	invitedAt: instant('invited_at').notNull(),
	sentAt: instant('sent_at').notNull(),
	expiresAt: instant('expires_at').notNull(),
	acceptedAt: instant('accepted_at'),
	revokedAt: instant('revoked_at'),
	/** The account that invited; null from the console. */
	inviterAccount: text('inviter_account'),
	/** The person was known under no such mailbox: somebody else than who invited has to say that it is theirs. */
	wantsSecond: boolean('wants_second').notNull().default(false),
	/** Who said so. */
	confirmedBy: text('confirmed_by'),
	/** By whose word alone whoever accepts will be let in, as `letInBy` of their account. */
	word: text('word').array().notNull().default(NOBODY)
});

/** A name that somebody wishes to bear, and that is somebody else's already: the team says yes or no. */
export const wishedName = pgTable('accounts_wished_name', {
	userId: userId().primaryKey(),
	/** For somebody of the directory; null for an account that is nobody there. */
	firstName: text('first_name'),
	lastName: text('last_name'),
	/** The whole name, as it would be shown. */
	name: text('name').notNull(),
	wishedAt: instant('wished_at').notNull()
});

/** How often a door was tried, by an address or on an account (both as fingerprints). */
export const attempt = pgTable('accounts_attempt', {
	key: text('key').primaryKey(),
	count: integer('count').notNull(),
	until: instant('until').notNull()
});
