"""The characters of Chinese writing, as a pattern's class has them."""

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
HAN_SIGN = re.compile(f"[{HAN}]")
