-- Rows of the tables that no import fills, written before the schema of today is kept as a fixture.
INSERT INTO access_guest_link (id, kind, record_id, guest, lent_by, lent_at, expires_at)
SELECT '0199a000-0000-7000-8000-0000000000aa', 'meeting', id, 'Mairie de Caudry', 'Ada Martin',
	'2024-03-13T11:00:00Z', '2024-04-12T11:00:00Z'
FROM meetings_meeting ORDER BY code LIMIT 1;
INSERT INTO core_mail (id, message_id, category, to_name, to_address, subject, text, action, created_at, created_by, state, tries, next_at)
VALUES ('0199a000-0000-7000-8000-0000000000b1', '<0199a000-0000-7000-8000-0000000000b1@example.org>', 'notice', 'Ada Martin',
	'ada@example.org', 'Le relevé de décisions est en ligne', '["Bonjour,", {"list": [{"text": "Bureau du 3 mars", "path": "/reunions/b1"}]}]',
	'{"label": "Lire", "path": "/reunions/b1"}', '2024-03-13T11:00:00Z', 'Zoé Petit', 'queued', 1, '2024-03-13T11:05:00Z');
INSERT INTO core_mail_step (id, mail_id, at, state, said, answer)
VALUES ('0199a000-0000-7000-8000-0000000000b2', '0199a000-0000-7000-8000-0000000000b1', '2024-03-13T11:00:30Z', 'queued',
	'Le serveur demande d’attendre.', '451 4.7.1 Greylisted');
INSERT INTO core_mail_rhythm (account, list, rhythm, changed_at) VALUES ('ada', 'all', 'daily', '2024-03-13T11:00:00Z');
INSERT INTO core_mail_told (account, list, until) VALUES ('ada', 'all', '2024-03-13T06:00:00Z');
INSERT INTO core_job_run (job, period, tries, next_at, done_at, said)
VALUES ('digest.daily', '2024-03-13', 1, '2024-03-13T06:00:00Z', '2024-03-13T06:00:02Z', 'Un résumé écrit.');
