CREATE TABLE account_history (
    area TEXT NOT NULL,
    account TEXT NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    hall TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    CONSTRAINT pk_account_history PRIMARY KEY (area, account, position)
)
 STRICT;

CREATE TABLE accounts (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    hall TEXT NOT NULL,
    public_key BLOB NOT NULL,
    private_box BLOB NOT NULL,
    parameters TEXT NOT NULL,
    version INTEGER NOT NULL,
    disabled INTEGER NOT NULL,
    must_change INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (area, id),
    CONSTRAINT uq_accounts_area_name UNIQUE (area, name)
)
 STRICT;

CREATE TABLE areas (
    area TEXT NOT NULL,
    epoch TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_areas PRIMARY KEY (area)
)
 STRICT;

CREATE TABLE attempts (
    area TEXT NOT NULL,
    "of" TEXT NOT NULL,
    wrong INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    CONSTRAINT pk_attempts PRIMARY KEY (area, "of")
)
 STRICT;

CREATE TABLE batches (
    area TEXT NOT NULL,
    journal TEXT NOT NULL,
    last INTEGER NOT NULL,
    first INTEGER NOT NULL,
    position INTEGER NOT NULL,
    statement BLOB NOT NULL,
    signature BLOB NOT NULL,
    signer BLOB NOT NULL,
    device TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    CONSTRAINT pk_batches PRIMARY KEY (area, journal, last)
)
 STRICT;

CREATE TABLE blob_subjects (
    area TEXT NOT NULL,
    digest TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    CONSTRAINT pk_blob_subjects PRIMARY KEY (area, digest, subject_kind, subject_id)
)
 STRICT;

CREATE INDEX ix_blob_subjects_area_blob_subjects_subject_id ON blob_subjects (area, subject_id);

CREATE TABLE blobs (
    area TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    received INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    file TEXT NOT NULL,
    added_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    CONSTRAINT pk_blobs PRIMARY KEY (area, digest)
)
 STRICT;

CREATE INDEX ix_blobs_incomplete ON blobs (area, complete);

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
    version INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    open INTEGER NOT NULL,
    position INTEGER NOT NULL,
    id_key BLOB,
    person_key BLOB,
    name_key BLOB,
    phone_key BLOB,
    foreign_key BLOB,
    stage TEXT NOT NULL,
    due TEXT NOT NULL,
    package TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    returns INTEGER NOT NULL,
    state BLOB NOT NULL,
    CONSTRAINT pk_case_heads PRIMARY KEY (area, case_id)
)
 STRICT;

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

CREATE TABLE counters (
    area TEXT NOT NULL,
    counter TEXT NOT NULL,
    hall TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_counters PRIMARY KEY (area, counter)
)
 STRICT;

CREATE TABLE devices (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    counter TEXT NOT NULL,
    hall TEXT NOT NULL,
    public_key BLOB NOT NULL,
    store TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    evaluation INTEGER NOT NULL,
    certificate BLOB NOT NULL,
    signature BLOB NOT NULL,
    door BLOB NOT NULL,
    program TEXT NOT NULL,
    enrolled_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    seen_at TEXT,
    CONSTRAINT pk_devices PRIMARY KEY (area, id),
    CONSTRAINT uq_devices_area_public_key UNIQUE (area, public_key)
)
 STRICT;

CREATE INDEX ix_devices_area_devices_counter ON devices (area, counter);

CREATE TABLE enrolment_codes (
    area TEXT NOT NULL,
    hash BLOB NOT NULL,
    counter TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    device TEXT,
    CONSTRAINT pk_enrolment_codes PRIMARY KEY (area, hash)
)
 STRICT;

CREATE TABLE epochs (
    area TEXT NOT NULL,
    epoch TEXT NOT NULL,
    since INTEGER NOT NULL,
    number INTEGER NOT NULL,
    began_at TEXT NOT NULL,
    CONSTRAINT pk_epochs PRIMARY KEY (area, epoch)
)
 STRICT;

CREATE TABLE erased_subjects (
    area TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_erased_subjects PRIMARY KEY (area, subject_id)
)
 STRICT;

