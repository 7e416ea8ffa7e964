CREATE TABLE account_history (
    area TEXT NOT NULL,
    account TEXT NOT NULL,
    position BIGINT NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    hall TEXT NOT NULL,
    disabled BOOLEAN NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by TEXT NOT NULL,
    CONSTRAINT pk_account_history PRIMARY KEY (area, account, position)
);

COMMENT ON TABLE account_history IS 'what an account was allowed, by position: an act is judged by what its device had seen';

COMMENT ON COLUMN account_history.position IS 'from which this standing holds';

CREATE TABLE accounts (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    hall TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    private_box BYTEA NOT NULL,
    parameters TEXT NOT NULL,
    version BIGINT NOT NULL,
    disabled BOOLEAN NOT NULL,
    must_change BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (area, id),
    CONSTRAINT uq_accounts_area_name UNIQUE (area, name)
);

COMMENT ON TABLE accounts IS 'people who can log in, at a desk or on the web';

COMMENT ON COLUMN accounts.name IS 'log-in name';

COMMENT ON COLUMN accounts.hall IS 'empty: every hall';

COMMENT ON COLUMN accounts.public_key IS 'X25519, 32 bytes';

COMMENT ON COLUMN accounts.private_box IS 'private key under the password, under the data key';

COMMENT ON COLUMN accounts.parameters IS 'Argon2id: salt, memory, passes, lanes';

COMMENT ON COLUMN accounts.version IS 'counts changes of the password';

CREATE TABLE areas (
    area TEXT NOT NULL,
    epoch TEXT NOT NULL,
    position BIGINT NOT NULL,
    CONSTRAINT pk_areas PRIMARY KEY (area)
);

COMMENT ON TABLE areas IS 'areas and the head of their order';

COMMENT ON COLUMN areas.epoch IS 'random; another one after each restore of the server';

COMMENT ON COLUMN areas.position IS 'the last one given; its row is locked while positions are given';

CREATE TABLE attempts (
    area TEXT NOT NULL,
    "of" TEXT NOT NULL,
    wrong BIGINT NOT NULL,
    last_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_attempts PRIMARY KEY (area, "of")
);

COMMENT ON TABLE attempts IS 'wrong passwords and codes in a row; they slow down, then lock';

COMMENT ON COLUMN attempts."of" IS 'account:…, address:…, enrolment:…; addresses as keyed hashes';

CREATE TABLE batches (
    area TEXT NOT NULL,
    journal TEXT NOT NULL,
    last BIGINT NOT NULL,
    first BIGINT NOT NULL,
    position BIGINT NOT NULL,
    statement BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    signer BYTEA NOT NULL,
    device TEXT NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_batches PRIMARY KEY (area, journal, last)
);

COMMENT ON TABLE batches IS 'what devices signed: the checkpoints of every chain';

COMMENT ON COLUMN batches.position IS 'of its first event; 0 while it waits in quarantine';

COMMENT ON COLUMN batches.statement IS 'verbatim bytes: journal, from, to, head';

COMMENT ON COLUMN batches.device IS 'who brought it';

CREATE TABLE blob_subjects (
    area TEXT NOT NULL,
    digest TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    CONSTRAINT pk_blob_subjects PRIMARY KEY (area, digest, subject_kind, subject_id)
);

CREATE INDEX ix_blob_subjects_area_blob_subjects_subject_id ON blob_subjects (area, subject_id);

COMMENT ON TABLE blob_subjects IS 'what attachments are attached to';

CREATE TABLE blobs (
    area TEXT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    received BIGINT NOT NULL,
    complete BOOLEAN NOT NULL,
    media_type TEXT NOT NULL,
    file TEXT NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_blobs PRIMARY KEY (area, digest)
);

CREATE INDEX ix_blobs_incomplete ON blobs (area, complete);

COMMENT ON TABLE blobs IS 'attachments; the bytes are encrypted files beside the database';

COMMENT ON COLUMN blobs.digest IS 'SHA-256 of the plain bytes, hex';

