"""The catalogue 事项目录: items, situations, materials, review points, packages, departments."""
