-- Rows of the tables that no import fills, written before the schema of today is kept as a fixture.
INSERT INTO access_guest_link (id, kind, record_id, guest, lent_by, lent_at, expires_at, asks, answer, answered_version, answered_at)
SELECT '0199a000-0000-7000-8000-0000000000aa', 'meeting', id, 'Mairie de Caudry', 'Ada Martin',
	'2024-03-13T11:00:00Z', '2024-04-12T11:00:00Z', 'Ce compte rendu est-il exact ?', 'Je confirme', 1, '2024-03-14T11:00:00Z'
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
INSERT INTO network_person (id, code, first_name, last_name)
VALUES ('0199a000-0000-7000-8000-0000000000c8', 'invitee', 'Zoé', 'Invitée');
INSERT INTO accounts_user (id, name, email, email_verified, person_id)
VALUES ('0199a000-0000-7000-8000-0000000000c1', 'Zoé Invitée', 'zoe@example.org', true, '0199a000-0000-7000-8000-0000000000c8');
INSERT INTO accounts_administrator (user_id, granted_at, granted_by)
VALUES ('0199a000-0000-7000-8000-0000000000c1', '2024-03-13T11:00:00Z', 'exploitation');
INSERT INTO accounts_session (id, token, user_id, expires_at, door, on_behalf_of)
VALUES ('0199a000-0000-7000-8000-0000000000c2', 'token', '0199a000-0000-7000-8000-0000000000c1', '2024-03-20T11:00:00Z', 'link', 'role:team');
INSERT INTO accounts_credential (id, account_id, provider_id, user_id, password)
VALUES ('0199a000-0000-7000-8000-0000000000c3', '0199a000-0000-7000-8000-0000000000c1', 'credential', '0199a000-0000-7000-8000-0000000000c1', '$argon2id$');
INSERT INTO accounts_verification (id, identifier, value, expires_at)
VALUES ('0199a000-0000-7000-8000-0000000000c4', 'fingerprint', '{}', '2024-03-13T11:15:00Z');
INSERT INTO accounts_two_factor (id, user_id, secret, backup_codes)
VALUES ('0199a000-0000-7000-8000-0000000000c5', '0199a000-0000-7000-8000-0000000000c1', 'secret', 'codes');
INSERT INTO accounts_passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up)
VALUES ('0199a000-0000-7000-8000-0000000000c6', 'key', '0199a000-0000-7000-8000-0000000000c1', 'credential', 0, 'singleDevice', false);
INSERT INTO accounts_invitation (id, email, person_id, token_hash, invited_by, invited_at, sent_at, expires_at, accepted_at)
VALUES ('0199a000-0000-7000-8000-0000000000c7', 'zoe@example.org', '0199a000-0000-7000-8000-0000000000c8', 'fingerprint', 'Ada Martin', '2024-03-12T11:00:00Z', '2024-03-12T11:00:00Z', '2024-03-26T11:00:00Z', '2024-03-13T11:00:00Z');
INSERT INTO accounts_attempt (key, count, until) VALUES ('fingerprint', 1, '2024-03-13T11:15:00Z');
INSERT INTO api_token (id, user_id, name, fingerprint, beginning, writes, created_at, expires_at)
VALUES ('0199a000-0000-7000-8000-0000000000d1', '0199a000-0000-7000-8000-0000000000c1', 'Site', 'fingerprint', 'fanal_x_abcd', '["needs"]', '2024-03-12T11:00:00Z', '2024-06-12T11:00:00Z');
INSERT INTO core_privacy_request (id, asked_right, account, name, address, received_by, identity, received_at, due_on, state)
VALUES ('0199a000-0000-7000-8000-0000000000f1', 'access', 'ada', 'Ada Martin', 'ada@example.org', 'Zoé Petit', 'Vue au bureau', '2024-03-13T11:00:00Z', '2024-04-15', 'received');
INSERT INTO core_privacy_erased (person_id, code_mark, name_mark, at, erased_by, reason)
VALUES ('0199a000-0000-7000-8000-0000000000c8', 'mark', 'mark', '2024-03-13T11:00:00Z', 'Zoé Petit', 'À sa demande');
INSERT INTO core_privacy_hold (id, term, reason, at, held_by)
VALUES ('0199a000-0000-7000-8000-0000000000f2', 'mail.mails', 'Contrôle', '2024-03-13T11:00:00Z', 'Zoé Petit');
INSERT INTO core_privacy_term_run (id, term, at, forgotten) VALUES ('0199a000-0000-7000-8000-0000000000f3', 'mail.mails', '2024-03-13T11:00:00Z', 3);
INSERT INTO core_privacy_opening (id, at, hour, account, name, acting_as, kind, record_id, audience, what)
VALUES ('0199a000-0000-7000-8000-0000000000f4', '2024-03-13T11:00:00Z', '2024-03-13T11', 'ada', 'Ada Martin', 'bureau', 'meeting', '0199a000-0000-7000-8000-0000000000f5', 'board', 'la fiche');
INSERT INTO core_webhook (id, name, address, modules, acts, circle, generation, fingerprint, created_at, created_by)
VALUES ('0199a000-0000-7000-8000-0000000000e1', 'Site', 'https://site.example.org/fanal', '["needs"]', '["added"]', 'public', 1, 'fingerprint', '2024-03-12T11:00:00Z', 'Ada Martin');
INSERT INTO core_webhook_delivery (id, webhook_id, type, at, data, state, tries, next_at)
VALUES ('0199a000-0000-7000-8000-0000000000e2', '0199a000-0000-7000-8000-0000000000e1', 'besoins.ajout', '2024-03-13T11:00:00Z', '{"ressource": "besoins"}', 'queued', 1, '2024-03-13T11:05:00Z');
INSERT INTO core_webhook_try (id, delivery_id, at, status, said, answer)
VALUES ('0199a000-0000-7000-8000-0000000000e3', '0199a000-0000-7000-8000-0000000000e2', '2024-03-13T11:00:30Z', 500, 'L’autre programme est en panne.', 'Panne');
INSERT INTO accounts_wished_name (user_id, first_name, last_name, name, wished_at)
VALUES ('0199a000-0000-7000-8000-0000000000c1', 'Ada', 'Martin', 'Ada Martin', '2024-03-13T11:00:00Z');
INSERT INTO questionnaires_answered (questionnaire_id, mark) SELECT id, 'mark' FROM questionnaires_questionnaire ORDER BY code LIMIT 1;
INSERT INTO core_mail_stop (address, account, since, said, mail_id)
VALUES ('ancienne@example.org', NULL, '2024-03-13T11:00:00Z', 'Cette adresse n’existe pas chez le destinataire.', '0199a000-0000-7000-8000-0000000000b1');
INSERT INTO core_openness_question (kind) VALUES ('meeting');
INSERT INTO core_file_intake (giver, day, size, files) VALUES ('empreinte', '2026-11-28', 1000, 1);
