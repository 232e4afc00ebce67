/** What the entrance of programs asks. */
export { actorOfToken } from './server/tokens.ts';
