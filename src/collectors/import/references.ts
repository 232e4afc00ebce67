import type { Column } from '#core/cells.ts';

/** Codes already known for a kind: identifier by code, and the codes of refused lines. */
export interface KnownCodes {
	ids: Map<string, string>;
	refused: Set<string>;
	/** The file that brings them. */
	file: string;
	/** True when it could not be read at all. */
	unread: boolean;
	/** Codes of records that somebody took away on screen, and that stay so → why. */
	away: Map<string, string>;
}

/** Codes of a cell → identifiers; refuses a code that no row bears, or whose row is itself refused; tells one whose record is away. */
export function resolveCodes(
	value: unknown,
	column: Column,
	known: KnownCodes | undefined
): { value: unknown } | { refusal: string } | { away: string } {
	const codes = Array.isArray(value) ? value.map(String) : [String(value)];
	const ids: string[] = [];
	for (const code of codes) {
		const id = known?.ids.get(code);
		if (id) {
			ids.push(id);
			continue;
		}
		const away = known?.away.get(code);
		if (away) return { away: `renvoie à « ${code} », ${away}` };
		if (known?.unread) {
			return { refusal: `renvoie à « ${code} », dont la feuille (${known.file}) est refusée` };
		}
		return {
			refusal: known?.refused.has(code)
				? `renvoie à « ${code} », dont la ligne est elle-même refusée`
				: `renvoie à « ${code} », qui n’existe pas : corrigez le code, ou ajoutez sa ligne à ${known?.file ?? 'son fichier'}`
		};
	}
	return { value: column.type.many ? ids : ids[0] };
}
