import type { GuestForm } from '../asked.ts';
import type { Refusal } from '../errors.ts';
import type { Block, Figure, ListBlock } from '../blocks.ts';
import type { MetricRow, MetricScope, MetricValue } from '../metrics.ts';
import type { NavigationGroup } from '../navigation.ts';
import type { PartialDate } from '../partial-date.ts';
import type { Frequency } from '../periods.ts';
import type { Grant, Role } from '../roles.ts';
import type { Audience } from '../vocabulary.ts';
import type { Context } from './context.ts';
import type { FileFacts } from './files.ts';
import type { AnyKind } from './kinds.ts';
import type { Relation } from './relation.ts';
import type { LawfulText, PersonalTable, Subject, Term } from './privacy/declared.ts';

/** "None, because…": a question must be answered, even by a reasoned no. */
export interface None {
	none: string;
}
export type Answer<T> = T[] | None;

/** A record as search, feeds, notifications and reports see it. */
export interface Described {
	id: string;
	title: string;
	/** One line: what it is. */
	line: string;
	/** The page that tells it, its own or that of what it is read within, whoever reads: `withPages` gives the one of a reader. */
	path: string;
	/** Everything that can be found in it, in plain words. */
	text: string;
	audience: Audience;
}

export interface ObjectKind {
	/** Same name as the kind of rows: `organisation`. */
	kind: string;
	/** French singular, lower case: "organisation". */
	label: string;
	/** Found by search. */
	indexed: boolean;
	/** Kinds on whose pages it is read, first choice first, for a kind that has no page of its own: a decision in its meeting, else in its group. */
	within?: readonly string[];
	/** Records of these ids, in any order, whoever reads; an unknown id is left out. */
	describe: (ctx: Context, ids: string[]) => Promise<Described[]>;
}

export interface Permission {
	/** `network.write`. */
	id: string;
	/** French: "tenir l’annuaire à jour". */
	label: string;
	roles: (Role | 'public')[];
}

/** Somebody of the directory, as rights are asked for. */
export interface Holder {
	id: string;
	code: string;
}

/** A link in the hands of a guest. */
export interface GuestLink {
	id: string;
	guest: string;
	hasAnswered: boolean;
}

/** What a module shows of one of its records to the holder of a signed link. */
export interface GuestView {
	kind: string;
	/** French, completes "ce lien ouvre": "une réunion : ordre du jour, relevé de décisions". */
	label: string;
	/** The record as the guest may read it: queries filter by the actor of the context. */
	show: (ctx: Context, id: string) => Promise<{ title: string; lead: string; blocks: Block[] }>;
	/** Its parts have no readers of their own: those added once it is lent are read with it, as the questions of a form. */
	isWhole?: boolean;
	/** The file that the guest may take away with it. */
	file?: (ctx: Context, id: string) => Promise<(FileFacts & { bytes: Buffer }) | null>;
	/** A form that the guest fills. */
	form?: (ctx: Context, id: string, link: GuestLink) => Promise<GuestForm>;
	/**
	 * Keeps what the guest sent; `id` makes that a form sent twice is one answer. Not named: nobody is told that this guest has
	 * answered, nor when.
	 */
	fill?: (
		ctx: Context,
		id: string,
		link: GuestLink,
		sent: { id: string; texts: Record<string, string> }
	) => Promise<{ isNamed: boolean }>;
	/** A question asked of the guest, when the record still expects an answer. */
	asks?: (ctx: Context, id: string) => Promise<GuestQuestion | undefined>;
}
export interface GuestQuestion {
	/** "Serez-vous là ?" */
	text: string;
	choices: { value: string; label: string }[];
}

export interface NavigationEntry {
	label: string;
	path: string;
	/** Group of the menu; an entry without one stands by itself. */
	group?: NavigationGroup;
	/** Place in its group, 0 to 100. */
	order: number;
	/** Other paths that are read under this entry: `/organisations` under the members. */
	also?: string[];
	permission: string;
}

export interface CalendarEntry {
	id: string;
	title: string;
	date: PartialDate;
	/** `HH:MM`, Europe/Paris. */
	startTime?: string;
	endTime?: string;
	place?: string;
	/** Body or series: "Bureau", "GT5". */
	series?: string;
	path: string;
	audience: Audience;
	cancelled?: boolean;
	/** Planned, not held yet. */
	planned?: boolean;
	/** A remark on the date: "courant juillet". */
	note?: string;
}

