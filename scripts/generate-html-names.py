#!/usr/bin/env python3
"""Writes Sources/WinnowHTML/Tree/HTMLName+Known.swift: the element and attribute names with fixed ids.

Run without arguments from anywhere. The lists follow the HTML standard's sections "Parsing HTML documents" (categories,
scopes, implied end tags, SVG and MathML adjustments) and "List of attributes"; an unknown name costs a run-time entry, nothing
more, so the attribute list only needs the usual ones.
"""

from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "Sources/WinnowHTML/Tree/HTMLName+Known.swift"

# Start tag actions in the "in body" insertion mode, in the order of BodyStartAction.
START = {
    "html": "html",
    "headContent": "base basefont bgsound link meta noframes script style template title",
    "body": "body",
    "frameset": "frameset",
    "block": "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header "
    "hgroup main menu nav ol p search section summary ul",
    "heading": "h1 h2 h3 h4 h5 h6",
    "preformatted": "pre listing",
    "form": "form",
    "listItem": "li",
    "description": "dd dt",
    "plaintext": "plaintext",
    "button": "button",
    "anchor": "a",
    "formatting": "b big code em font i s small strike strong tt u",
    "nobr": "nobr",
    "object": "applet marquee object",
    "table": "table",
    "voidInline": "area br embed img keygen wbr",
    "input": "input",
    "voidBlock": "param source track",
    "rule": "hr",
    "image": "image",
    "textarea": "textarea",
    "xmp": "xmp",
    "iframe": "iframe",
    "noembed": "noembed",
    "noscript": "noscript",
    "select": "select",
    "optionGroup": "optgroup",
    "option": "option",
    "rubyBase": "rb rtc",
    "rubyText": "rp rt",
    "math": "math",
    "svg": "svg",
    "ignored": "caption col colgroup frame head tbody td tfoot th thead tr",
}
# End tag actions in the "in body" insertion mode, in the order of BodyEndAction.
END = {
    "template": "template",
    "body": "body",
    "html": "html",
    "block": "address article aside blockquote button center details dialog dir div dl fieldset figcaption figure footer "
    "header hgroup listing main menu nav ol pre search section select summary ul",
    "form": "form",
    "paragraph": "p",
    "listItem": "li",
    "description": "dd dt",
    "heading": "h1 h2 h3 h4 h5 h6",
    "formatting": "a b big code em font i nobr s small strike strong tt u",
    "object": "applet marquee object",
    "lineBreak": "br",
}
# Category bits, in the order of NameFlags.
FLAGS = {
    "special": "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup "
    "dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
    "hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p "
    "param plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead "
    "title tr track ul wbr xmp",
    "defaultScope": "applet caption html table td th marquee object select template",
    "buttonScope": "button",
    "listScope": "ol ul",
    "tableScope": "html table template",
    "impliedEnd": "dd dt li optgroup option p rb rp rt rtc",
    "impliedEndThorough": "caption colgroup dd dt li optgroup option p rb rp rt rtc tbody td tfoot th thead tr",
    "heading": "h1 h2 h3 h4 h5 h6",
    "void": "area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen",
    "rawText": "style script xmp iframe noembed noframes plaintext",
    "tableText": "table tbody template tfoot thead tr",
    "breakout": "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    "meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
}
ELEMENTS = """abbr acronym audio bdi bdo blink canvas cite data datalist del dfn ins kbd label legend map mark menuitem meter
multicol nextid noindex output picture portal progress q ruby samp selectedcontent slot spacer span sub sup time var video
rb isindex command content element shadow amp-img font-face g path circle rect line polyline polygon ellipse text tspan
use defs symbol mask pattern stop image switch view marker metadata animate set desc foreignobject
mi mo mn ms mtext annotation-xml annotation mglyph malignmark mrow mfrac msup msub msubsup munder mover munderover msqrt
mroot mtable mtr mtd mstyle mspace mpadded mphantom menclose semantics merror mfenced mmultiscripts none mprescripts"""
SVG_TAGS = """altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend feColorMatrix
feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood
feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient radialGradient textPath"""
SVG_ATTRIBUTES = """attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode
filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes
lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength
patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio
primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures specularConstant specularExponent
spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength
viewBox viewTarget xChannelSelector yChannelSelector zoomAndPan"""
MATHML_ATTRIBUTES = "definitionURL"
FOREIGN_ATTRIBUTES = """xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type xml:lang
xml:space xmlns xmlns:xlink"""
ATTRIBUTES = """abbr about accept accept-charset accesskey action align alink allow allowfullscreen alt amp
amp-custom aria-controls aria-current aria-describedby aria-expanded aria-haspopup aria-hidden aria-label
aria-labelledby aria-level aria-live aria-modal aria-selected as async autocomplete autofocus autoplay axis background
bgcolor blocking border bordercolor cellpadding cellspacing char charoff charset checked class classid clear clip-path
clip-rule code codebase codetype color cols colspan compact contenteditable controls coords crossorigin d data data-id
data-href data-src data-srcset data-sizes data-title data-type data-url data-value data-target data-toggle data-name data-index
data-testid data-component data-track data-lazy-src data-original data-bg data-action data-placement data-label data-link
data-module data-layout data-widget data-width data-height data-module-name data-v datatype date datetime decoding
default defer dir dirname disabled download draggable enctype encoding face fetchpriority fill fill-opacity fill-rule
for form formaction formenctype formmethod formnovalidate formtarget frame frameborder headers height hidden high
href hreflang hspace http-equiv id imagesizes imagesrcset inert inlist inputmode integrity is itemid itemprop itemref
itemscope itemtype jsaction jscontroller jsname jsmodel kind label lang language layout link list loading longdesc loop
low marginheight marginwidth max maxlength media method min minlength multiple muted name noshade novalidate nowrap
nomodule nonce object open onabort onblur onchange onclick onerror onfocus onload onmouseout onmouseover onsubmit opacity
optimum part pattern ping placeholder playsinline points popover popovertarget poster prefix preload profile prompt property
pubdate r readonly referrerpolicy rel required resource rev reversed role rows rowspan rules rx ry sandbox scheme scope
scrolling selected shadowrootmode shape size sizes slot span spellcheck src srcdoc srclang srcset standby start step
stop-color stroke stroke-linecap stroke-linejoin stroke-miterlimit stroke-width style summary tabindex target text
transform title translate type typeof usemap valign value valuetype version vlink vocab vspace width wrap x x1 x2 xmlns:xsi
xmlns:og xmlns:fb y y1 y2 cx cy dx dy z"""
KEYWORDS = set("""as async default defer in is for switch var class open self rawValue init repeat while if else case
do return static struct import extension protocol func let nil true false where throw throws try catch break
continue guard inout internal private public fileprivate operator subscript super typealias enum deinit rethrows any
associatedtype precedencegroup Type Self""".split())


