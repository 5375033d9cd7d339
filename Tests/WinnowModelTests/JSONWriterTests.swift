import Testing
import WinnowModel

@Suite struct JSONWriterTests {
    @Test("members and elements are separated by commas, nested ones too")
    func commas() {
        var json = JSONWriter()
        json.beginObject()
        json.member("a", 1)
        json.key("b")
        json.beginArray()
        json.string("x")
        json.beginObject()
        json.endObject()
        json.null()
        json.endArray()
        json.member("c", true)
        json.endObject()
        #expect(
            String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":["x",{},null],"c":true}"#
        )
    }

    @Test(
        "what could end a line or a string is escaped, everything else is kept",
        arguments: [
            ("a\"b\\c", #""a\"b\\c""#),
            ("\n\r\t\u{1}\u{1F}", #""\n\r\t\u0001\u001f""#),
            ("x\u{2028}y\u{2029}z\u{85}", #""x\u2028y\u2029z\u0085""#),
            ("é – “ü” 漢字 😀 \u{C2}\u{E2}", "\"é – “ü” 漢字 😀 \u{C2}\u{E2}\""),
            ("", "\"\""),
        ]
    )
    func escapes(text: String, expected: String) {
        var json = JSONWriter()
        json.string(text)
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test(
        "a decimal has at most four digits behind the point",
        arguments: [
            (0.5, "0.5"), (1, "1"), (-0.25, "-0.25"), (0.123456, "0.1235"), (12.0001, "12.0001"),
            (Double.nan, "null"), (Double.infinity, "null"), (99.99999, "100"), (0.05, "0.05"),
        ]
    )
    func decimals(value: Double, expected: String) {
        var json = JSONWriter()
        json.number(value)
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test("an escape is found wherever it stands", arguments: 0..<24)
    func places(_ place: Int) {
        let head = String(repeating: "n", count: place)
        let escapes = ["\u{1}": "\\u0001", "\"": "\\\"", "\\": "\\\\", "\u{2028}": "\\u2028"]
        for (character, escape) in escapes {
            var json = JSONWriter()
            json.string(head + character + "tail, tail, é, tail")
            let expected = "\"" + head + escape + "tail, tail, é, tail\""
            #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
        }
    }
}
