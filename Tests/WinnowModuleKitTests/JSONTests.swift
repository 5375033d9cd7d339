import Testing
import WinnowModuleKit

@Suite struct JSONTests {
    @Test(arguments: [
        ("null", JSONValue.null), (" true ", .bool(true)), ("-12", .integer(-12)),
        ("0", .integer(0)), ("1.5e2", .number(150)), ("9223372036854775808", .number(0x1p63)),
        (#""a\u00e9\ud83d\ude00\n\/""#, .string("aé😀\n/")), (#""\ud83dx""#, .string("\u{FFFD}x")),
        ("[1, [], {}]", .array([.integer(1), .array([]), .object([])])),
        (
            #"{"a": 1, "b": [true]}"#,
            .object([
                .init(name: "a", value: .integer(1)),
                .init(name: "b", value: .array([.bool(true)])),
            ])
        ),
    ])
    func `a JSON text is read`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", ".5", "+1", "tru", "\"a", "\"\\x\"",
        "\"\\u12\"", "\"\u{1}\"", "1 2", "{\"a\":1,\"a\":2}", "1e999", "nan", "{a:1}",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: ModuleError.self) { try JSONValue(parsing: text) }
    }

    @Test func `nesting is bounded`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: ModuleError.self) { try JSONValue(parsing: deep) }
    }

    @Test func `options have defaults, types and ranges`() throws {
        let json = #"{"on": true, "n": 3, "x": 2, "s": "text", "l": ["a", "b"], "o": {"i": 99}}"#
        let options = try read(json)
        #expect(try options.bool("on", default: false))
        #expect(try options.integer("n", in: 0...5, default: 1) == 3)
        #expect(try options.integer("missing", in: 0...5, default: 1) == 1)
        #expect(try options.number("x", in: 0...5, default: 1) == 2)
        #expect(try options.string("s", default: "") == "text")
        #expect(try options.strings("l") == ["a", "b"])
        let error = #expect(throws: ModuleError.self) {
            try options.object("o").integer("i", in: 0...9, default: 0)
        }
        #expect(error?.description == "o.i: expected a whole number from 0 to 9")
    }

    @Test func `a value of another type is refused with the key`() throws {
        let options = try read(#"{"on": 1, "l": [1], "s": null}"#)
        #expect(throws: ModuleError.self) { try options.bool("on", default: false) }
        #expect(throws: ModuleError.self) { try options.strings("l") }
        #expect(throws: ModuleError.self) { try options.string("s", default: "") }
    }

    private func read(_ json: String) throws -> ModuleOptions {
        try Array(json.utf8).withUnsafeBufferPointer { try ModuleOptions(json: $0) }
    }
}
