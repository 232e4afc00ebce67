import { expect, test } from 'vitest';
import pg from 'pg';
import { closePools } from '#core/server/database.ts';
import { migrateAll } from '#core/server/migrate.ts';
import { createEmptyDatabase } from '../setup/database.ts';
import { listFixtures, loadFixture } from './landed.ts';

const SHEETS = ['0199a001-0000-7000-8000-0000000000f1', '0199a002-0000-7000-8000-0000000000f2'];

test('answers given without a name before today lose their hour, their number and their line of the journal, and stay', async () => {
	const fixture = (await listFixtures()).find((one) => one.name.endsWith('_questionnaires'));
	if (!fixture) throw new Error('the fixture of questionnaires is gone');
	const database = await createEmptyDatabase();
	const client = new pg.Client({ connectionString: database.url });
	try {
		await loadFixture(fixture, 'balise', database.url);
		await client.connect();
		await client.query('SET search_path TO c_balise');
		for (const [index, id] of SHEETS.entries()) {
			await client.query(
				`INSERT INTO questionnaires_sheet (id, audience, code, questionnaire_id, answered_on)
				SELECT $1, 'team', code || $2, id, '2023-05-11' FROM questionnaires_questionnaire`,
				[id, `-${String(index + 7)}`]
			);
			await client.query(
				`INSERT INTO questionnaires_answer (id, audience, sheet_id, question_id, value)
				SELECT gen_random_uuid(), 'team', $1, id, 'Contre' FROM questionnaires_question LIMIT 1`,
				[id]
			);
			await client.query(
				`INSERT INTO core_journal (id, at, actor, event, kind, record_id)
				VALUES (gen_random_uuid(), now(), 'réponse sans nom', 'answerSheet.created', 'answerSheet', $1)`,
				[id]
			);
		}
		await client.query('RESET search_path');
		await migrateAll(database.url);

		await client.query('SET search_path TO c_balise');
		const { rows } = await client.query<Record<string, string>>(
			`SELECT s.id::text, s.code, s.answered_on, (s.created_at = q.created_at)::text AS alike, a.value
			FROM questionnaires_sheet s JOIN questionnaires_questionnaire q ON q.id = s.questionnaire_id
			JOIN questionnaires_answer a ON a.sheet_id = s.id WHERE s.respondent IS NULL AND s.person_id IS NULL`
		);
		expect(rows.map((one) => one['value'])).toEqual(['Contre', 'Contre']);
		for (const row of rows) {
			expect(SHEETS).not.toContain(row['id']);
			expect(row).toMatchObject({ answered_on: '2023', alike: 'true' });
			expect(row['code']).toMatch(/^questionnaire-1-[\da-f]{12}$/);
		}
		const told = await client.query('SELECT 1 FROM core_journal WHERE record_id = ANY($1)', [
			SHEETS
		]);
		expect(told.rowCount).toBe(0);
		const named = await client.query('SELECT 1 FROM questionnaires_sheet WHERE code = $1', [
			'sheet-1'
		]);
		expect(named.rowCount).toBe(1);
	} finally {
		await client.end();
		await closePools();
		await database.drop();
	}
});