COMMENT ON COLUMN blobs.size IS 'plain bytes';

COMMENT ON COLUMN blobs.received IS 'plain bytes that are here';

COMMENT ON COLUMN blobs.complete IS 'all bytes are here and have the digest';

COMMENT ON COLUMN blobs.file IS 'name of the encrypted file: random';

CREATE TABLE case_heads (
    area TEXT NOT NULL,
    case_id TEXT NOT NULL,
    case_no TEXT NOT NULL,
    hall TEXT NOT NULL,
    counter TEXT NOT NULL,
    item_code TEXT NOT NULL,
    item_name TEXT NOT NULL,
    department TEXT NOT NULL,
    phase TEXT NOT NULL,
    masked_name TEXT NOT NULL,
    received_on TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    answer_due TEXT NOT NULL,
    legal_due TEXT NOT NULL,
    promised_due TEXT NOT NULL,
    version BIGINT NOT NULL,
    contested BOOLEAN NOT NULL,
    open BOOLEAN NOT NULL,
    position BIGINT NOT NULL,
    id_key BYTEA,
    person_key BYTEA,
    name_key BYTEA,
    phone_key BYTEA,
    foreign_key BYTEA,
    stage TEXT NOT NULL,
    due TEXT NOT NULL,
    package TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    returns BIGINT NOT NULL,
    state BYTEA NOT NULL,
    CONSTRAINT pk_case_heads PRIMARY KEY (area, case_id)
);

CREATE INDEX ix_case_heads_area_case_heads_case_no ON case_heads (area, case_no);

CREATE INDEX ix_case_heads_area_case_heads_id_key ON case_heads (area, id_key);

CREATE INDEX ix_case_heads_area_case_heads_name_key ON case_heads (area, name_key);

CREATE INDEX ix_case_heads_due ON case_heads (area, due, case_id, stage, hall) WHERE stage <> '';

CREATE INDEX ix_case_heads_ended ON case_heads (area, ended_on, case_id) WHERE ended_on <> '';

CREATE INDEX ix_case_heads_foreign ON case_heads (area, foreign_key) WHERE foreign_key IS NOT NULL;

CREATE INDEX ix_case_heads_package ON case_heads (area, package) WHERE package <> '';

CREATE INDEX ix_case_heads_person ON case_heads (area, person_key) WHERE person_key IS NOT NULL;

CREATE INDEX ix_case_heads_phone ON case_heads (area, phone_key) WHERE phone_key IS NOT NULL;

CREATE INDEX ix_case_heads_work ON case_heads (area, department, due, case_id, stage, hall) WHERE stage <> '';

COMMENT ON TABLE case_heads IS 'one row a case: what lists need in plain, the rest in a box; none once it is erased';

COMMENT ON COLUMN case_heads.hall IS 'the hall that has the case';

COMMENT ON COLUMN case_heads.masked_name IS '张*三';

COMMENT ON COLUMN case_heads.version IS 'events that stand';

COMMENT ON COLUMN case_heads.open IS 'in its hall''s scope';

COMMENT ON COLUMN case_heads.position IS 'of its last event';

COMMENT ON COLUMN case_heads.id_key IS 'keyed hash of the applicant''s number';

COMMENT ON COLUMN case_heads.person_key IS 'keyed hash of the number of the person who acts for it, where another';

COMMENT ON COLUMN case_heads.name_key IS 'keyed hash of the applicant''s name';

COMMENT ON COLUMN case_heads.phone_key IS 'keyed hash of the telephone number';

COMMENT ON COLUMN case_heads.foreign_key IS 'keyed hash of the number in the department''s own system';

COMMENT ON COLUMN case_heads.stage IS 'what it waits for on the department''s side; empty: nothing';

COMMENT ON COLUMN case_heads.due IS 'day by which that has to happen; empty: none';

COMMENT ON COLUMN case_heads.package IS 'theme package that it is a member of; empty: none';

