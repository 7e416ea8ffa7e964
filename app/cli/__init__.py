"""The commands of COMMANDS.md, one module a group. Only words, exit codes and shapes; the work is done by use cases."""
