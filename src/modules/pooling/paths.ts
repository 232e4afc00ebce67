/** Shared posts, supports and surveys. */
export const POOLING_PATH = '/mutualisation';

/** Page of a post shared between structures. */
export function sharedPostPath(code: string): string {
	return `${POOLING_PATH}/postes/${code}`;
}

/** Page of a support followed by several structures. */
export function supportPath(code: string): string {
	return `${POOLING_PATH}/accompagnements/${code}`;
}

/** Place of a survey in the list: surveys have no page of their own. */
export function surveyPath(code: string): string {
	return `${POOLING_PATH}#enquete-${code}`;
}
