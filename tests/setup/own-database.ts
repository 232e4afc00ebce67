import { useOwnDatabase } from './database.ts';
import { refuseBlindReads } from '#core/server/privacy/reads.ts';

// A setup file of Vitest: each test file of the project has a database of its own.
useOwnDatabase();

refuseBlindReads();
