"""A project 项目 that spans many cases: its stages, its manager, the critical path, the next thing to do."""
