"""The applicant's screen 申请人屏: what is being entered, signature, rating. Nothing of the person before."""
