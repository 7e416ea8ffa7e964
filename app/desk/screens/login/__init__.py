"""Log-in 登录 and the first start 首次启动."""
