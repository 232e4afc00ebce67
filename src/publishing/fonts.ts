import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PACKAGE = '@expo-google-fonts/atkinson-hyperlegible-next';

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
	return join(fontFolder(), FACES[face], `AtkinsonHyperlegibleNext_${FACES[face]}.ttf`);
}

/** The TTF of a face. */
export function fontBytes(face: Face): Buffer {
	return readFileSync(fontFile(face));
}

/** Every face, for a renderer that picks by weight and slant. */
export function allFaces(): Face[] {
	return Object.keys(FACES) as Face[]; // keys of the constant above
}

let folder: string | null = null;

/**
 * Folder of the font package: as Node resolves it from here, which also holds once bundled under the root of
 * the program; else under `FANAL_ROOT`; else under the working directory.
 */
function fontFolder(): string {
	folder ??=
		resolved() ?? [process.env['FANAL_ROOT'], process.cwd()].map(under).find(existsSync) ?? null;
	if (folder === null) throw new Error(`the fonts are not installed: ${PACKAGE}`);
	return folder;
}

function resolved(): string | null {
	try {
		return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
	} catch {
		// Not resolvable from a bundle moved elsewhere: the folders that follow are tried.
		return null;
	}
}

function under(root = ''): string {
	return join(root, 'node_modules', PACKAGE);
}
