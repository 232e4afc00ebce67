/** Page asked for by `?page=`, 1 when absent or senseless. */
export function pageNumber(query: URLSearchParams): number {
	const page = Number(query.get('page') ?? 1);
	return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
}
