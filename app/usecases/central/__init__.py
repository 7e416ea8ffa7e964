"""What is done at the server: take in and rule, hand out, enrol, admit, publish."""
