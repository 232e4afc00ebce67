/** Share of the width of a map kept on each side for the names of the points. */
export const SIDE = 0.2;
