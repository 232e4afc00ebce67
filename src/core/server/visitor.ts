/** The person behind a request, as far as signing in needs to know. */
export interface Visitor {
	/** The public address of this installation, whatever the visitor's headers say. */
	origin: string;
	/** Internet address; null when a proxy hides it and Fanal was not told of it. */
	address: string | null;
	/** Headers of the request that say where it comes from, and its cookies. */
	headers: Headers;
}