/** Days `from` to `to`, inclusive, `YYYY-MM-DD`. */
export interface Period {
	from: string;
	to: string;
}

export interface EventDefinition {
	/** Past tense: `organisation.created`. */
	name: string;
	/** French sentence that the title of the record completes: "Nouvelle organisation". */
	sentence: string;
	readers: Audience;
}

export interface PersonalData {
	/** French, as in the register of processing (GDPR, article 30). */
	purpose: string;
	basis: string;
	people: string;
	data: string;
	recipients: string;
	retention: string;
	source: string;
	/** The tables that hold them; a table that names people and is in none fails a test. */
	tables: PersonalTable[];
	/** What is forgotten by itself, and when. */
	terms: Answer<Term>;
	/** Texts that keep names after an erasure. */
	lawful?: LawfulText[];
}

export interface Metric {
	/** `network.members`. */
	id: string;
	/** "Membres". */
	label: string;
	unit: string;
	/** One French sentence: what is counted, at what date (`{jour}` is replaced by it), without which duplicates. */
	rule: string;
	decimals?: number;
	/** Readers of the records that define it, when records do: its very name is for those who read all of them. */
	keptTo?: Audience[];
	/**
	 * What it is worth: counted or summed where the rows are, never loaded to be counted. Reads as the actor of `ctx` does: each table that
	 * it draws on is filtered by `visible` or `nameable`, so that a row, a source or a remark holds nothing that a record closed to the
	 * reader is alone to say. Numbers are asked with `countingAll`.
	 */
	compute: (ctx: Context, scope: MetricScope) => Promise<MetricValue>;
	/** The rows that it counts, read in the same way: a relation, or a list at hand when the collective does not make it grow. */
	rows: (ctx: Context, scope: MetricScope) => Relation | MetricRow[] | Promise<MetricRow[]>;
}

/** What a module may ask of the document being written. */
export interface Writer {
	year: number;
	/** Day at which the data are read, `YYYY-MM-DD`. */
	asOf: string;
	/** A figure of the catalogue, whoever owns the metric. */
	figure: (metric: string) => Promise<Figure>;
}

/** What a module brings to one chapter of a document. Parts of the same chapter are put together by `order`. */
export interface ChapterPart {
	/** Id of a chapter of the template, or of one that this part opens. */
	chapter: string;
	/** Given by the part that opens a chapter the template does not have: its place among the others. */
	opens?: { position: number; title: string; summary?: string; sheet?: boolean };
	order: number;
	figures?: Figure[];
	blocks: Block[];
}

export interface DocumentContribution {
	document: 'annual-report';
	write: (ctx: Context, writer: Writer) => Promise<ChapterPart[]>;
}

/** A thing that waits for somebody: overdue action, minutes missing. */
export interface WaitingItem {
	title: string;
	/** Why it waits, French. */
	because: string;
	path: string;
	/** Day since when, or due, for sorting. */
	date?: PartialDate;
}

/** A record whose page tells what every module knows of it. */
export interface PanelSubject {
	kind: 'organisation' | 'person' | 'group' | 'meeting' | 'project';
	id: string;
}

/** What a module tells on the page of somebody else's record: a short list, most telling first. */
export interface Panel {
	/** French: "Visites reçues". */
	title: string;
	/** Place on the page, 0 to 100. */
	order: number;
	/** At most `PANEL_ROWS` and one more; the page cuts them and says that there are others. */
	lines: ListBlock['items'];
	/** Page that lists all of them. */
	path?: string;
}

/** Lines of a panel that are shown. */
export const PANEL_ROWS = 12;

/** A doubt found in the data. Nothing settles it but a person. */
export interface DoubtFound {
	/** French: what is odd, naming the values. */
	finding: string;
	/** French: how to settle it, naming the file or the page. */
	settle: string;
	/** Where it can be read. */
	path?: string;
	source?: string;
}
export interface Doubt {
	/** `groups.same-number`. */
	id: string;
	/** French title: "Deux groupes portent le même numéro". */
	title: string;
	find: (ctx: Context) => Promise<DoubtFound[]>;
}

