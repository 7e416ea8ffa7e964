"""A theme package 主题套餐 at work: one sitting, several cases, the order in which they are filed and handed out."""
