"""The console of people who do not sit at a counter: pages made by the server, without scripts."""
