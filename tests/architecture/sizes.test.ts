import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programOf } from '../../scripts/sources/files.mjs';
import { longFunctions } from '../../scripts/sources/functions.mjs';

function component(lines: string[]): string {
	const path = join(mkdtempSync(join(tmpdir(), 'fanal-sizes-')), 'Lamp.svelte');
	writeFileSync(path, lines.join('\n'));
	return path;
}

test('a long function is told by its name and line, in a component too', () => {
	const path = component([
		'<p>Feu</p>',
		'<script lang="ts">',
		'const light = () => {',
		...Array.from({ length: 4 }, () => '\tturn();'),
		'};',
		'function turn() {}',
		'</script>'
	]);
	expect(longFunctions(programOf(path), 5)).toEqual([{ name: 'light', line: 3, lines: 6 }]);
	expect(longFunctions(programOf(path), 6)).toEqual([]);
});