CREATE TABLE events (
    area TEXT NOT NULL,
    position INTEGER NOT NULL,
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    group_first INTEGER NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    hall TEXT NOT NULL,
    ruling TEXT NOT NULL,
    reason TEXT NOT NULL,
    header BLOB NOT NULL,
    hash BLOB NOT NULL,
    body BLOB,
    CONSTRAINT pk_events PRIMARY KEY (area, position),
    CONSTRAINT ck_events_ruling CHECK (ruling IN ('stands', 'contested', 'unauthorised', 'unreadable'))
)
 STRICT;

CREATE INDEX ix_events_case ON events (area, subject_id) WHERE subject_kind = 'case';

CREATE INDEX ix_events_erasable ON events (area, subject_id) WHERE subject_kind = 'pre-application' OR subject_kind = 'review';

CREATE INDEX ix_events_escalation ON events (area, subject_id) WHERE subject_kind = 'escalation';

CREATE INDEX ix_events_package ON events (area, subject_id) WHERE subject_kind = 'package';

CREATE INDEX ix_events_tickets ON events (area, hall, position) WHERE subject_kind = 'ticket';

CREATE UNIQUE INDEX uq_events_area_journal_seq ON events (area, journal, seq);

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
    name_hash BLOB NOT NULL,
    id_hash BLOB NOT NULL,
    received_on TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    digest BLOB NOT NULL,
    imported_at TEXT NOT NULL,
    CONSTRAINT pk_imported_cases PRIMARY KEY (area, source, case_no)
)
 STRICT;

CREATE INDEX ix_imported_cases_area_imported_cases_id_hash ON imported_cases (area, id_hash);

CREATE INDEX ix_imported_cases_area_imported_cases_received_on ON imported_cases (area, received_on);

CREATE TABLE journals (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    mark TEXT NOT NULL,
    counter TEXT NOT NULL,
    hall TEXT NOT NULL,
    hash TEXT NOT NULL,
    public_key BLOB NOT NULL,
    evaluation INTEGER NOT NULL,
    device TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    head_seq INTEGER NOT NULL,
    head_hash BLOB NOT NULL,
    held_seq INTEGER NOT NULL,
    held_hash BLOB NOT NULL,
    branch_of TEXT NOT NULL,
    parent TEXT NOT NULL,
    fork_seq INTEGER NOT NULL,
    CONSTRAINT pk_journals PRIMARY KEY (area, id),
    CONSTRAINT ck_journals_state CHECK (state IN ('open', 'closed', 'stopped', 'forked'))
)
 STRICT;

CREATE INDEX ix_journals_area_journals_counter_journals_mark ON journals (area, counter, mark);

CREATE INDEX ix_journals_branches ON journals (area, branch_of) WHERE branch_of <> '';

CREATE TABLE marks (
    area TEXT NOT NULL,
    counter TEXT NOT NULL,
    mark TEXT NOT NULL,
    device TEXT NOT NULL,
    use TEXT NOT NULL,
    lent_at TEXT NOT NULL,
    used_at TEXT,
    CONSTRAINT pk_marks PRIMARY KEY (area, counter, mark)
)
 STRICT;

CREATE INDEX ix_marks_area_marks_device ON marks (area, device);

CREATE TABLE notice_refusals (
    area TEXT NOT NULL,
    phone_key BLOB NOT NULL,
    since TEXT NOT NULL,
    CONSTRAINT pk_notice_refusals PRIMARY KEY (area, phone_key)
)
 STRICT;

CREATE TABLE notices (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    hall TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    case_no TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at TEXT,
    sent_at TEXT,
    box BLOB,
    CONSTRAINT pk_notices PRIMARY KEY (area, id),
    CONSTRAINT ck_notices_state CHECK (state IN ('waiting', 'sending', 'sent', 'held', 'dead', 'skipped', 'erased'))
)
 STRICT;

CREATE INDEX ix_notices_area_notices_created_at ON notices (area, created_at);

CREATE INDEX ix_notices_area_notices_state_notices_created_at ON notices (area, state, created_at);

CREATE INDEX ix_notices_area_notices_subject_id ON notices (area, subject_id);

CREATE INDEX ix_notices_due ON notices (area, next_at) WHERE next_at IS NOT NULL;

