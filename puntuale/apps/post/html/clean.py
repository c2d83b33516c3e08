"""The one sanitiser: what may stand in a mail that we show, and nothing else."""

import re
from collections.abc import Callable
from html import escape

import nh3

from puntuale.apps.post.html.effort import is_cleaned_quickly, without_raw_text

# The frame may load nothing but the files of the mail itself, and run nothing.
FRAME_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:;"
    " style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
TAGS = {
    *("a", "abbr", "address", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center"),
    *("cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption"),
    *("figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li"),
    *("ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub"),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr"),
}
SIZES = {"width", "height", "align", "valign", "bgcolor", "border", "cellpadding", "cellspacing"}
ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", *SIZES},
    "table": SIZES,
    "td": {"colspan", "rowspan", *SIZES},
    "th": {"colspan", "rowspan", *SIZES},
    "tr": SIZES,
    "col": {"span", "width"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type"},
    "div": {"align"},
    "p": {"align"},
}
# No position, no layers, nothing that loads: letters, colours, boxes.
STYLES = {
    *("color", "background-color", "font-family", "font-size", "font-style", "font-weight"),
    *("line-height", "letter-spacing", "text-align", "text-decoration", "text-indent"),
    *("text-transform", "vertical-align", "white-space", "width", "height", "max-width"),
    *(f"{box}{side}" for box in ("padding", "border") for side in ("", "-top", "-bottom")),
    *(f"{box}{side}" for box in ("padding", "border") for side in ("-left", "-right")),
    *("border-collapse", "border-color", "border-style", "border-width", "border-spacing"),
    "list-style-type",
}
# `cid:` and `data:` are for pictures alone: behind a link they would be a page of the sender's.
LINK = re.compile(r"\s*(https?:|mailto:|tel:|#)", re.IGNORECASE)
PICTURES = ("data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;")
REMOTE = re.compile(r"(https?:)?//", re.IGNORECASE)
Images = Callable[[str], str | None]


def no_images(_content_id: str) -> str | None:
    """Show no image of the mail."""
    return None


def safe_html(
    html: str, *, image_url: Images = no_images, remote_url: Images = no_images
) -> str | None:
    """`html` without anything that acts, loads or covers; None where only its text can be shown.

    `image_url` gives the address of the file with a Content-ID; `remote_url` one of ours for an
    image that lies elsewhere. Without it such images are left out: asking for them would tell their
    sender who reads the mail, and when.
    """
    html = without_raw_text(html)
    if not is_cleaned_quickly(html):
        return None

    def allow(_tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return _image(value, image_url, remote_url)
        if name == "href" and not LINK.match(value):
            return None
        if name == "style" and _is_suspicious(value):
            return None
        return value

    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=allow,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        filter_style_properties=STYLES,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer nofollow",
    )


def document(clean: str, *, language: str = "") -> str:
    """A page of its own around cleaned HTML, for a sandboxed frame; send it with `FRAME_POLICY`."""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light">'
        "<style>body{margin:0;padding:0.5rem;background:#fff;color:#17211f;"
        "font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}"
        "img{max-width:100%;height:auto}table{max-width:100%}</style></head>"
        f"<body>{clean}</body></html>"
    )


def remote_images(html: str) -> list[str]:
    """The addresses of the images that lie elsewhere, each once, as they would be asked for."""
    found: dict[str, None] = {}

    def remember(address: str) -> None:
        found[address] = None

    safe_html(html, remote_url=remember)
    return list(found)


def _image(source: str, image_url: Images, remote_url: Images) -> str | None:
    source = source.strip()
    if source[:4].lower() == "cid:":
        return image_url(source[4:].strip("<> "))
    if REMOTE.match(source):
        return remote_url(f"https:{source}" if source.startswith("//") else source)
    return source if source.lower().startswith(PICTURES) else None


def _is_suspicious(style: str) -> bool:
    lower = style.lower()
    # An escape could spell any of these; honest mail programs need none.
    return any(word in lower for word in ("url(", "expression", "\\", "image(", "var(", "@"))