COMMENT ON COLUMN case_heads.decided_on IS 'day of the decision; empty: none yet';

COMMENT ON COLUMN case_heads.returns IS 'how often the department returned it to the counter';

COMMENT ON COLUMN case_heads.state IS 'box of the folded state';

CREATE TABLE counters (
    area TEXT NOT NULL,
    counter TEXT NOT NULL,
    hall TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_counters PRIMARY KEY (area, counter)
);

COMMENT ON TABLE counters IS 'counters 窗口 and the hall in which they stand';

COMMENT ON COLUMN counters.counter IS 'C03';

CREATE TABLE devices (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    counter TEXT NOT NULL,
    hall TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    store TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    evaluation BOOLEAN NOT NULL,
    certificate BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    door BYTEA NOT NULL,
    program TEXT NOT NULL,
    enrolled_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_devices PRIMARY KEY (area, id),
    CONSTRAINT uq_devices_area_public_key UNIQUE (area, public_key)
);

CREATE INDEX ix_devices_area_devices_counter ON devices (area, counter);

COMMENT ON TABLE devices IS 'devices that were enrolled, for ever';

COMMENT ON COLUMN devices.public_key IS 'Ed25519, 32 bytes';

COMMENT ON COLUMN devices.state IS 'active, suspended, revoked';

COMMENT ON COLUMN devices.certificate IS 'JSON, verbatim';

COMMENT ON COLUMN devices.signature IS 'of the certificate, by the area''s key';

COMMENT ON COLUMN devices.door IS 'SHA-256 of the secret that fetches accounts before log-in';

CREATE TABLE enrolment_codes (
    area TEXT NOT NULL,
    hash BYTEA NOT NULL,
    counter TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    device TEXT,
    CONSTRAINT pk_enrolment_codes PRIMARY KEY (area, hash)
);

COMMENT ON TABLE enrolment_codes IS 'one-time codes; kept after use so that a second use is told from a wrong code';

COMMENT ON COLUMN enrolment_codes.hash IS 'keyed hash of the one-time part';

COMMENT ON COLUMN enrolment_codes.device IS 'device that used it';

CREATE TABLE epochs (
    area TEXT NOT NULL,
    epoch TEXT NOT NULL,
    since BIGINT NOT NULL,
    number BIGINT NOT NULL,
    began_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_epochs PRIMARY KEY (area, epoch)
);

COMMENT ON TABLE epochs IS 'epochs: the first, and one for each restore of the server';

COMMENT ON COLUMN epochs.since IS 'last position that this epoch has in common with the one before';

COMMENT ON COLUMN epochs.number IS 'counts the epochs of an area from 1';

CREATE TABLE erased_subjects (
    area TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    position BIGINT NOT NULL,
    CONSTRAINT pk_erased_subjects PRIMARY KEY (area, subject_id)
);

COMMENT ON TABLE erased_subjects IS 'what was erased: what still arrives of it is stored without its body';

COMMENT ON COLUMN erased_subjects.position IS 'of the erasure';

CREATE TABLE events (
    area TEXT NOT NULL,
    position BIGINT NOT NULL,
    journal TEXT NOT NULL,
    seq BIGINT NOT NULL,
    group_first BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    hall TEXT NOT NULL,
    ruling TEXT NOT NULL,
    reason TEXT NOT NULL,
    header BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    body BYTEA,
    CONSTRAINT pk_events PRIMARY KEY (area, position),
    CONSTRAINT ck_events_ruling CHECK (ruling IN ('stands', 'contested', 'unauthorised', 'unreadable'))
);

CREATE INDEX ix_events_case ON events (area, subject_id) WHERE subject_kind = 'case';

CREATE INDEX ix_events_erasable ON events (area, subject_id) WHERE subject_kind = 'pre-application' OR subject_kind = 'review';

CREATE INDEX ix_events_escalation ON events (area, subject_id) WHERE subject_kind = 'escalation';

CREATE INDEX ix_events_package ON events (area, subject_id) WHERE subject_kind = 'package';

