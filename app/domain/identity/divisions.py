"""Administrative divisions 行政区划 by code (GB/T 2260): the provinces, and the districts around this hall.

The table only names what a code stands for. A code that is not in it may be historical or of another province,
so nothing is ever refused because of it.
"""

from __future__ import annotations

PROVINCES: dict[str, str] = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
    "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
    "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省",
    "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省",
    "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区",
    "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区",
    "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区", "83": "台湾地区",
}  # fmt: skip

DISTRICTS: dict[str, str] = {
    "500000": "重庆市",
    "500100": "重庆市市辖区",
    "500103": "重庆市渝中区",
    "500104": "重庆市大渡口区",
    "500105": "重庆市江北区",
    "500106": "重庆市沙坪坝区",
    "500107": "重庆市九龙坡区",
    "500108": "重庆市南岸区",
    "500112": "重庆市渝北区",
    "500113": "重庆市巴南区",
}


def area_name(code: str) -> str | None:
    """The name of a six-digit code, of its province where only that is known, None where not even that is."""
    return DISTRICTS.get(code) or PROVINCES.get(code[:2])
