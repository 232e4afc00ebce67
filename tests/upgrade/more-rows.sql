-- Rows of the tables that no import fills, written before the schema of today is kept as a fixture.
INSERT INTO access_guest_link (id, kind, record_id, guest, lent_by, lent_at, expires_at)
SELECT '0199a000-0000-7000-8000-0000000000aa', 'meeting', id, 'Mairie de Caudry', 'Ada Martin',
	'2024-03-13T11:00:00Z', '2024-04-12T11:00:00Z'
FROM meetings_meeting ORDER BY code LIMIT 1;
