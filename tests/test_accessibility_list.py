"""docs/accessibility.md lists all 33 items of KWCAG 2.2 and names tests that exist; what an item forbids
in the sources is not there."""

import re

import pytest

from script.catalogue import CHECKOUT

PAGE = CHECKOUT / "docs" / "accessibility.md"
STATIC = CHECKOUT / "portal" / "static" / "portal"
# KS X OT0003 (KWCAG 2.2, December 2022): number and name of each check item
ITEMS = {
    "5.1.1": "적절한 대체 텍스트 제공",
    "5.2.1": "자막 제공",
    "5.3.1": "표의 구성",
    "5.3.2": "콘텐츠의 선형구조",
    "5.3.3": "명확한 지시사항 제공",
    "5.4.1": "색에 무관한 콘텐츠 인식",
    "5.4.2": "자동 재생 금지",
    "5.4.3": "텍스트 콘텐츠의 명도 대비",
    "5.4.4": "콘텐츠 간의 구분",
    "6.1.1": "키보드 사용 보장",
    "6.1.2": "초점 이동과 표시",
    "6.1.3": "조작 가능",
    "6.1.4": "문자 단축키",
    "6.2.1": "응답시간 조절",
    "6.2.2": "정지 기능 제공",
    "6.3.1": "깜빡임과 번쩍임 사용 제한",
    "6.4.1": "반복 영역 건너뛰기",
    "6.4.2": "제목 제공",
    "6.4.3": "적절한 링크 텍스트",
    "6.4.4": "고정된 참조 위치 정보",
    "6.5.1": "단일 포인터 입력 지원",
    "6.5.2": "포인터 입력 취소",
    "6.5.3": "레이블과 네임",
    "6.5.4": "동작기반 작동",
    "7.1.1": "기본 언어 표시",
    "7.2.1": "사용자 요구에 따른 실행",
    "7.2.2": "찾기 쉬운 도움 정보",
    "7.3.1": "오류 정정",
    "7.3.2": "레이블 제공",
    "7.3.3": "접근 가능한 인증",
    "7.3.4": "반복 입력 정보",
    "8.1.1": "마크업 오류 방지",
    "8.2.1": "웹 애플리케이션 접근성 준수",
}
ROW = re.compile(r"^\| (\d\.\d\.\d) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
FORBIDDEN = {
    "6.1.2": (r'tabindex="[1-9]', "*.html"),
    "6.3.1": (r"<(?:blink|marquee)\b|text-decoration:\s*blink", "*.*"),
    "6.5.1": (r"\b(?:touchmove|gesturestart|pointermove)\b", "*.js"),
    "6.5.2": (r"[\"'](?:mousedown|touchstart|pointerdown)[\"']", "*.js"),
    "6.5.4": (r"\b(?:devicemotion|deviceorientation|Accelerometer|Gyroscope)\b", "*.js"),
    # A new window says so in its link
    "7.2.1": (r'target="_blank"(?![^\n]*"\(in a new window\)")', "*.html"),
    "5.4.2": (r"\bautoplay\b", "*.html"),
}


def rows():
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def test_list_has_the_items_in_their_order():
    assert len(ITEMS) == 33
    assert [(number, name) for number, name, _, _ in rows()] == list(ITEMS.items())


def test_each_item_says_how_it_is_met_and_what_shows_it():
    said_too_little = {
        number
        for number, _, how, shown in rows()
        if len(how) < 10 or not re.search(r"`[\w/.]+`|by hand", shown)
    }
    assert said_too_little == set()


def test_what_the_list_names_is_there():
    named = re.findall(r"`((?:tests|portal|script)/[\w/.]+)`", PAGE.read_text(encoding="utf-8"))

    assert named
    assert {path for path in named if not (CHECKOUT / path).exists()} == set()


@pytest.mark.parametrize("item", FORBIDDEN)
def test_sources_have_none_of_what_an_item_forbids(item):
    pattern, names = FORBIDDEN[item]
    found = {
        path.relative_to(CHECKOUT).as_posix()
        for folder in (STATIC, CHECKOUT / "templates")
        for path in folder.rglob(names)
        if path.suffix in (".css", ".html", ".js", ".txt")
        and re.search(pattern, path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_sizes_follow_the_size_that_the_reader_set():
    """KRDS counts in rem with a root of 62.5 %: in pixels the browser's own size would not count."""
    krds = (STATIC.parent / "krds" / "css" / "component" / "output.css").read_text()
    assert "--krds-font-size-base: 62.5%" in krds
    assert "html { font-size: var(--krds-font-size-base)" in krds
    in_pixels = {
        f"{path.name}: {size}"
        for path in STATIC.glob("*.css")
        if path.name not in ("admin.css", "api.css")  # on Django's own and Swagger's sheets
        for size in re.findall(r"font-size: *\d+px", path.read_text(encoding="utf-8"))
    }
    assert in_pixels == {
        "programme.css: font-size: 15px",  # inside an SVG, which is scaled as a whole
        "programme.css: font-size: 22px",
    }
