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

    @Test(arguments: [
        "SELECT name, price FROM products WHERE price > 10 ORDER BY name",
        "INSERT INTO customers (name, city, country) VALUES ('Anna', 'Oslo', 'Norway');",
        "UPDATE accounts SET balance = balance - 100 WHERE id = 7;",
        "CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT);",
        "select title from books where year > 1990 and author = 'Smith' limit 10;",
        "def add(first, second): return first + second",
        "for item in items: if item.price > limit: total += item.price",
        "public class Hello extends Base implements Runnable { private final String name; }",
        "func area(of shape: Shape) -> Double { shape.width * shape.height }",
        "git clone https://example.com/repo.git && cd repo && npm install",
        "docker run -d --name web -p 8080:80 nginx:latest",
        ".header .title { font-weight: bold; text-align: center; }",
        "name: build on: push jobs: test: runs-on: linux steps: run: make",
        "at com.example.app.Main.run(Main.java:42) at java.base/java.lang.Thread.run(Thread.java:840)",
    ])
    func `code of English words is und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    @Test(arguments: [
        "48 65 6c 6c 6f 20 77 6f 72 6c 64 21 0a 7f 45 4c 46 02 01 01",
        "de ad be ef ca fe ba be 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff",
        "FF D8 FF E0 00 10 4A 46 49 46 00 01", "0xde 0xad 0xbe 0xef 0xca 0xfe",
        "deadbeef cafe babe feed face", "ff fe fa fb ee cd ab", "DEADBEEF CAFEBABE FEEDFACE",
    ])
    func `bytes in hexadecimal digits are und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    @Test(arguments: [
        "import os, sys", "import numpy as np", "from collections import defaultdict, Counter",
        "import json", "sudo apt-get install nginx", "$ sudo apt-get update",
        "sudo apt-get install build-essential libssl-dev curl git vim",
        "apt-get install python3", "npm install express", "npm run build", "pip install requests",
        "git commit -m \"first version\"", "git push origin main", "docker compose up",
        "kubectl get pods", "sudo systemctl enable ssh", "mkdir build && cd build",
        "chmod +x script.sh", "cd /usr/local/src", "ls -la /etc", "cat /etc/passwd",
        "grep -r pattern src", "tar xzf archive.tar.gz", "brew install wget",
        "rm -rf node_modules", "cargo build --release", "cd project\nnpm install\nnpm run start",
    ])
    func `commands and imports are und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    /// Sentences and headings that begin as commands do.
    @Test(arguments: [
        ("en", "git is a system for keeping the history of source code"),
        ("en", "find the shortest way home and make dinner for all of them"),
        ("en", "from Paris they import cheese, wine and all the best bread"),
        ("en", "import duties on steel were raised again last week"),
        ("en", "cut the bread into slices, toast them and serve with butter"),
        ("en", "npm install fails with an error on my computer"),
        ("en", "The cafe faded; a facade, a decade, a deed."),
        ("de", "import von waren aus china, japan und korea steigt weiter"),
        ("es", "sudo mucho cuando corro por la tarde en verano"),
        ("tr", "git buradan ve bir daha geri dönme lütfen"),
    ])
    func `prose that begins as a command stays prose`(tag: String, text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == tag)
    }

    @Test(arguments: [
        ("en", "Select your name from the list and press enter."),
        ("en", "The class meets on Monday; the teacher (Mr. Smith) said so."),
        ("en", "You can call print() to see the value, then save the file."),
        ("en", "Terms and conditions apply [1]; see page 4 [2]."),
        ("en", "Insert into the slot; values are shown below."),
        ("en", "The value (see fig. 2) is 5 > 3; p < 0.05, n = 12."),
        ("en", "Read more at blog.example.com or news.example.org today."),
        ("en", "UPDATE: Police have found the missing boat."),
        ("de", "Vokabeln: to be = sein; to have = haben; zum Lernen bis morgen"),
        ("de", "Lehrer(innen) und Schüler(innen) trafen sich; danach gab es Kaffee."),
        ("sv", "import och export av varor ökade i maj"),
    ])
    func `prose with signs is no code`(tag: String, text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == tag)
    }

    @Test(arguments: ["ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾᛁᛃ", "𐤀𐤁𐤂𐤃𐤄 𐤅𐤆𐤇𐤈", "⠓⠑⠇⠇⠕ ⠺⠕⠗⠇⠙"])
    func `a script that no model knows is und`(text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == "und")
    }

    @Test func `a script of one language decides`() throws {
        #expect(try LanguageModuleRunner.language(of: "ᎣᏏᏲ ᏙᎯᏧ ᎠᏂᎩᏚᏩᎩ") == "chr")
    }
}
