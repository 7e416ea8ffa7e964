"""Search 查询: find a case by anything that a person may know of it."""