CREATE INDEX ix_events_tickets ON events (area, hall, position) WHERE subject_kind = 'ticket';

CREATE UNIQUE INDEX uq_events_area_journal_seq ON events (area, journal, seq);

COMMENT ON TABLE events IS 'the events of every journal in the one order of the area, each ruled once';

COMMENT ON COLUMN events.position IS 'one order for each area; commits in order';

COMMENT ON COLUMN events.group_first IS 'sequence number of the first event of its group';

COMMENT ON COLUMN events.hall IS 'whose desks are sent it: a hall, * for all, empty for none';

COMMENT ON COLUMN events.reason IS 'code of a ruling other than `stands`';

COMMENT ON COLUMN events.header IS 'verbatim bytes, no personal data';

COMMENT ON COLUMN events.body IS 'box of salt and body; null once erased';

CREATE TABLE imported_cases (
    area TEXT NOT NULL,
    source TEXT NOT NULL,
    case_no TEXT NOT NULL,
    item_code TEXT NOT NULL,
    item_name TEXT NOT NULL,
    department TEXT NOT NULL,
    counter TEXT NOT NULL,
    status TEXT NOT NULL,
    masked_name TEXT NOT NULL,
    name_hash BYTEA NOT NULL,
    id_hash BYTEA NOT NULL,
    received_on TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    digest BYTEA NOT NULL,
    imported_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_imported_cases PRIMARY KEY (area, source, case_no)
);

CREATE INDEX ix_imported_cases_area_imported_cases_id_hash ON imported_cases (area, id_hash);

CREATE INDEX ix_imported_cases_area_imported_cases_received_on ON imported_cases (area, received_on);

COMMENT ON TABLE imported_cases IS 'history from other systems';

COMMENT ON COLUMN imported_cases.source IS 'system that the rows come from';

COMMENT ON COLUMN imported_cases.case_no IS 'number in that system';

COMMENT ON COLUMN imported_cases.masked_name IS '张*';

COMMENT ON COLUMN imported_cases.name_hash IS 'keyed hash; empty where the row had none';

COMMENT ON COLUMN imported_cases.id_hash IS 'keyed hash; empty where the row had none';

COMMENT ON COLUMN imported_cases.digest IS 'of the row; the same row again changes nothing';

CREATE TABLE journals (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    mark TEXT NOT NULL,
    counter TEXT NOT NULL,
    hall TEXT NOT NULL,
    hash TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    evaluation BOOLEAN NOT NULL,
    device TEXT NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    head_seq BIGINT NOT NULL,
    head_hash BYTEA NOT NULL,
    held_seq BIGINT NOT NULL,
    held_hash BYTEA NOT NULL,
    branch_of TEXT NOT NULL,
    parent TEXT NOT NULL,
    fork_seq BIGINT NOT NULL,
    CONSTRAINT pk_journals PRIMARY KEY (area, id),
    CONSTRAINT ck_journals_state CHECK (state IN ('open', 'closed', 'stopped', 'forked'))
);

CREATE INDEX ix_journals_area_journals_counter_journals_mark ON journals (area, counter, mark);

CREATE INDEX ix_journals_branches ON journals (area, branch_of) WHERE branch_of <> '';

COMMENT ON TABLE journals IS 'journals 日志链 that the server has, its own included';

COMMENT ON COLUMN journals.id IS 'as in headers; of the second branch of a fork an id of its own';

COMMENT ON COLUMN journals.hall IS 'hall of the counter when the journal was opened';

COMMENT ON COLUMN journals.hash IS 'name of H: sha256 or sm3';

COMMENT ON COLUMN journals.public_key IS 'Ed25519 key of the device, 32 bytes';

COMMENT ON COLUMN journals.reason IS 'code of why it was stopped; empty otherwise';

COMMENT ON COLUMN journals.head_seq IS 'last event that was decided on: has a position or was rejected';

COMMENT ON COLUMN journals.held_seq IS 'last event that waits in quarantine; 0 where none does';

