"""The locked screen 锁屏: hides everything until the same password is given."""
