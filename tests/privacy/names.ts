import type { Context } from '#core/server/context.ts';
import { queueMail } from '#core/server/mail.ts';
import { storedColumns } from '#core/server/privacy/catalogue.ts';
import { journal } from '#core/server/tables.ts';
import { guestLink } from '#modules/access/server/tables.ts';
import { document } from '#modules/documents/server/tables.ts';
import { group } from '#modules/groups/index.ts';
import { meeting, minutes } from '#modules/meetings/server/tables.ts';
import { need } from '#modules/needs/server/tables.ts';
import { person } from '#modules/network/index.ts';
import { project } from '#modules/projects/server/tables.ts';
import { sql } from 'drizzle-orm';

/** First and last names of the world; those of the adversary first. None is anybody's. */
export const NAMES: [first: string | null, last: string][] = [
	['Rosalinda', 'Garciána-Ruíz'],
	['Hortensine', 'Lecœurbon'],
	['Philomène', 'd’Aumalouse'],
	['Bronisław', 'Wałęsiakov'],
	['Joãoquim', 'Conceiçãozo'],
	['Gülşahn', 'Yıldırımoğ'],
	[null, 'Mononymax'],
	['Marie Claude', 'De La Tourbière'],
	['Ernestine', 'Effacablova'],
	['Jean-Éricx', 'L’Hermitez'],
	['Łucjana', 'Żółćińska'],
	['İbrahimo', 'Işıkçıoğlu'],
	['Þórdísa', 'Ægirsdóttirx'],
	['Bjørnulf', 'Ødegårdsenz'],
	['Jürgenz', 'Weißmüllerov'],
	['Đorđen', 'Šćepanovićz'],
	['Nguyễnette', 'Thị Phươngax'],
	['Oleksándre', 'Лук’яненков'],
	['Алёнушка', 'Щербакёвина'],
	['Γεωργίαννα', 'Παπαδοπούλους'],
	['مُحمَّدان', 'الأنصاريون'],
	['שׁירהלי', 'בן־דודוביץ'],
	['花子美', '山田原'],
	['민수현', '김박이'],
	['สมชายา', 'ใจดีงาม'],
	['राजेशा', 'शर्माणी'],
	['Ng', 'Dlamini-Mkhizex'],
	['Kwabénã', 'Agyɛmanŋ'],
	['Siobhána', 'O’Súilleabháinx'],
	['Ana María', 'de los Ángelesz Núñez'],
	['Ștefănica', 'Țurcanuz'],
	['Kealohi', 'Kaʻaukaix'],
	['Zoë-Anaïs', 'Saint-Éloïx'],
	['Aşḱar', 'Həsənovaz'],
	['ﬁnnian', 'Straßeﬂor']
];

export const whole = ([first, last]: (typeof NAMES)[number]) => (first ? `${first} ${last}` : last);

/** Latin letters as a keyboard without accents gives them. */
function bare(text: string): string {
	return text
		.replace(/œ/gi, 'oe')
		.replace(/æ/gi, 'ae')
		.replace(/ß/g, 'ss')
		.replace(/þ/gi, 'th')
		.replace(/[łŁ]/g, 'l')
		.replace(/[øØ]/g, 'o')
		.replace(/[đĐ]/g, 'd')
		.replace(/ı/g, 'i')
		.replace(/ŋ/g, 'n')
		.replace(/[ɛə]/g, 'e')
		.normalize('NFKD')
		.replace(/\p{M}/gu, '');
}

const slug = (text: string) =>
	bare(text)
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');

