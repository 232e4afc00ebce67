/** Pages ship no framework script: an island that earns it opts in on its own page. */
export const csr = false;
