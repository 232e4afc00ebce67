import type { Actor } from '#core/actor.ts';
import type { Collective } from '#core/server/context.ts';

declare global {
	namespace App {
		interface Error {
			status: number;
			message: string;
			/** Shown to the person and written in the log of the server. */
			id?: string;
		}
		interface Locals {
			collective: Collective | undefined;
			actor: Actor;
		}
	}
}

export {};
