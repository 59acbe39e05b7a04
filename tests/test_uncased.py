"""Articles in scripts without capitals, in each shape: sentences that begin with the word of a label stay whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cleaner

FIXTURES = Path(__file__).parents[1] / "fixtures"
# What a scraper leaves around such an article: above it, in its middle, below it.
FURNITURE = {
    "ar-flat-clean-suq": (
        ["الرئيسية > محليات", "كتبت: ليلى حداد", "12 يونيو 2023 - 09:30"],
        "إعلان",
        ["اقرأ أيضا: حكاية الجسر القديم", "جميع الحقوق محفوظة لصحيفة الميناء"],
    ),
    "hi-flat-clean-ghat": (
        ["होम > स्थानीय > समाचार", "लेखक: मीरा जोशी", "शेयर करें फेसबुक ट्विटर व्हाट्सएप"],
        "विज्ञापन",
        ["यह भी पढ़ें: पुराने पुल की कहानी", "सर्वाधिकार सुरक्षित"],
    ),
    "ja-flat-clean-todai": (
        ["トップ > 地域 > 記事", "2023年7月2日 6時00分", "シェアする ツイート LINEで送る"],
        "広告",
        ["あわせて読みたい：港の猫、三十匹の名前", "Copyright 白波新聞社 無断転載を禁じます"],
    ),
    "ko-wrapped-clean-pyeonji": (
        ["입력 2023.06.12. 오전 9:30", "페이스북 트위터 카카오톡 URL 복사"],
        "[광고]",
        ["관련기사", "등대지기 부부의 마지막 겨울", "저작권자 © 항구일보 무단전재 및 재배포 금지"],
    ),
    "th-lines-clean-samphat": (
        ["หน้าแรก", "แชร์ ทวีต ส่งต่อทาง LINE"],
        "โฆษณา",
        ["ข่าวที่เกี่ยวข้อง", "ติดตามข่าวสารได้ที่ Facebook และ LINE"],
    ),
    "zh-glued-clean-shutan": (
        ["首页 > 社会 > 正文", "2023年5月6日 08:30", "分享到：微信 微博 QQ空间"],
        "广告",
        ["相关阅读：最后一个撑船人的航线图", "版权所有 云溪日报社 未经授权不得转载"],
    ),
}
JOINTS = {"lines": "\n\n", "flat": " ", "glued": "", "wrapped": "\n"}


def paragraphs(name: str) -> list[str]:
    text = (FIXTURES / name / "input.txt").read_text(encoding="utf-8")
    parts = text.split("\n\n") if "\n" in text.strip() else re.split(r"(?<=[.।]) |(?<=。) ?", text)
    return [" ".join(part.split()) for part in parts if part.strip()]


@pytest.mark.parametrize("shape", JOINTS)
@pytest.mark.parametrize("name", FURNITURE)
def test_the_body_stays_whole_amid_residue(name: str, shape: str) -> None:
    above, middle, below = FURNITURE[name]
    body = paragraphs(name)
    kept = cleaner.clean(JOINTS[shape].join([*above, *body[:3], middle, *body[3:], *below]), kind="text").text
    whole = "".join(kept.split())
    assert [part for part in body if "".join(part.split()) not in whole] == []


@pytest.mark.parametrize("name", FURNITURE)
def test_what_stands_on_lines_around_it_goes(name: str) -> None:
    above, middle, below = FURNITURE[name]
    body = paragraphs(name)
    kept = cleaner.clean("\n\n".join([*above, *body[:3], middle, *body[3:], *below]), kind="text").text
    assert [line for line in (middle, above[-1], below[-1]) if line in kept.split("\n\n")] == []
