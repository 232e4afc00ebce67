import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { importFolder } from '#collectors/import/import-folder.ts';
import { importFolderOf } from '../world/folder.ts';

/** An archive of one sheet, whose table of contents says that it is small. */
function sheetOf(xml: string): Buffer {
	const name = Buffer.from('xl/worksheets/sheet1.xml');
	const packed = deflateRawSync(Buffer.from(xml));
	const local = Buffer.alloc(30);
	local.writeUInt32LE(0x04034b50, 0);
	local.writeUInt16LE(8, 8);
	local.writeUInt32LE(crc32(xml), 14);
	local.writeUInt32LE(packed.length, 18);
	local.writeUInt16LE(name.length, 26);
	const entry = Buffer.alloc(46);
	entry.writeUInt32LE(0x02014b50, 0);
	entry.writeUInt16LE(8, 10);
	entry.writeUInt32LE(packed.length, 20);
	entry.writeUInt32LE(100, 24);
	entry.writeUInt16LE(name.length, 28);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(1, 10);
	end.writeUInt32LE(30 + name.length + packed.length, 16);
	return Buffer.concat([local, name, packed, entry, name, end]);
}

const cell = (place: string) => `<c r="${place}"><v>1</v></c>`;

test.each([
	['unfolds to hundreds of megabytes', 'a'.repeat(70 * 1024 * 1024), 'plus de 64 Mo'],
	['holds too many cells', '<c><v>1</v></c>'.repeat(600_000), 'plus de 500 000 cases'],
	['stretches to the last row', cell('A1') + cell('A1048576'), 'la ligne 1 048 576'],
	['stretches to the last column', cell('A1') + cell('XFD1'), 'la 16 384e colonne']
])(
	'a small workbook that %s is refused before it is read, with what to do',
	async (_what, xml, said) => {
		const bytes = sheetOf(`<worksheet><sheetData><row r="1">${xml}</row></sheetData></worksheet>`);
		expect(bytes.length).toBeLessThan(400_000);
		const report = await importFolder(await importFolderOf({ 'organisations.xlsx': bytes }));
		expect(report.written).toBe(false);
		expect(report.refusals[0]?.file).toBe('organisations.xlsx');
		expect(report.refusals[0]?.message.replace(/\s/g, ' ')).toContain(said);
	}
);
