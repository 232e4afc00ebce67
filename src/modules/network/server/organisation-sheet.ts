import type { Block, Inlines } from '#core/blocks.ts';
import { formatPartialDate, type PartialDate } from '#core/partial-date.ts';
import { formatNumber, formatQuantity } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { organisationNatures, roleFunctions } from '../labels.ts';
import { isOpenOn } from '../rules.ts';
import { getOrganisation } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;
type Organisation = Awaited<ReturnType<typeof getOrganisation>>;

/** The page of one organisation: facts, people, yearly sheets. Refuses (404) when absent or not for the actor. */
export async function organisationSheet(
	ctx: Context,
	code: string
): Promise<{
	id: string;
	title: string;
	lead: string | null;
	isMember: boolean;
	blocks: Block[];
}> {
	const one = await getOrganisation(ctx, code);
	const blocks: Block[] = [{ kind: 'facts', title: 'En bref', entries: facts(one) }];
	if (one.presentation) blocks.push({ kind: 'prose', text: one.presentation });
	if (one.roles.length > 0) blocks.push(people(one));
	if (one.sheets.length > 0) blocks.push(sheets(one));
	return {
		id: one.id,
		title: one.name,
		lead: one.fullName ?? one.activities,
		isMember: one.memberships.some((membership) => isOpenOn(membership, ctx.today)),
		blocks
	};
}

function facts(one: Organisation): { label: string; value: Inlines }[] {
	const address = [one.address, [one.postalCode, one.city].filter(Boolean).join(' ')]
		.filter(Boolean)
		.join(', ');
	const entries: { label: string; value: Inlines }[] = [
		{ label: 'Nature', value: labelOf(organisationNatures, one.nature) },
		{ label: 'Siège', value: address || MISSING },
		{ label: 'Activités', value: one.activities ?? MISSING }
	];
	if (one.commune)
		entries.push({
			label: 'Commune',
			value: [one.commune.name, one.commune.arrondissementName]
				.filter(Boolean)
				.join(', arrondissement de ')
		});
	if (one.foundedOn) entries.push({ label: 'Créée en', value: formatPartialDate(one.foundedOn) });
	if (one.founder) entries.push({ label: 'Fondée par', value: one.founder });
	if (one.website) entries.push({ label: 'Site', value: { text: one.website, href: one.website } });
	for (const membership of one.memberships) {
		entries.push({
			label: 'Adhésion',
			value: [
				period(membership.from, membership.until),
				membership.reason ? ` — ${membership.reason}` : '',
				{ record: { kind: 'membership', id: membership.id, name: 'l’adhésion' } }
			].filter((run) => run !== '')
		});
	}
	return entries;
}

function period(from: PartialDate | null, until: PartialDate | null): string {
	if (from && until) return `de ${formatPartialDate(from)} à ${formatPartialDate(until)}`;
	if (from) return `depuis ${formatPartialDate(from)}`;
	return until ? `jusqu’à ${formatPartialDate(until)}` : 'en cours, date d’entrée non renseignée';
}

function people(one: Organisation): Block {
	return {
		kind: 'table',
		caption: 'Personnes et fonctions',
		columns: [{ label: 'Nom' }, { label: 'Fonction' }, { label: 'Depuis' }],
		rows: one.roles.map((role) => [
			[
				{ text: role.person.name, href: role.person.path },
				{ record: { kind: 'role', id: role.id, name: role.person.name } }
			],
			[role.title ?? labelOf(roleFunctions, role.function), role.field].filter(Boolean).join(', '),
			role.from ? formatPartialDate(role.from) : MISSING
		])
	};
}

function sheets(one: Organisation): Block {
	return {
		kind: 'table',
		caption: 'Fiches annuelles',
		columns: [
			{ label: 'Année' },
			{ label: 'Emplois', align: 'right' },
			{ label: 'Dont insertion', align: 'right' },
			{ label: 'Chiffre d’affaires', align: 'right' },
			{ label: 'Budget', align: 'right' },
			{ label: 'Source' }
		],
		rows: one.sheets.map((sheet) => [
			[
				String(sheet.year),
				{ record: { kind: 'yearlySheet', id: sheet.id, name: `la fiche ${String(sheet.year)}` } }
			],
			sheet.jobs ? formatQuantity(sheet.jobs) : MISSING,
			sheet.insertionJobs ? formatQuantity(sheet.insertionJobs) : MISSING,
			sheet.turnoverCents === null ? MISSING : `${formatNumber(sheet.turnoverCents / 100)} €`,
			sheet.budgetCents === null ? MISSING : `${formatNumber(sheet.budgetCents / 100)} €`,
			[sheet.source, sheet.remark].filter(Boolean).join(' — ')
		])
	};
}