CREATE TABLE office_days (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    hall TEXT NOT NULL,
    day TEXT NOT NULL,
    leader TEXT NOT NULL,
    department TEXT NOT NULL,
    held_on TEXT NOT NULL,
    changes INTEGER NOT NULL,
    position INTEGER NOT NULL,
    state BLOB NOT NULL,
    CONSTRAINT pk_office_days PRIMARY KEY (area, id)
)
 STRICT;

CREATE INDEX ix_office_days_area_office_days_day ON office_days (area, day);

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
    solved INTEGER NOT NULL,
    postponed INTEGER NOT NULL,
    position INTEGER NOT NULL,
    state BLOB NOT NULL,
    CONSTRAINT pk_office_escalations PRIMARY KEY (area, id)
)
 STRICT;

CREATE INDEX ix_office_escalations_area_office_escalations_case_no ON office_escalations (area, case_no);

CREATE INDEX ix_office_escalations_area_office_escalations_number ON office_escalations (area, number);

CREATE INDEX ix_office_escalations_area_office_escalations_opened_on ON office_escalations (area, opened_on);

CREATE INDEX ix_office_escalations_open ON office_escalations (area, until) WHERE closed_on = '';

CREATE TABLE office_ratings (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    service TEXT NOT NULL,
    level INTEGER NOT NULL,
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
    position INTEGER NOT NULL,
    state BLOB NOT NULL,
    CONSTRAINT pk_office_ratings PRIMARY KEY (area, id),
    CONSTRAINT ck_office_ratings_standing CHECK (standing IN ('counts', 'double', 'invalidated'))
)
 STRICT;

CREATE INDEX ix_office_ratings_area_office_ratings_given_on ON office_ratings (area, given_on);

CREATE INDEX ix_office_ratings_area_office_ratings_service ON office_ratings (area, service);

CREATE INDEX ix_office_ratings_waiting ON office_ratings (area, given_on, next_step) WHERE next_step <> '';

CREATE TABLE online_requests (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    case_id TEXT NOT NULL,
    hall TEXT NOT NULL,
    open INTEGER NOT NULL,
    filed_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    position INTEGER NOT NULL,
    state BLOB NOT NULL,
    CONSTRAINT pk_online_requests PRIMARY KEY (area, id)
)
 STRICT;

CREATE INDEX ix_online_requests_area_online_requests_case_id ON online_requests (area, case_id);

CREATE INDEX ix_online_requests_area_online_requests_changed_at ON online_requests (area, changed_at);

CREATE INDEX ix_online_requests_area_online_requests_open_online_requests_hall ON online_requests (area, open, hall);

CREATE TABLE own_records (
    area TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    open INTEGER NOT NULL,
    due TEXT NOT NULL,
    version INTEGER NOT NULL,
    state BLOB NOT NULL,
    CONSTRAINT pk_own_records PRIMARY KEY (area, kind, id)
)
 STRICT;

CREATE INDEX ix_own_records_area_own_records_kind_own_records_open_own_records_due ON own_records (area, kind, open, due);

CREATE TABLE pre_application_drafts (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    pickup BLOB,
    changed_at TEXT NOT NULL,
    box BLOB NOT NULL,
    CONSTRAINT pk_pre_application_drafts PRIMARY KEY (area, id)
)
 STRICT;

CREATE INDEX ix_pre_application_drafts_area_pre_application_drafts_changed_at ON pre_application_drafts (area, changed_at);

CREATE INDEX ix_pre_application_drafts_pickup ON pre_application_drafts (area, pickup) WHERE pickup IS NOT NULL;

CREATE TABLE pre_applications (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    hall TEXT NOT NULL,
    item_code TEXT NOT NULL,
    phase TEXT NOT NULL,
    assisted INTEGER NOT NULL,
    filed_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    position INTEGER NOT NULL,
    state BLOB NOT NULL,
    CONSTRAINT pk_pre_applications PRIMARY KEY (area, id)
)
 STRICT;

CREATE UNIQUE INDEX ix_pre_applications_area_pre_applications_number ON pre_applications (area, number);

CREATE INDEX ix_pre_applications_ended ON pre_applications (area, changed_at) WHERE phase <> 'waiting';