COMMENT ON COLUMN journals.branch_of IS 'the journal that was cloned; empty otherwise';

COMMENT ON COLUMN journals.parent IS 'the journal or branch that it left at `fork_seq`';

COMMENT ON COLUMN journals.fork_seq IS 'first event of the branch; 0 where it is none';

CREATE TABLE marks (
    area TEXT NOT NULL,
    counter TEXT NOT NULL,
    mark TEXT NOT NULL,
    device TEXT NOT NULL,
    use TEXT NOT NULL,
    lent_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_marks PRIMARY KEY (area, counter, mark)
);

CREATE INDEX ix_marks_area_marks_device ON marks (area, device);

COMMENT ON TABLE marks IS 'marks lent to devices; a mark belongs to one device for ever';

COMMENT ON COLUMN marks.use IS 'lent, or used once a journal bears it';

CREATE TABLE notice_refusals (
    area TEXT NOT NULL,
    phone_key BYTEA NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_notice_refusals PRIMARY KEY (area, phone_key)
);

COMMENT ON TABLE notice_refusals IS 'numbers whose owners want no notices';

COMMENT ON COLUMN notice_refusals.phone_key IS 'keyed hash of the telephone number';

CREATE TABLE notices (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    hall TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    case_no TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    sent_at TIMESTAMP WITH TIME ZONE,
    box BYTEA,
    CONSTRAINT pk_notices PRIMARY KEY (area, id),
    CONSTRAINT ck_notices_state CHECK (state IN ('waiting', 'sending', 'sent', 'held', 'dead', 'skipped', 'erased'))
);

CREATE INDEX ix_notices_area_notices_created_at ON notices (area, created_at);

CREATE INDEX ix_notices_area_notices_state_notices_created_at ON notices (area, state, created_at);

CREATE INDEX ix_notices_area_notices_subject_id ON notices (area, subject_id);

CREATE INDEX ix_notices_due ON notices (area, next_at) WHERE next_at IS NOT NULL;

COMMENT ON TABLE notices IS 'outbox of notices to applicants: one for one event, ever';

COMMENT ON COLUMN notices.id IS 'journal and number of the event, and the material where there is one';

COMMENT ON COLUMN notices.about IS 'key of the material that a reminder is about; empty otherwise';

COMMENT ON COLUMN notices.reason IS 'code of why it was not sent; empty otherwise';

COMMENT ON COLUMN notices.next_at IS 'when it is tried next; null where it is not';

COMMENT ON COLUMN notices.box IS 'box of number and text; null once erased, or where there is nothing to send';

CREATE TABLE office_days (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    hall TEXT NOT NULL,
    day TEXT NOT NULL,
    leader TEXT NOT NULL,
    department TEXT NOT NULL,
    held_on TEXT NOT NULL,
    changes BIGINT NOT NULL,
    position BIGINT NOT NULL,
    state BYTEA NOT NULL,
    CONSTRAINT pk_office_days PRIMARY KEY (area, id)
);

CREATE INDEX ix_office_days_area_office_days_day ON office_days (area, day);

COMMENT ON TABLE office_days IS 'leaders'' office days 一把手现场办公';

COMMENT ON COLUMN office_days.position IS 'of its last event';

COMMENT ON COLUMN office_days.state IS 'box of the folded state';

CREATE TABLE office_escalations (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    hall TEXT NOT NULL,
    case_no TEXT NOT NULL,
    owner TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    answer_by TEXT NOT NULL,
    until TEXT NOT NULL,
    answered_on TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    solved BOOLEAN NOT NULL,
    postponed BIGINT NOT NULL,
    position BIGINT NOT NULL,
    state BYTEA NOT NULL,
    CONSTRAINT pk_office_escalations PRIMARY KEY (area, id)
);

CREATE INDEX ix_office_escalations_area_office_escalations_case_no ON office_escalations (area, case_no);

CREATE INDEX ix_office_escalations_area_office_escalations_number ON office_escalations (area, number);

