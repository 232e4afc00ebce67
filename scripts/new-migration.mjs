// Writes the SQL of what tables.ts say and migrations do not have yet.
//   node scripts/new-migration.mjs decisions_add_quorum     named by its intent
// Landed migrations are never edited; each has its fixture (scripts/new-upgrade-fixture.mjs).
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const name = process.argv[2];
if (!name) {
	console.error('Nom attendu : node scripts/new-migration.mjs intention_de_la_migration');
	process.exit(2);
}
for (const set of ['platform', 'collective']) {
	const folder = join('migrations', set);
	const run = spawnSync(
		process.execPath,
		[
			'node_modules/drizzle-kit/bin.cjs',
			'generate',
			'--config',
			`drizzle.${set}.config.ts`,
			'--name',
			name
		],
		{ stdio: 'inherit' }
	);
	if (run.status !== 0) process.exit(run.status ?? 1);
	if (set === 'collective') {
		// Tables live in the schema of each collective: the search path decides, so no schema is named.
		for (const file of readdirSync(folder).filter((one) => one.endsWith('.sql'))) {
			const path = join(folder, file);
			const sql = readFileSync(path, 'utf8');
			if (sql.includes('"public".')) writeFileSync(path, sql.replaceAll('"public".', ''));
		}
	}
}