/** Work that comes back by itself. */
export interface Job {
	/** `privacy.terms`. */
	id: string;
	/** French, what it does: "Écrire les résumés du jour". */
	label: string;
	every: Frequency;
	/** Hour at which the day, the week or the month begins for it, `HH:MM` in Paris; midnight by default. */
	from?: string;
	/**
	 * Does it, in one transaction, as the machine (`operator`), and says in one French sentence what was done. It may be
	 * asked again after a failure, never twice for one period once it succeeded; a period when Fanal was stopped is
	 * not caught up: it looks at what is there, not at what the last run left.
	 */
	run: (ctx: Context) => Promise<string>;
}

/** Somebody who can be written to: an open account. */
export interface Recipient {
	account: string;
	address: string;
	name: string;
	/** Who they are in the directory; null for an account that is nobody there. */
	person: Holder | null;
	/** What happened before is not told. */
	since: Date;
}

/** Somebody whose data are looked for: of the directory, or an account that is nobody there. */
export interface SoughtPerson {
	personId: string | null;
	account: string | null;
}

/** The questions that each module answers (ARCHITECTURE.md). Silence is an error; a test walks them all. */
export interface FanalModule {
	/** 1. Who are you? */
	id: string;
	name: string;
	sentence: string;
	/** French path of its first page. */
	path: string;
	dependsOn: string[];
	/** 2. What are your objects? */
	objects: Answer<ObjectKind>;
	/** 3. Who may do what? */
	permissions: Answer<Permission>;
	/** 3b. Which roles do your dated records give to a person, on the day of the context? */
	grants?: (ctx: Context, person: Holder) => Promise<Grant[]>;
	/** 3b bis. Why may what this unit of work has just written not stand, whichever door it came by? Asked before the commit; empty when it may. */
	refusesWritten?: (
		ctx: Context,
		listGrants: (ctx: Context, person: Holder) => Promise<Grant[]>
	) => Promise<Refusal[]>;
	/** 3c. What may be shown to somebody without an account, by a signed link to one record? */
	guests?: GuestView[];
	/** 4. Where do you appear? */
	navigation?: NavigationEntry[];
	/** 4b. What waits for somebody? */
	waiting?: (ctx: Context) => Promise<WaitingItem[]>;
	/** 6. What is dated in you? */
	calendar?: (ctx: Context, period: Period) => Promise<CalendarEntry[]>;
	/** 6b. What do you tell on the page of an organisation, a person, a group, a meeting, a project? One bounded query each. */
	panels?: (ctx: Context, subject: PanelSubject) => Promise<Panel[]>;
	/** 7. What can happen in you? Creation and change of each kind are told by the kernel. */
	events: Answer<EventDefinition>;
	/** 9. What personal data do you hold? */
	personalData: Answer<PersonalData>;
	/** 9b. Who is somebody to you: which accounts, which addresses? */
	knows?: (ctx: Context, who: SoughtPerson) => Promise<Partial<Subject>>;
	/** 9c. Why may this person not be erased yet? Empty when they may. */
	refusesErasure?: (ctx: Context, who: Subject) => Promise<Refusal[]>;
	/** 10. What do you tell? */
	metrics: Answer<Metric>;
	documents: Answer<DocumentContribution>;
	/** 10a. Which years have an edition, and at which day are their data cut off (`YYYY-MM-DD`)? */
	editions?: (ctx: Context) => Promise<{ year: number; cutOffOn: string }[]>;
	/** 10b. Figures defined by records (one per external measure). */
	dynamicMetrics?: (ctx: Context) => Promise<Metric[]>;
	/** 12. What must be done regularly? */
	jobs?: Job[];
	/** 12b. To whom can mails be written? */
	recipients?: (ctx: Context) => Promise<Recipient[]>;
	/** 13. What can enter and leave? */
	exchange: Answer<AnyKind>;
	/** 13b. What must be derived once all rows of an import are in? Idempotent. */
	afterImport?: (ctx: Context) => Promise<void>;
	/** 14. What do you doubt? */
	doubts?: Doubt[];
}

/** The answers of a list, or an empty list for a reasoned none. */
export function answers<T>(answer: Answer<T>): T[] {
	return Array.isArray(answer) ? answer : [];
}