CREATE INDEX ix_office_escalations_area_office_escalations_opened_on ON office_escalations (area, opened_on);

CREATE INDEX ix_office_escalations_open ON office_escalations (area, until) WHERE closed_on = '';

COMMENT ON TABLE office_escalations IS 'what could not be done 办不成事, one row each';

COMMENT ON COLUMN office_escalations.case_no IS 'empty where no case came of it';

COMMENT ON COLUMN office_escalations.answer_by IS 'day that was promised first';

COMMENT ON COLUMN office_escalations.until IS 'day that was promised last';

COMMENT ON COLUMN office_escalations.position IS 'of its last event';

COMMENT ON COLUMN office_escalations.state IS 'box of the folded state';

CREATE TABLE office_ratings (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    service TEXT NOT NULL,
    level BIGINT NOT NULL,
    channel TEXT NOT NULL,
    case_no TEXT NOT NULL,
    item_code TEXT NOT NULL,
    item_name TEXT NOT NULL,
    department TEXT NOT NULL,
    counter TEXT NOT NULL,
    hall TEXT NOT NULL,
    given_on TEXT NOT NULL,
    standing TEXT NOT NULL,
    next_step TEXT NOT NULL,
    position BIGINT NOT NULL,
    state BYTEA NOT NULL,
    CONSTRAINT pk_office_ratings PRIMARY KEY (area, id),
    CONSTRAINT ck_office_ratings_standing CHECK (standing IN ('counts', 'double', 'invalidated'))
);

CREATE INDEX ix_office_ratings_area_office_ratings_given_on ON office_ratings (area, given_on);

CREATE INDEX ix_office_ratings_area_office_ratings_service ON office_ratings (area, service);

CREATE INDEX ix_office_ratings_waiting ON office_ratings (area, given_on, next_step) WHERE next_step <> '';

COMMENT ON TABLE office_ratings IS 'ratings 好差评; of two for one service the first by position counts';

COMMENT ON COLUMN office_ratings.service IS 'hash of the case''s or ticket''s number';

COMMENT ON COLUMN office_ratings.level IS '5 is the best';

COMMENT ON COLUMN office_ratings.next_step IS 'what is to be done; `judge` an appeal; empty: nothing';

COMMENT ON COLUMN office_ratings.position IS 'of its last event';

COMMENT ON COLUMN office_ratings.state IS 'box of the folded state: what was said';

CREATE TABLE online_requests (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    case_id TEXT NOT NULL,
    hall TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    filed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    position BIGINT NOT NULL,
    state BYTEA NOT NULL,
    CONSTRAINT pk_online_requests PRIMARY KEY (area, id)
);

CREATE INDEX ix_online_requests_area_online_requests_case_id ON online_requests (area, case_id);

CREATE INDEX ix_online_requests_area_online_requests_changed_at ON online_requests (area, changed_at);

CREATE INDEX ix_online_requests_area_online_requests_open_online_req_d7b8 ON online_requests (area, open, hall);

COMMENT ON TABLE online_requests IS 'what applicants asked for online about a case';

COMMENT ON COLUMN online_requests.hall IS 'whose counters it waits for';

COMMENT ON COLUMN online_requests.open IS 'no counter has answered it';

COMMENT ON COLUMN online_requests.changed_at IS 'when it was filed last, or answered';

COMMENT ON COLUMN online_requests.position IS 'of its last event';

COMMENT ON COLUMN online_requests.state IS 'box of the folded state';

CREATE TABLE own_records (
    area TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    due TEXT NOT NULL,
    version BIGINT NOT NULL,
    state BYTEA NOT NULL,
    CONSTRAINT pk_own_records PRIMARY KEY (area, kind, id)
);

CREATE INDEX ix_own_records_area_own_records_kind_own_records_open_o_275c ON own_records (area, kind, open, due);

COMMENT ON TABLE own_records IS 'one row a subject of the server''s own: what its pages show';

COMMENT ON COLUMN own_records.kind IS 'kind of the subject: review, project, consultation';

