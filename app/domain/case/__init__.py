"""The case 办件 as a functional aggregate: commands, events, state, decide, evolve."""
