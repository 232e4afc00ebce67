/** A field of a questionnaire, as its form shows it to whoever answers: a member, or a guest with a link. */
export interface AskedField {
	name: string;
	label: string;
	/** What may be answered, in plain words; empty when the control says it. */
	help: string;
	required: boolean;
	control: 'text' | 'long' | 'one' | 'several';
	choices: string[];
	/** What was answered already, or typed; several choices are separated by ` | `. */
	value: string;
}

/** A form handed to a guest. */
export interface GuestForm {
	/** French sentence about its state: until when, or why it takes no answer. */
	state: string;
	/** Empty when no answer is taken. */
	fields: AskedField[];
	/** An answer of this guest is there, and may be corrected. */
	isAnswered: boolean;
	/** The records whose words the fields are, for the trail of readings. */
	told: { record: { kind: string; id: string } }[];
}
