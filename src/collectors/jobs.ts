import type { Job } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';

/** All regular work of Fanal, in the order of the modules. */
export const jobs: Job[] = modules.flatMap((one) => one.jobs ?? []);
