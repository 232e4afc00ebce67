export const QUESTIONNAIRES_PATH = '/questionnaires';

/** Page of a questionnaire. */
export function questionnairePath(code: string): string {
	return `${QUESTIONNAIRES_PATH}/${code}`;
}

/** Answers received, or those that gave one answer to one question: the rows that a number counts. */
export function answersPath(code: string, given?: { question: string; answer: string }): string {
	const path = `${questionnairePath(code)}/reponses`;
	return given
		? `${path}?${new URLSearchParams({ question: given.question, reponse: given.answer }).toString()}`
		: path;
}

/** Id of the figure of a questionnaire: the answers received. */
export function metricOf(code: string): string {
	return `questionnaires.${code}`;
}
