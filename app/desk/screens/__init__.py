"""The workspaces 工作区: each a view (widgets), a plain presenter and, where it lists, a table model."""
