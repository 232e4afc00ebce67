import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const SCOPE = '@expo-google-fonts';
const PACKAGE = 'atkinson-hyperlegible-next';

/** Families that draw what the font of texts lacks, in the order they are tried; SIL Open Font License 1.1. */
const OTHERS: [string, string][] = [
	['Noto Sans', 'noto-sans'],
	['Noto Sans Arabic', 'noto-sans-arabic'],
	['Noto Sans Hebrew', 'noto-sans-hebrew'],
	['Noto Sans Devanagari', 'noto-sans-devanagari'],
	['Noto Sans Tifinagh', 'noto-sans-tifinagh'],
	['Noto Emoji', 'noto-emoji'],
	['Noto Sans Symbols 2', 'noto-sans-symbols-2'],
	['Noto Sans Symbols', 'noto-sans-symbols']
];

const FAMILY = 'Atkinson Hyperlegible Next';

/** Faces embedded in files: Atkinson Hyperlegible Next, SIL Open Font License 1.1. */
const FACES = {
	regular: '400Regular',
	italic: '400Regular_Italic',
	semiBold: '600SemiBold',
	bold: '700Bold',
	boldItalic: '700Bold_Italic',
	extraBold: '800ExtraBold'
} as const;

export type Face = keyof typeof FACES;

/** Path of the TTF of a face. */
export function fontFile(face: Face): string {
	return join(fontFolder(PACKAGE), FACES[face], `AtkinsonHyperlegibleNext_${FACES[face]}.ttf`);
}

/** The TTF of a face. */
export function fontBytes(face: Face): Buffer {
	return readFileSync(fontFile(face));
}

/** Every face, for a renderer that picks by weight and slant. */
export function allFaces(): Face[] {
	return Object.keys(FACES) as Face[]; // keys of the constant above
}

/** A family of fonts: its name, and the bytes of its regular face. */
export interface FontFamily {
	family: string;
	bytes: () => Buffer;
}

/** The font of texts, then those that draw what it lacks: symbols, emoji, other scripts. */
export function fontFamilies(): FontFamily[] {
	return [
		{ family: FAMILY, bytes: () => fontBytes('regular') },
		...otherFiles().map(({ family, file }) => ({ family, bytes: () => readFileSync(file) }))
	];
}

/** Paths of the TTF that draw what the font of texts lacks. */
export function otherFiles(): { family: string; file: string }[] {
	return OTHERS.map(([family, name]) => ({
		family,
		file: join(fontFolder(name), '400Regular', `${family.replaceAll(' ', '')}_400Regular.ttf`)
	}));
}

const folders = new Map<string, string>();

/**
 * Folder of a font package: as Node resolves it from here, which also holds once bundled under the root of
 * the program; else under `FANAL_ROOT`; else under the working directory.
 */
function fontFolder(name: string): string {
	const folder =
		folders.get(name) ??
		resolved(name) ??
		[process.env['FANAL_ROOT'], process.cwd()].map((root) => under(name, root)).find(existsSync);
	if (folder === undefined) throw new Error(`the fonts are not installed: ${SCOPE}/${name}`);
	folders.set(name, folder);
	return folder;
}

function resolved(name: string): string | null {
	try {
		return dirname(createRequire(import.meta.url).resolve(`${SCOPE}/${name}/package.json`));
	} catch {
		// Not resolvable from a bundle moved elsewhere: the folders that follow are tried.
		return null;
	}
}

function under(name: string, root = ''): string {
	return join(root, 'node_modules', SCOPE, name);
}
