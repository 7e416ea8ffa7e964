"""Issuance 出件: results that wait at the hall, who may collect them, and the record of their delivery."""