COMMENT ON COLUMN own_records.open IS 'something remains to be done';

COMMENT ON COLUMN own_records.due IS 'next day of it; empty: none';

COMMENT ON COLUMN own_records.version IS 'events folded';

COMMENT ON COLUMN own_records.state IS 'box of the folded state';

CREATE TABLE pre_application_drafts (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    pickup BYTEA,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    box BYTEA NOT NULL,
    CONSTRAINT pk_pre_application_drafts PRIMARY KEY (area, id)
);

CREATE INDEX ix_pre_application_drafts_area_pre_application_drafts_c_d53e ON pre_application_drafts (area, changed_at);

CREATE INDEX ix_pre_application_drafts_pickup ON pre_application_drafts (area, pickup) WHERE pickup IS NOT NULL;

COMMENT ON TABLE pre_application_drafts IS 'forms that were begun and not sent in; deleted after seven days, never an event';

COMMENT ON COLUMN pre_application_drafts.id IS 'random; the pre-application that comes of it bears the same';

COMMENT ON COLUMN pre_application_drafts.pickup IS 'keyed hash of the short code by which a counter fetches it';

COMMENT ON COLUMN pre_application_drafts.box IS 'box of what was entered';

CREATE TABLE pre_applications (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    hall TEXT NOT NULL,
    item_code TEXT NOT NULL,
    phase TEXT NOT NULL,
    assisted BOOLEAN NOT NULL,
    filed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    position BIGINT NOT NULL,
    state BYTEA NOT NULL,
    CONSTRAINT pk_pre_applications PRIMARY KEY (area, id)
);

CREATE UNIQUE INDEX ix_pre_applications_area_pre_applications_number ON pre_applications (area, number);

CREATE INDEX ix_pre_applications_ended ON pre_applications (area, changed_at) WHERE phase <> 'waiting';

CREATE INDEX ix_pre_applications_waiting ON pre_applications (area, hall, filed_at) WHERE phase = 'waiting';

COMMENT ON TABLE pre_applications IS 'what was filed online before anybody came to a counter; made again from the events';

COMMENT ON COLUMN pre_applications.number IS 'WS-20261123-0042-K';

COMMENT ON COLUMN pre_applications.hall IS 'whose counters it waits for';

COMMENT ON COLUMN pre_applications.assisted IS '代网办: filed at the hall';

COMMENT ON COLUMN pre_applications.position IS 'of its last event';

COMMENT ON COLUMN pre_applications.state IS 'box of the folded state';

CREATE TABLE quarantine (
    area TEXT NOT NULL,
    journal TEXT NOT NULL,
    seq BIGINT NOT NULL,
    group_first BIGINT NOT NULL,
    header BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    body BYTEA,
    device TEXT NOT NULL,
    why TEXT NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    CONSTRAINT pk_quarantine PRIMARY KEY (area, journal, seq),
    CONSTRAINT ck_quarantine_state CHECK (state IN ('held', 'rejected'))
);

CREATE INDEX ix_quarantine_held ON quarantine (area, state);

COMMENT ON TABLE quarantine IS 'events without a position that wait for a person; what was rejected stays, so that the chain verifies';

COMMENT ON COLUMN quarantine.body IS 'box of salt and body; null once erased';

COMMENT ON COLUMN quarantine.device IS 'who brought it';

COMMENT ON COLUMN quarantine.why IS 'suspended, revoked, held';

CREATE TABLE record_cases (
    area TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    CONSTRAINT pk_record_cases PRIMARY KEY (area, case_id, kind, id)
);

COMMENT ON TABLE record_cases IS 'which cases a project or a consultation is about';

CREATE TABLE releases (
    area TEXT NOT NULL,
    hash TEXT NOT NULL,
    number BIGINT NOT NULL,
    start TIMESTAMP WITH TIME ZONE NOT NULL,
    position BIGINT NOT NULL,
    signature BYTEA NOT NULL,
    content BYTEA NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE NOT NULL,
    published_by TEXT NOT NULL,
    CONSTRAINT pk_releases PRIMARY KEY (area, hash),
    CONSTRAINT uq_releases_area_number UNIQUE (area, number)
);

