export const DOCUMENTS_PATH = '/documents';

/** Page of a document. */
export function documentPath(code: string): string {
	return `${DOCUMENTS_PATH}/${code}`;
}

/** Where its file is handed over. */
export function documentFilePath(code: string): string {
	return `${documentPath(code)}/fichier`;
}
