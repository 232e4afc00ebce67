import { formatPartialDate, precisionOf, type PartialDate } from '#core/partial-date.ts';
import { enumerated } from '#core/words.ts';

/** When something happened, inside a sentence: "le 12 mars 2023", "en mars 2023", "au 2e trimestre 2023". */
export function moment(date: PartialDate): string {
	const words = formatPartialDate(date);
	switch (precisionOf(date)) {
		case 'day':
			return `le ${words}`;
		case 'quarter':
		case 'half':
			return `au ${words}`;
		case 'month':
		case 'year':
			return `en ${words}`;
	}
}

/** What ties a group to those it comes from or gave birth to. */
export interface Kinship {
	nature: 'split' | 'merger' | 'sequel';
	/** The group told of is the one that was born. */
	born: boolean;
	on: PartialDate | null;
	reason: string | null;
	/** Titles of the other groups, with « ». */
	others: string[];
}

/** One French sentence, up to the names of the other groups, and what follows them. */
export function kinshipSentence(tie: Kinship): string {
	const when = tie.on ? ` ${moment(tie.on)}` : '';
	const names = enumerated(tie.others);
	const reason = tie.reason ? ` Raison donnée : ${closed(tie.reason)}` : '';
	return `${clause(tie, names, when)}${reason}`;
}

function clause(tie: Kinship, names: string, when: string): string {
	const several = tie.others.length > 1;
	if (tie.nature === 'split') {
		return tie.born
			? `Ce groupe est né${when} de la scission de ${names}.`
			: `Ce groupe s’est scindé${when} : ${names} en ${several ? 'sont issus' : 'est issu'}.`;
	}
	if (tie.nature === 'merger') {
		return tie.born
			? `Ce groupe est né${when} de la réunion de ${names}${several ? '' : ' avec d’autres travaux'}.`
			: `Ce groupe a été réuni à d’autres${when}, dans ${names}.`;
	}
	return tie.born
		? `Ce groupe prend${when} la suite de ${names}.`
		: `${names} ${several ? 'ont pris' : 'a pris'}${when} la suite de ce groupe.`;
}

function closed(text: string): string {
	return /[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
