"""The page of a case 办件: its state, clocks, papers and story, and the acts on it. It stands in 查询."""
