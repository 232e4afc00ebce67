import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import type { Row } from '#core/server/records.ts';
import { fieldsOf } from '#collectors/editing/fields.ts';

/** Texts of the sorts that no list proposes, for a kind of which the collective has no row yet, or whose key is official. */
const SAMPLES: Record<string, readonly string[]> = {
	date: ['18/09/2023'],
	jour: ['18/09/2023'],
	'code INSEE': ['75056', '13055', '69123', '31555', '44109', '67482', '33063', '35238'],
	SIREN: ['200000001', '200000002', '200000003', '200000004', '200000005']
};

/**
 * Texts of the form of a kind, by field: what is asked and required, or only what is required. Like a row that exists, with words of
 * ours; its key tells it from that row, by another choice at each try.
 */
export async function shortestForm(
	ctx: Context,
	kind: AnyKind,
	model: Row,
	{ text, turn, onlyRequired = false }: { text: string; turn: number; onlyRequired?: boolean }
): Promise<Record<string, string>> {
	const texts: Record<string, string> = {};
	for (const field of await fieldsOf(ctx, kind, model)) {
		const { name, required, control, type, value, values, choices } = field;
		if (!required && (onlyRequired || !kind.asks.includes(name))) continue;
		const another = choices[(turn * 7) % choices.length]?.code ?? '';
		const sample = SAMPLES[type]?.[turn % SAMPLES[type].length] ?? '';
		const isNew = kind.key.includes(name) && turn > 0;
		texts[name] = control === 'several' ? values.join(' | ') : value;
		if (control === 'file') texts[name] = '';
		if (required && !texts[name]) texts[name] = another || sample;
		if (isNew && value && another) texts[name] = another;
		if (kind.key.includes(name) && ['code INSEE', 'SIREN'].includes(type)) texts[name] = sample;
		if (control === 'long' || (type === 'texte' && name !== 'siret')) texts[name] = text;
		if (name === 'rank') texts[name] = '97';
		if (type === 'entier' && kind.key.includes(name)) texts[name] = '2031';
	}
	// A document has to be somewhere: by its address when it has no file.
	if (kind.columns['file'] && kind.columns['address'])
		texts['address'] = 'https://phare.example.org/lu';
	return texts;
}
