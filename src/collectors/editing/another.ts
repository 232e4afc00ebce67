/** Field of a form that says: another record, though it is the same as the one just added. */
export const ANOTHER = 'une-autre';
/** Code of the refusal that asks for it. */
export const SAME_AGAIN = 'same-again';
