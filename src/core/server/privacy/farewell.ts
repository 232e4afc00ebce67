/** Mails that tell somebody their data are erased bear a key that begins so: they are forgotten soon after. */
export const FAREWELL = 'privacy-farewell:';
