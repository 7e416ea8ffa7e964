"""The scripted counter day 演示: real window, real widgets, real keys, on an evaluation store that is thrown away."""
