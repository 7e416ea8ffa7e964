"""The acceptance page 受理: who → what → materials, the verdict always in view."""
