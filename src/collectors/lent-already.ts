/** Code of the refusal that asks before a second link is lent to the same guest; the form pressed again says so in this field. */
export const LENT_ALREADY = 'lent-already';
