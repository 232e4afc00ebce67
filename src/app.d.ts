import type { Actor } from '#core/actor.ts';
import type { ShownRecord } from '#collectors/editing/tools.ts';
import type { Revised } from '#core/server/revision.ts';
import type { SignedIn } from '#modules/accounts/index.ts';

declare global {
	namespace App {
		interface Error {
			status: number;
			message: string;
			/** Shown to the person and written in the log of the server. */
			id?: string;
			/** The database did not answer: the same request may be made again. */
			isLost?: true;
		}
		interface PageData {
			/** The record that the page tells, by the kind and the code that its route names; absent from a page of none. */
			record?: ShownRecord | null;
		}
		interface Locals {
			collective: Revised | undefined;
			/** The revision of the collective that a request which writes nothing reads. */
			at?: string | undefined;
			actor: Actor;
			/** The session of an account; none for the public, nor for the free entrance of a demonstration. */
			signedIn: SignedIn | null;
			/** The mailbox of the account, when letters to it have come back and nothing is written to it any more. */
			stoppedAddress?: string | undefined;
			/** What a file tells, when its bytes are not words: who is given it has read them. */
			words?: () => string;
			/** The frame of the site (menu, foot) was read: the page of an error is shown in it. */
			isFramed?: true;
			/** What a page, a file or the framework has just refused, in words. */
			refused?: { because: string; id: string | undefined };
		}
	}
}

export {};
