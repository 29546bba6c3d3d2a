"""Public tables in, answers with evidence and basis out; pure functions that never touch a file."""
