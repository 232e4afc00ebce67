/** What the entrance of programs asks. */
export { actorOfToken, noteUse } from './server/tokens.ts';
