"""Forked workers that are killed by SIGKILL and begin again, and a parent that hears of every step.

A worker calls `Steps.done()` after each step; the killer is a process of its own, so that the kill comes from outside, at
whatever instruction.
"""

from __future__ import annotations

import os
import random
import selectors
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass


@dataclass
class Steps:
    """How far a worker is. `left`: how many steps it has to do; at `kill_at` (of those) a killer is let loose."""

    left: int
    kill_at: int
    after: float
    pipe: int

    def done(self) -> None:
        """One more is done."""
        os.write(self.pipe, b".")
        self.left -= 1
        self.kill_at -= 1
        if self.kill_at == 0:
            self._let_loose()

    def _let_loose(self) -> None:
        prey = os.getpid()
        if os.fork() == 0:
            os.closerange(3, 1024)  # the pipe too: its end says that the worker is gone
            signal.sigtimedwait((), self.after)  # the hunter waits; nothing is waited for in a test
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(prey, signal.SIGKILL)
            os._exit(0)


Work = Callable[[Sequence[int], Steps], None]


@dataclass
class Workers:
    """Runs work on shares of things (by their numbers) in forked processes."""

    shares: Sequence[Sequence[int]]
    chance: random.Random
    kills: int = 0

    def run(self, work: Work, steps: int = 0, heard: Callable[[int], None] | None = None) -> list[str]:
        """Do `steps` steps in each worker, which is killed once on the way; 0: undisturbed. What went wrong.

        `heard` is called in this process with the number of steps done so far by all.
        """
        watched = selectors.DefaultSelector()
        for share in self.shares:
            kill_at = self.chance.randint(1, steps) if steps else 0
            self._start(watched, work, share, Steps(steps, kill_at, self.chance.random() * 0.3, -1))
        wrong, total = [], 0
        while watched.get_map():
            for key, _ in watched.select():
                child, share, steps_of = key.data
                told = os.read(key.fd, 4096)
                if told:
                    total += len(told)
                    steps_of.left -= len(told)
                    if heard is not None:
                        heard(total)
                    continue
                watched.unregister(key.fd)
                os.close(key.fd)
                _, ended = os.waitpid(child, 0)
                if os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL:
                    self.kills += 1
                    if steps_of.left > 0:
                        self._start(watched, work, share, Steps(steps_of.left, 0, 0, -1))
                elif ended:
                    wrong.append(f"a worker ended with {os.waitstatus_to_exitcode(ended)}")
        watched.close()
        return wrong

    def _start(self, watched: selectors.BaseSelector, work: Work, share: Sequence[int], steps: Steps) -> None:
        there, here = os.pipe()
        sys.stdout.flush()
        child = os.fork()
        if child:
            os.close(here)
            watched.register(there, selectors.EVENT_READ, (child, share, steps))
            return
        status = 1
        try:
            steps.pipe = here
            work(share, steps)
            status = 0
        except BaseException:  # whatever it is, it must not run on in the parent's place
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