def words(text):
    return text.split()


def camel(name):
    out, upper = "", False
    for c in name:
        if c in "-:":
            upper = True
        else:
            out += c.upper() if upper else c
            upper = False
    return out


def main():
    names = []
    for group in list(START.values()) + list(END.values()) + list(FLAGS.values()):
        names += words(group)
    names += words(ELEMENTS) + [n.lower() for n in words(SVG_TAGS)]
    names += [n.lower() for n in words(SVG_ATTRIBUTES) + words(MATHML_ATTRIBUTES)]
    names += words(FOREIGN_ATTRIBUTES) + words(ATTRIBUTES)
    names += words(SVG_TAGS) + words(SVG_ATTRIBUTES) + words(MATHML_ATTRIBUTES)
    names = list(dict.fromkeys(names))
    ids = {n: i for i, n in enumerate(names)}
    info = {n: 0 for n in names}
    for position, group in enumerate(START.values(), 1):
        for n in words(group):
            assert info[n] & 0xFF == 0, n
            info[n] |= position
    for position, group in enumerate(END.values(), 1):
        for n in words(group):
            info[n] |= position << 8
    for position, group in enumerate(FLAGS.values()):
        for n in words(group):
            info[n] |= 1 << (16 + position)
    statics = {}
    for n in names:
        statics.setdefault(camel(n), n)
    with OUT.open("w") as f:
        f.write("// Generated by scripts/generate-html-names.py; edit the lists there.\n\n")
        f.write("extension HTMLName {\n")
        for identifier in sorted(statics):
            n = statics[identifier]
            quoted = f"`{identifier}`" if identifier in KEYWORDS else identifier
            f.write(f"    /// The name `{n}`.\n")
            f.write(f"    @inlinable public static var {quoted}: HTMLName {{ HTMLName(rawValue: {ids[n]}) }}\n")
        f.write("}\n\nenum KnownNames {\n")
        f.write(f"    /// The number of names with fixed ids.\n    static let count = {len(names)}\n\n")
        f.write("    /// One line a name, in the order of ids: the name and its actions and flags in hexadecimal.\n")
        f.write('    static let lines: StaticString = """\n')
        for n in names:
            f.write(f"        {n} {info[n]:x}\n")
        f.write('        """\n\n')
        for identifier, comment, group in (
            ("svgTags", "SVG tag names: the tokenizer's id and the id in the SVG spelling, alternating.", SVG_TAGS),
            ("svgAttributes", "SVG attribute names, likewise.", SVG_ATTRIBUTES),
        ):
            f.write(f"    /// {comment}\n    static let {identifier}: [Int32] = [\n")
            for n in words(group):
                f.write(f"        {ids[n.lower()]}, {ids[n]},\n")
            f.write("    ]\n\n" if identifier == "svgTags" else "    ]\n")
        f.write("}\n")


main()
