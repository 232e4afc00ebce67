import { needSenses, needStates, needThemes } from './labels.ts';
import type { NeedSense, NeedState, NeedTheme } from './labels.ts';

export const NEEDS_PATH = '/besoins';

/** Page of a need or an offer. */
export function needPath(code: string): string {
	return `${NEEDS_PATH}/${code}`;
}

/** What the list is narrowed to; the addresses hold the French words. */
export interface NeedFilter {
	theme?: NeedTheme;
	sense?: NeedSense;
	state?: NeedState;
}

/** The list, narrowed: `/besoins?theme=mutualiser&sens=besoin`. */
export function needsPath(filter: NeedFilter): string {
	const query = new URLSearchParams();
	if (filter.theme) query.set('theme', needThemes[filter.theme].word);
	if (filter.sense) query.set('sens', needSenses[filter.sense].word);
	if (filter.state) query.set('etat', needStates[filter.state].word);
	const text = query.toString();
	return text ? `${NEEDS_PATH}?${text}` : NEEDS_PATH;
}
