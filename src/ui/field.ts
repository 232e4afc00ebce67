/** A field as the form component shows it. */
export interface FieldLike {
	name: string;
	label: string;
	help: string;
	required: boolean;
	/** The empty answer of a list. */
	none: string;
	leading: boolean;
	/** Characters that it takes at most. */
	longest: number;
	control: 'text' | 'long' | 'choice' | 'suggest' | 'several' | 'file';
	choices: { code: string; label: string }[];
	value: string;
	values: string[];
	/** Who may be named as readers. */
	people: { choices: { code: string; label: string }[]; chosen: string[]; typed: string } | null;
	/** Who will read, in words, for the field of readers. */
	readBy: string;
	/** Where the record is opened to others. */
	opening: string | null;
	/** Does another answer change who is proposed to read? */
	decides: boolean;
	/** Does another answer change who reads? */
	follows: boolean;
	/** Who would read for each answer that decides it. */
	bySort: string[];
	understood: string;
	refusal: string | null;
	theirs: string | null;
}
