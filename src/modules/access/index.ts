/** What the rest of the house may ask of the links that are lent. */
export { letterTo } from './letter.ts';
export { isTimeToTell } from './rules.ts';
export {
	getLink,
	lastTold,
	lenderOf,
	lendLink,
	linkOfToken,
	listLinks,
	listUntoldAnswers,
	noteTold,
	openLinksOn,
	revokeLink,
	TRIED,
	type Link
} from './server/links.ts';
