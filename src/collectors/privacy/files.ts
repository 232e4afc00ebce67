import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { renderHtmlBlocks } from '#publishing/index.ts';
import { purposeBlocks, textBlocks } from './blocks.ts';
import { NOT_COUNTED, NOT_COUNTED_FOR_TEAM, type OwnTexts } from './own-texts.ts';
import type { ToldPurpose } from './own-data.ts';

interface Whole {
	name: string;
	purposes: ToldPurpose[];
	texts: OwnTexts;
	/** Asked by the person themselves, rather than by the team on their behalf. */
	isOwn: boolean;
}

/** Everything on somebody, for a machine (GDPR, article 20): UTF-8 JSON with French names. */
export function asJson(ctx: Context, { name, purposes, texts, isOwn }: Whole): string {
	const whole = {
		personne: name,
		collectif: ctx.collective.settings.fullName,
		etabli_le: ctx.today,
		traitements: purposes.map(({ module, data, tables }) => ({
			systeme: module,
			finalite: data.purpose,
			base_legale: data.basis,
			destinataires: data.recipients,
			conservation: data.retention,
			origine: data.source,
			donnees: tables.map(({ label, rows, isForThemAlone }) => ({
				intitule: label,
				...(isForThemAlone ? { lues_par: 'la personne seule, dans son compte' } : {}),
				lignes: rows.map((row) =>
					Object.fromEntries(row.cells.map((cell) => [cell.label, cell.text]))
				)
			}))
		})),
		textes_qui_citent_ce_nom: texts.texts.map(({ label, home, extracts, keptBecause }) => ({
			sorte: label,
			titre: home?.title ?? null,
			adresse: home?.path ?? null,
			passages: extracts.map(({ before, name: met, after }) => `${before}${met}${after}`),
			garde_ce_nom_parce_que: keptBecause
		})),
		textes_reserves: texts.reserved,
		textes_reserves_non_comptes: isOwn ? NOT_COUNTED : NOT_COUNTED_FOR_TEAM
	};
	return `${JSON.stringify(whole, null, '\t')}\n`;
}

/** The same for people: one page that opens anywhere and calls nobody. */
export function asHtml(ctx: Context, { name, purposes, texts, isOwn }: Whole): string {
	const intro: Block = {
		kind: 'paragraph',
		runs: [
			`Tout ce que ${ctx.collective.settings.fullName} garde sur ${name} dans Fanal, au ${ctx.today}.`
		]
	};
	const title = `Données personnelles : ${name}`;
	const body = renderHtmlBlocks([
		intro,
		...purposeBlocks(purposes, { links: false }),
		...textBlocks(texts, { links: false, isOwn })
	]);
	return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>body{font:1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}dd{margin:0 0 .5rem}li{margin-bottom:.5rem}</style>
</head><body><main><h1>${escaped(title)}</h1>
${body}</main></body></html>
`;
}

function escaped(text: string): string {
	return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '');
}
