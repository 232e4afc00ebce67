import { readdir } from 'node:fs/promises';
import type { AnyKind } from '#core/server/kinds.ts';
import { kinds } from '#modules/all.ts';
import { readCsv, type LineRefusal, type Sheet } from './read-csv.ts';
import { readWorkbook, type Workbook } from './read-workbook.ts';

/** The workbook that may hold all lists at once, each in the sheet that bears its name. */
const WHOLE = 'classeur.xlsx';

/** One list of the folder, not read yet. */
export interface WaitingSheet {
	kind: AnyKind;
	/** File of the folder, for the progress. */
	file: string;
	read: () => Promise<Sheet | LineRefusal[]>;
}

/**
 * The lists of a folder: `organisations.csv`, `organisations.xlsx`, or the sheet « organisations » of
 * `classeur.xlsx`; each once, in the order of an import. Refuses unknown files and sheets, and lists given twice.
 */
export async function listSheets(
	folder: string
): Promise<{ sheets: WaitingSheet[]; refusals: LineRefusal[] }> {
	const refusals: LineRefusal[] = [];
	const found = new Map<AnyKind, WaitingSheet[]>();
	const add = (sheet: WaitingSheet) =>
		found.set(sheet.kind, [...(found.get(sheet.kind) ?? []), sheet]);
	const names = (await readdir(folder)).filter((name) => /^[^~].*\.(?:csv|xlsx)$/i.test(name));
	for (const name of names.sort()) {
		const kind = kinds.find((one) => stemOf(one) === name.replace(/\.(?:csv|xlsx)$/, ''));
		if (name === WHOLE) {
			const whole = await readWorkbook(folder, WHOLE);
			if (Array.isArray(whole)) refusals.push(...whole);
			else for (const sheet of sheetsOf(whole, refusals)) add(sheet);
		} else if (!kind) refusals.push(unknownFile(name));
		else add({ kind, file: name, read: () => readAlone(folder, name, kind) });
	}
	for (const [kind, several] of found) if (several.length > 1) refusals.push(twice(kind, several));
	const sheets = kinds.flatMap((kind) => found.get(kind)?.slice(0, 1) ?? []);
	return { sheets, refusals };
}

function sheetsOf(workbook: Workbook, refusals: LineRefusal[]): WaitingSheet[] {
	return workbook.names.flatMap((name) => {
		const kind = kinds.find((one) => stemOf(one) === name);
		if (kind) {
			return [{ kind, file: WHOLE, read: () => Promise.resolve(workbook.read(name)) }];
		}
		refusals.push({
			file: WHOLE,
			message: `a une feuille « ${name} », qui n’est pas une liste connue : renommez-la ou retirez-la. Listes possibles : ${listOf(stemOf)}.`
		});
		return [];
	});
}

async function readAlone(
	folder: string,
	file: string,
	kind: AnyKind
): Promise<Sheet | LineRefusal[]> {
	if (!file.endsWith('.xlsx')) {
		const csv = await readCsv(folder, file);
		return 'message' in csv ? [csv] : csv;
	}
	const workbook = await readWorkbook(folder, file);
	if (Array.isArray(workbook)) return workbook;
	const [only, ...others] = workbook.names;
	const name = workbook.names.find((one) => one === stemOf(kind));
	if (name !== undefined) return workbook.read(name);
	if (only !== undefined && others.length === 0) return workbook.read(only);
	return [
		{
			file,
			message: `a plusieurs feuilles : nommez « ${stemOf(kind)} » celle qui est à importer.`
		}
	];
}

const stemOf = (kind: AnyKind) => kind.file.replace(/\.csv$/, '');

const listOf = (name: (kind: AnyKind) => string) => kinds.map(name).sort().join(', ');

function unknownFile(name: string): LineRefusal {
	const list = listOf((kind) => kind.file);
	return {
		file: name,
		message: `n’est pas un fichier connu : renommez-le ou retirez-le. Fichiers possibles (ou leur nom en .xlsx, ou ${WHOLE}) : ${list}.`
	};
}

function twice(kind: AnyKind, several: WaitingSheet[]): LineRefusal {
	const files = several.map((one) => one.file).join(' et ');
	return {
		file: kind.file,
		message: `est donné deux fois, par ${files} : gardez-en un seul.`
	};
}
