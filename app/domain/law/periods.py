"""The periods that statutes set, each with the rule that sets it. An item's own limits stand in the catalogue.

Those of the licensing law hold for licences 行政许可 only; other items take their base line from themselves.
"""

from __future__ import annotations

from app.domain.law.limit import Limit

TELL_CORRECTIONS = Limit(5)
"""From receipt: tell everything that is missing, once. Rule: LAW-32-4."""

DECIDE = Limit(20)
"""From acceptance to the decision, where no law says otherwise. Rule: LAW-42-1."""

DECIDE_EXTENSION = Limit(10)
"""Added once by the head of the body. Rule: LAW-42-1."""

DECIDE_JOINTLY = Limit(45)
"""From acceptance, where several departments handle a matter jointly. Rule: LAW-42-2."""

DECIDE_JOINTLY_EXTENSION = Limit(15)
"""Added once by the head of the people's government at that level. Rule: LAW-42-2."""

DELIVER = Limit(10)
"""From the decision to the delivery of the licence. Rule: LAW-44-1."""

RECONSIDERATION = Limit(60, "day")
"""For an application for administrative reconsideration, from knowing of the act; natural days. Rule: RECON-20."""

LITIGATION = Limit(6, "month")
"""For a suit at an administrative court, from knowing of the act. Rule: LITIG-46."""
