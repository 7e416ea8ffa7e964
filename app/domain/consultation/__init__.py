"""A tri-party consultation 三方会商: a meeting as a record, with its decision and the tasks that come of it."""
