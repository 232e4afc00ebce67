import type { Block, Inline } from '#core/blocks.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { formatNumber } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import { counted } from '#core/words.ts';
import { epciNature } from '../labels.ts';
import { epciOn } from '../rules.ts';
import { findOfficialEpci, VINTAGE } from './official-lists.ts';
import { getEpci, listMemberships, type EpciLine } from './queries.ts';
import { commune } from './tables.ts';

const PAGE = 30;
const MISSING = { text: 'non renseignée', missing: true } as const;

/** The page of one EPCI: what it is, then a page of its communes. Refuses (404) an unknown SIREN. */
export async function epciPage(
	ctx: Context,
	siren: string,
	page: number,
	organisationPath: (code: string) => string
): Promise<{ title: string; lead: string | null; blocks: Block[]; more: boolean }> {
	const day = `${String(ctx.collective.settings.year)}-12-31`;
	const epci = await getEpci(ctx, siren, day);
	const start = (page - 1) * PAGE;
	return {
		title: epci.name,
		lead: epci.usualName === epci.name ? null : epci.usualName,
		blocks: [
			...(page === 1
				? [facts(epci, organisationPath), ...(await exceptions(ctx, siren, day))]
				: []),
			communeTable(epci, start, day)
		],
		more: epci.communes.length > start + PAGE
	};
}

function facts(epci: EpciLine, organisationPath: (code: string) => string): Block {
	const directory: { label: string; value: Inline }[] = epci.organisationCode
		? [
				{
					label: 'Annuaire',
					value: { text: 'sa fiche', href: organisationPath(epci.organisationCode) }
				}
			]
		: [];
	return {
		kind: 'facts',
		title: 'En bref',
		entries: [
			{ label: 'Nature', value: epci.nature ? epciNature(epci.nature) : MISSING },
			{ label: 'Sigle', value: epci.acronym ?? { text: 'sans sigle', missing: true } },
			{ label: 'SIREN', value: epci.code },
			{
				label: `Population municipale ${String(VINTAGE)}`,
				value:
					epci.population === null
						? MISSING
						: `${formatNumber(epci.population)} habitants, toutes communes comprises`
			},
			...directory
		]
	};
}

/** Communes that the official list of today gives to this EPCI, and that were elsewhere on the day. */
async function exceptions(ctx: Context, siren: string, day: string): Promise<Block[]> {
	const official = new Set(findOfficialEpci(siren)?.communes ?? []);
	const memberships = await listMemberships(ctx);
	const names = await ctx.db.select({ code: commune.code, name: commune.name }).from(commune);
	const away = names.flatMap(({ code, name }) => {
		const there = epciOn(memberships, code, day);
		return official.has(code) && there && there !== siren
			? [`${name} (${findOfficialEpci(there)?.name ?? there})`]
			: [];
	});
	if (away.length === 0) return [];
	return [
		{
			kind: 'notice',
			tone: 'neutral',
			text: `${counted(away.length, 'commune')} de cette intercommunalité en ${String(VINTAGE)} ${away.length > 1 ? 'étaient' : 'était'} dans une autre au ${formatPartialDate(partialDate(day))} : ${away.join(', ')}.`
		}
	];
}

function communeTable(epci: EpciLine, start: number, day: string): Block {
	const rows = epci.communes.slice(start, start + PAGE);
	return {
		kind: 'table',
		caption: `${counted(epci.communes.length, 'commune du périmètre', 'communes du périmètre')} au ${formatPartialDate(partialDate(day))}`,
		columns: [
			{ label: 'Commune', width: 3 },
			{ label: 'Code postal' },
			{ label: 'Population municipale', align: 'right' }
		],
		rows: rows.map((one) => [
			[one.name, { record: { kind: 'commune', id: one.id, name: one.name } }],
			one.postalCodes.length > 0 ? one.postalCodes.join(', ') : MISSING,
			one.population === null ? MISSING : formatNumber(one.population)
		]),
		note: `Populations municipales des communes, millésime ${String(VINTAGE)} (INSEE).`
	};
}
