"""The catalogue browser 事项库: items as the applicant sees them, theme packages with what they save."""