type Write = (name: (typeof NAMES)[number]) => string;
/** Ways in which people and machines write a name. */
export const SPELLINGS: Record<string, Write> = {
	'as it is': whole,
	'in capitals': (name) => whole(name).toUpperCase(),
	'in Turkish capitals': (name) => whole(name).toLocaleUpperCase('tr'),
	'in small letters': (name) => whole(name).toLowerCase(),
	'without accents': (name) => bare(whole(name)),
	decomposed: (name) => whole(name).normalize('NFD'),
	'with a straight apostrophe': (name) => whole(name).replace(/[’ʻ]/g, "'"),
	'last name first': ([first, last]) => (first ? `${last} ${first}` : last),
	'last name, comma': ([first, last]) => (first ? `${last.toUpperCase()}, ${first}` : last),
	'over two lines': (name) => whole(name).replace(' ', '\n'),
	'with wide blanks': (name) => whole(name).replaceAll(' ', '\u00a0 \u202f'),
	'without hyphens': (name) => whole(name).replaceAll('-', ' '),
	'with long hyphens': (name) => whole(name).replaceAll('-', '\u2011'),
	'with hidden signs': (name) => [...whole(name)].join('\u00ad'),
	'in the name of a file': (name) => `Convention_${whole(name).replaceAll(' ', '_')}_2024.pdf`,
	'as a code': (name) => `projet-${slug(whole(name))}`,
	'in an address of mail': (name) => `${slug(whole(name)).replaceAll('-', '.')}@example.org`,
	'in an address of page': (name) => `/fichiers/${encodeURIComponent(whole(name))}.pdf`,
	'in one word': (name) => whole(name).replace(/[\s'’ʻ-]/g, '')
};

const paragraph = (...content: object[]) =>
	({ type: 'doc', content: [{ type: 'paragraph', content }] }) as never; // a document of the editor
const text = (words: string, ...marks: object[]) => ({
	type: 'text',
	text: words,
	...(marks.length > 0 ? { marks } : {})
});

/** Half of the words in bold. */
function halfInBold(words: string) {
	const signs = [...words];
	const half = Math.ceil(signs.length / 2);
	const begins = signs.slice(0, half).join('');
	const ends = signs.slice(half).join('');
	return paragraph(
		text('Vu '),
		text(begins, { type: 'strong' }),
		...(ends ? [text(ends)] : []),
		text(' hier.')
	);
}

/** Writes the words wherever people and the program write some; all under codes that differ. */
export async function writeEverywhere(ctx: Context, name: (typeof NAMES)[number], words: string) {
	const { db } = ctx;
	const said = `Vu ${words} hier.`;
	const code = slug(whole(name));
	const [one] = await db
		.insert(meeting)
		.values({
			audience: 'public',
			code: `reunion-${code}`,
			title: said,
			type: 'encounter',
			on: '2024-01-10' as never,
			state: 'held',
			place: said
		})
		.returning({ id: meeting.id });
	const meetingId = one?.id ?? '';
	await db
		.insert(minutes)
		.values({ audience: 'public', meetingId, state: 'draft', text: halfInBold(words) });
	const [made] = await db
		.insert(project)
		.values({
			audience: 'public',
			code: `projet-${code}`,
			name: said,
			nature: 'cooperation' as never,
			stage: 'idea' as never,
			summary: paragraph(
				text('Lire ', {
					type: 'link',
					attrs: { href: `https://example.org/${encodeURIComponent(words)}` }
				})
			)
		})
		.returning({ id: project.id });
	await db.insert(project).values({
		audience: 'public',
		code: 'projet-personne-effacee',
		name: 'Un autre',
		nature: 'cooperation' as never,
		stage: 'idea' as never
	});
	await db.insert(need).values({
		audience: 'public',
		code: `besoin-${code}`,
		sense: 'need',
		title: said,
		words: said,
		state: 'open' as never,
		theme: 'mobility' as never,
		voice: 'member' as never
	});
	await db.insert(group).values({
		audience: 'public',
		code: `gt-${code}`,
		name: said,
		type: 'workingGroup',
		circle: 'ptce',
		purpose: halfInBold(words)
	});
	await db.insert(document).values({
		code: `document-${code}`,
		title: said,
		nature: 'other',
		file: `fichiers/${'a'.repeat(64)}/${words}.pdf`,
		audience: `group:gt-${code}`
	});
	await db.insert(guestLink).values({
		kind: 'meeting',
		recordId: meetingId,
		guest: 'Une autre',
		lentBy: 'Zoé',
		lentAt: ctx.now,
		expiresAt: ctx.now,
		comment: said
	});
	await db.insert(journal).values([
		{
			at: ctx.now,
			actor: 'Zoé',
			event: 'project.changed',
			kind: 'project',
			recordId: made?.id ?? '',
			data: { name: ['Un projet', said], summary: [null, halfInBold(words)] }
		},
		{ at: ctx.now, actor: words, event: 'import.done', data: { by: said } }
	]);
	const mail = {
		action: { label: 'Lire', path: `/projets/projet-${code}` },
		category: 'notice' as const
	};
	await queueMail(ctx, {
		...mail,
		subject: said,
		text: [said, { list: [{ text: words }] }],
		to: { address: 'zoe@example.org', name: 'Zoé' }
	});
	await queueMail(ctx, {
		...mail,
		subject: 'Un lien',
		text: ['Bonjour'],
		to: { address: 'chez-moi@example.org', name: whole(name) }
	});
}

export async function somebody(ctx: Context, [firstName, lastName]: (typeof NAMES)[number]) {
	await ctx.db.insert(person).values({ audience: 'public', code: 'qui-part', firstName, lastName });
}

/** Letters alone, folded: written apart from the program, which it judges. */
export function lettersOf(value: string): string {
	let read = value;
	try {
		read = decodeURIComponent(value);
	} catch {
		// not an address: read as it stands
	}
	return bare(bare(read).toLowerCase())
		.replace(/ς/g, 'σ')
		.replace(/[^\p{L}\p{N}]|\p{Lm}/gu, '');
}

/** Every text of a value: the words of a rich text as they are read, its other texts one by one. */
function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) {
		const pieces: unknown[] = value;
		const read = pieces.map((piece) => (piece as { text?: string } | null)?.text ?? '').join('');
		return [read, ...pieces.flatMap(textsOf)];
	}
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

/** Places (`table.column`) of the whole database that hold one of these folded words; search, refreshed later, apart. */
export async function placesOf(ctx: Context, words: string[]): Promise<string[]> {
	const found = new Set<string>();
	const tables = new Set((await storedColumns(ctx)).map((one) => one.table));
	for (const table of tables) {
		if (table === 'core_search_entry') continue;
		const { rows } = await ctx.db.execute<{ row: Record<string, unknown> }>(
			sql`SELECT to_jsonb(one) AS row FROM ${sql.identifier(table)} one`
		);
		for (const { row } of rows)
			for (const [column, value] of Object.entries(row))
				for (const one of textsOf(value)) {
					const letters = lettersOf(one);
					if (words.some((word) => letters.includes(word))) found.add(`${table}.${column}`);
				}
	}
	return [...found];
}