COMMENT ON TABLE releases IS 'releases of the catalogue 事项库';

COMMENT ON COLUMN releases.hash IS 'SHA-256 of the content, hex';

COMMENT ON COLUMN releases.position IS 'of the event that released it';

COMMENT ON COLUMN releases.signature IS 'of the statement, by the area''s key';

CREATE TABLE returned (
    area TEXT NOT NULL,
    journal TEXT NOT NULL,
    seq BIGINT NOT NULL,
    header BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    body BYTEA,
    device TEXT NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_returned PRIMARY KEY (area, journal, seq)
);

COMMENT ON TABLE returned IS 'handed back after a restore of the server, and not yet sent again by the desk that wrote it';

COMMENT ON COLUMN returned.body IS 'box of salt and body; null once erased';

COMMENT ON COLUMN returned.device IS 'who handed it back';

CREATE TABLE scope_entries (
    area TEXT NOT NULL,
    position BIGINT NOT NULL,
    hall TEXT NOT NULL,
    way TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_scope_entries PRIMARY KEY (area, position),
    CONSTRAINT ck_scope_entries_way CHECK (way IN ('in', 'out'))
);

COMMENT ON TABLE scope_entries IS 'when a case came into a hall''s scope and when it left';

CREATE TABLE server_settings (
    area TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_server_settings PRIMARY KEY (area, key)
);

COMMENT ON TABLE server_settings IS 'what the server remembers of itself: id, evaluation, version of the accounts';

CREATE TABLE sessions (
    area TEXT NOT NULL,
    hash BYTEA NOT NULL,
    account TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (area, hash)
);

CREATE INDEX ix_sessions_area_sessions_account ON sessions (area, account);

COMMENT ON TABLE sessions IS 'log-ins on the web console';

COMMENT ON COLUMN sessions.hash IS 'SHA-256 of the cookie''s secret';

CREATE TABLE slots (
    area TEXT NOT NULL,
    store TEXT NOT NULL,
    key TEXT NOT NULL,
    device TEXT NOT NULL,
    box BYTEA NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_slots PRIMARY KEY (area, store, key)
);

COMMENT ON TABLE slots IS 'recovery slots of desks'' databases, from which slots for accounts are made';

COMMENT ON COLUMN slots.key IS 'which key of the store''s database';

COMMENT ON COLUMN slots.box IS 'the key, sealed to the server''s recovery key';

CREATE TABLE tasks (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    hall TEXT NOT NULL,
    counter TEXT NOT NULL,
    journal TEXT NOT NULL,
    first BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    case_no TEXT NOT NULL,
    position BIGINT NOT NULL,
    detail TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    done_by TEXT NOT NULL,
    outcome TEXT NOT NULL,
    CONSTRAINT pk_tasks PRIMARY KEY (area, id)
);

CREATE INDEX ix_tasks_area_tasks_subject_id ON tasks (area, subject_id);

CREATE INDEX ix_tasks_open ON tasks (area, created_at) WHERE done_at IS NULL;

CREATE INDEX ix_tasks_urged ON tasks (area, created_at) WHERE done_at IS NULL AND kind = 'urged';

COMMENT ON TABLE tasks IS 'alerts and to-dos for persons';

COMMENT ON COLUMN tasks.code IS 'stable code of the reason';

COMMENT ON COLUMN tasks.first IS 'first event of the group that it is about; 0 where none';

COMMENT ON COLUMN tasks.detail IS 'no personal data';

CREATE TABLE tokens (
    area TEXT NOT NULL,
    name TEXT NOT NULL,
    hash BYTEA NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_tokens PRIMARY KEY (area, name),
    CONSTRAINT uq_tokens_area_hash UNIQUE (area, hash)
);

COMMENT ON TABLE tokens IS 'tokens of other systems';
