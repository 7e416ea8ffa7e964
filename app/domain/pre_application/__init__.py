"""Pre-applications 网上预审: what an applicant files online before coming to a counter, and which counter has it. Pure."""
