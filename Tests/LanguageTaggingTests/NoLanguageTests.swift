import Testing

/// What is no language is `und`, and so is a script without a model unless one
/// language alone is written in it.
@Suite struct NoLanguageTests {
    @Test(arguments: [
        "", "   ", "-----", "☀☁☂ ♫♪ ★★★★☆",
        "12 345  6.7  89 %  2024  1,204  3,981  0.55", "1 2,5 3.75 -4 17 % 2024 12:30 0xFF 1e-9",
    ])
    func `numbers and signs are und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    @Test(arguments: [
        "asdf jklö qwer uiop zxcv nm", "hjkhkj kjhkjh kjhkj hkjh kjhkj",
        "dfgdfg hjkl asdasd qweqwe zxczxc fghfgh",
    ])
    func `keyboard noise is und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    @Test(arguments: [
        "SGVsbG8gd29ybGQsIHRoaXMgaXMgYmFzZTY0IHRleHQgb2Yg",
        "TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcmsu TWFueSBoYW5kcyBtYWtl",
        "https://news.example/a/b?c=d http://x.example www.y.example",
        "a@b.example, @handle #tag", "00000000: 4865 6c6c 6f20 776f 726c 640a 7f45 4c46",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ])
    func `encoded data and addresses are und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    @Test(arguments: [
        "for (int i = 0; i < n; i++) { sum += a[i]; }", "x = y * 2 + foo(bar)[3];",
        "let total = items.map { $0.price }.reduce(0, +)",
        #"if [ -z "$1" ]; then echo "usage: $0 file"; exit 1; fi"#,
        #"{"id": 17, "name": "x", "tags": ["a", "b"], "ok": true}"#,
        #"<div class="row"><span id="a1">0</span></div>"#,
        #"#include <stdio.h> int main(void) { return printf("%d\n", 0); }"#,
        "public static void main(String[] args) { System.out.println(args.length); }",
        "const f = async (x) => { await fetch(`/api/${x}`); };",
        "grep -rn 'foo' src/*.c | awk '{print $1}' | sort | uniq -c",
    ])
    func `source code is und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    @Test(arguments: ["ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾᛁᛃ", "𐤀𐤁𐤂𐤃𐤄 𐤅𐤆𐤇𐤈", "⠓⠑⠇⠇⠕ ⠺⠕⠗⠇⠙"])
    func `a script that no model knows is und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    @Test func `a script of one language decides`() throws {
        #expect(try LanguageModuleRunner.language(of: "ᎣᏏᏲ ᏙᎯᏧ ᎠᏂᎩᏚᏩᎩ") == "chr")
    }
}
