"""Online requests 网上申请 about a case: what an applicant asks for without coming, and what a counter answered. Pure."""