CREATE INDEX ix_pre_applications_waiting ON pre_applications (area, hall, filed_at) WHERE phase = 'waiting';

CREATE TABLE quarantine (
    area TEXT NOT NULL,
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    group_first INTEGER NOT NULL,
    header BLOB NOT NULL,
    hash BLOB NOT NULL,
    body BLOB,
    device TEXT NOT NULL,
    why TEXT NOT NULL,
    received_at TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TEXT,
    reason TEXT NOT NULL,
    CONSTRAINT pk_quarantine PRIMARY KEY (area, journal, seq),
    CONSTRAINT ck_quarantine_state CHECK (state IN ('held', 'rejected'))
)
 STRICT;

CREATE INDEX ix_quarantine_held ON quarantine (area, state);

CREATE TABLE record_cases (
    area TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    CONSTRAINT pk_record_cases PRIMARY KEY (area, case_id, kind, id)
)
 STRICT;

CREATE TABLE releases (
    area TEXT NOT NULL,
    hash TEXT NOT NULL,
    number INTEGER NOT NULL,
    start TEXT NOT NULL,
    position INTEGER NOT NULL,
    signature BLOB NOT NULL,
    content BLOB NOT NULL,
    published_at TEXT NOT NULL,
    published_by TEXT NOT NULL,
    CONSTRAINT pk_releases PRIMARY KEY (area, hash),
    CONSTRAINT uq_releases_area_number UNIQUE (area, number)
)
 STRICT;

CREATE TABLE returned (
    area TEXT NOT NULL,
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    header BLOB NOT NULL,
    hash BLOB NOT NULL,
    body BLOB,
    device TEXT NOT NULL,
    received_at TEXT NOT NULL,
    CONSTRAINT pk_returned PRIMARY KEY (area, journal, seq)
)
 STRICT;

CREATE TABLE scope_entries (
    area TEXT NOT NULL,
    position INTEGER NOT NULL,
    hall TEXT NOT NULL,
    way TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_scope_entries PRIMARY KEY (area, position),
    CONSTRAINT ck_scope_entries_way CHECK (way IN ('in', 'out'))
)
 STRICT;

CREATE TABLE server_settings (
    area TEXT NOT NULL,
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_server_settings PRIMARY KEY (area, "key")
)
 STRICT;

CREATE TABLE sessions (
    area TEXT NOT NULL,
    hash BLOB NOT NULL,
    account TEXT NOT NULL,
    made_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (area, hash)
)
 STRICT;

CREATE INDEX ix_sessions_area_sessions_account ON sessions (area, account);

CREATE TABLE slots (
    area TEXT NOT NULL,
    store TEXT NOT NULL,
    "key" TEXT NOT NULL,
    device TEXT NOT NULL,
    box BLOB NOT NULL,
    made_at TEXT NOT NULL,
    CONSTRAINT pk_slots PRIMARY KEY (area, store, "key")
)
 STRICT;

CREATE TABLE tasks (
    area TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    hall TEXT NOT NULL,
    counter TEXT NOT NULL,
    journal TEXT NOT NULL,
    first INTEGER NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    case_no TEXT NOT NULL,
    position INTEGER NOT NULL,
    detail TEXT NOT NULL,
    created_at TEXT NOT NULL,
    done_at TEXT,
    done_by TEXT NOT NULL,
    outcome TEXT NOT NULL,
    CONSTRAINT pk_tasks PRIMARY KEY (area, id)
)
 STRICT;

CREATE INDEX ix_tasks_area_tasks_subject_id ON tasks (area, subject_id);

CREATE INDEX ix_tasks_open ON tasks (area, created_at) WHERE done_at IS NULL;

CREATE INDEX ix_tasks_urged ON tasks (area, created_at) WHERE done_at IS NULL AND kind = 'urged';

CREATE TABLE tokens (
    area TEXT NOT NULL,
    name TEXT NOT NULL,
    hash BLOB NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    made_at TEXT NOT NULL,
    revoked_at TEXT,
    CONSTRAINT pk_tokens PRIMARY KEY (area, name),
    CONSTRAINT uq_tokens_area_hash UNIQUE (area, hash)
)
 STRICT;
