import DaemonTesting
import Foundation
import LoopbackServer
import Testing

extension EndToEnd {
    /// What each command prints, and how it ends.
    @Suite struct CommandTests {
        private let command: String
        private let files: ScratchDirectory
        private let entry = TestEntry("harbour")

        init() throws {
            command = try builtTree().command
            files = try ScratchDirectory()
        }

        private func winnow(_ arguments: String..., input: String = "/dev/null") throws
            -> CommandResult
        {
            try CommandResult.of(command, arguments, input: input)
        }

        @Test func `clean prints a line for each input, and fails for the bad ones`() throws {
            let page = try files.write(entry.page, to: "page.html")
            let packed = try gzip(page)
            let cut = try files.write(packed.dropLast(packed.count / 2), to: "cut.html.gz")
            let inputs = [
                page,
                try files.write(packed, to: "packed.html.gz"),
                try files.write("", to: "empty.html"),
                try files.write(
                    Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 193 >> 3) }),
                    to: "binary"
                ),
                cut,
                files.path + "/missing.html",
            ]
            let result = try CommandResult.of(command, ["clean"] + inputs)
            #expect(result.ending == .exited(1))
            let records = try result.objects()
            #expect(records.compactMap { $0["path"] as? String } == inputs)
            #expect(
                records.compactMap { $0["outcome"] as? String }
                    == ["stored", "stored", "empty", "dropped", "failed", "failed"]
            )
            for record in records.prefix(2) {
                #expect((record["text"] as? String)?.contains(entry.sentence) == true)
            }
            let complaints = result.errors.split(separator: "\n")
            #expect(complaints.count == 2)
            #expect(result.errors.contains("winnow: \(cut): gzip data is damaged or truncated\n"))
            #expect(result.errors.contains("/missing.html: could not open: No such file"))
        }

        @Test func `clean prints what it has while the next input is still to come`() throws {
            let page = try files.write(entry.page, to: "page.html")
            let (pipe, output) = (files.path + "/pipe", files.path + "/output")
            try #require(mkfifo(pipe, 0o600) == 0)
            let process = try ChildProcess(
                command,
                ["clean", page, pipe, page, "--format", "text", "--jobs", "1"],
                input: "/dev/null",
                output: output,
                errors: files.path + "/errors"
            )
            let deadline = ContinuousClock.now + .seconds(60)
            while try String(contentsOfFile: output, encoding: .utf8).isEmpty {
                try #require(ContinuousClock.now < deadline, "the first page is not printed")
                usleep(10_000)
            }
            let writer = try #require(FileHandle(forWritingAtPath: pipe))
            try writer.write(contentsOf: Data("The ferry waits.".utf8))
            try writer.close()
            #expect(try process.wait(atMost: .seconds(60)) == .exited(0))
            let text = try String(contentsOfFile: output, encoding: .utf8)
            #expect(text.components(separatedBy: entry.sentence).count == 3)
            #expect(text.contains("\nThe ferry waits.\n"))
        }

        @Test func `clean reads standard input, and writes plain text or Markdown`() throws {
            let page = try files.write(entry.page, to: "page.html")
            let text = try winnow(
                "clean",
                "-",
                "--media-type",
                "text/html",
                "--format",
                "text",
                input: page
            )
            #expect(text.ending == .exited(0))
            #expect(text.output.contains(entry.sentence))
            let markdown = try winnow("clean", page, "--format", "markdown")
            #expect(markdown.ending == .exited(0))
            #expect(markdown.output.contains("title: \"Entry harbour\"\n"))
            #expect(!markdown.output.contains("Imprint"))
        }

        @Test(
            .enabled(
                if: geteuid() != 0 || FileManager.default.isExecutableFile(atPath: setpriv),
                "root needs setpriv to give up reading everything"
            )
        )
        func `clean names a folder it may not read, and cleans the others`() throws {
            let page = try files.write(entry.page, to: "page.html")
            let closed = files.path + "/folder/closed"
            try files.write(entry.page, to: "folder/open.html")
            try files.write(entry.page, to: "folder/closed/page.html")
            chmod(closed, 0)
            defer { chmod(closed, 0o700) }
            let arguments = ["clean", files.path + "/folder", page]
            let result =
                geteuid() == 0
                ? try CommandResult.of(
                    setpriv,
                    ["--bounding-set", "-dac_override,-dac_read_search", command] + arguments
                ) : try CommandResult.of(command, arguments)
            #expect(result.ending == .exited(1))
            #expect(result.errors == "winnow: \(closed): could not open: Permission denied\n")
            #expect(
                try result.objects().compactMap { $0["outcome"] as? String }
                    == ["failed", "stored", "stored"]
            )
        }

        @Test func `try shows what a route makes of a page, and says why there is nothing`() throws
        {
            let site = try TestSite()
            site.setPage("/page", entry.page)
            let good = try winnow("try", site.url("/page"))
            #expect(good.ending == .exited(0))
            #expect(good.output.contains(entry.sentence))
            #expect(!good.output.contains("Imprint"))
            let explained = try winnow("try", "--explain", site.url("/page"))
            #expect(explained.ending == .exited(0))
            #expect(explained.output.contains("Imprint"))
            let record = try winnow("try", "--json", site.url("/page")).objects().first
            #expect(record?["title"] as? String == "Entry harbour")

            let missing = try winnow("try", site.url("/nothing"))
            #expect(missing.ending == .exited(1))
            #expect(missing.errors.contains("HTTP 404"))
            site.setPage("/empty", " ")
            let empty = try winnow("try", site.url("/empty"))
            #expect(empty.ending == .exited(0))
            #expect(empty.output.isEmpty)
            #expect(empty.errors.contains("no text"))
            site.set("/image", .body("\u{1}\u{2}", type: "image/png"))
            let image = try winnow("try", site.url("/image"))
            #expect(image.errors.contains("image/png"))
            #expect(try winnow("try", files.path + "/missing").ending == .exited(1))
        }

        @Test func `feed prints what the daemon reads, or why it cannot`() throws {
            let text = TestEntry.feed([entry], site: "http://news.example")
            let file = try files.write(text, to: "feed.xml")
            let result = try winnow("feed", file, "--content-type", "application/rss+xml")
            #expect(result.ending == .exited(0))
            let object = try #require(try result.objects().first)
            #expect((object["feed"] as? [String: Any])?["title"] as? String == "Test news")
            let entries = try #require(object["entries"] as? [[String: Any]])
            #expect(entries.map { $0["id"] as? String } == ["harbour"])
            #expect(entries.map { $0["published"] as? String } == ["2026-11-16T08:01:00Z"])
            #expect(object["error"] is NSNull)

            let page = try files.write(entry.page, to: "page.html")
            for bad in [page, try files.write("", to: "empty.xml")] {
                let failed = try winnow("feed", bad)
                #expect(failed.ending == .exited(1))
                #expect(try failed.objects().first?["error"] is String)
            }
            let missing = try winnow("feed", files.path + "/missing.xml")
            #expect(missing.ending == .exited(1))
            #expect(missing.errors.contains("missing.xml: could not open"))
        }

        @Test func `html prints the tree`() throws {
            let file = try files.write("<p>one<p title=x>two", to: "page.html")
            let result = try winnow("html", file)
            #expect(result.ending == .exited(0))
            #expect(
                result.output.trimmingCharacters(in: .newlines) == """
                    | <html>
                    |   <head>
                    |   <body>
                    |     <p>
                    |       "one"
                    |     <p>
                    |       title="x"
                    |       "two"
                    """
            )
            let cell = try winnow(
                "html",
                "--fragment",
                "tr",
                "-",
                input: try files.write("<td>x", to: "td")
            )
            #expect(cell.output.hasPrefix("| <td>\n|   \"x\""))
            #expect(try winnow("html", files.path + "/missing").ending == .exited(1))
            #expect(try winnow("html").ending == .exited(64))
        }

        @Test func `language tags each line`() throws {
            let lines = """
                The harbour office counted the boats twice and came to the same number.
                Das Hafenamt zählte die Boote zweimal und kam beide Male auf dieselbe Zahl.

                Контора порта дважды пересчитала лодки и оба раза получила одно число.
                """
            let result = try winnow("language", try files.write(lines, to: "lines.txt"))
            #expect(result.ending == .exited(0))
            let rows = result.output.split(separator: "\n").map { $0.split(separator: "\t") }
            #expect(rows.map(\.first) == ["en", "de", "und", "ru"])
            #expect(rows.allSatisfy { $0.count == 2 && (0...1).contains(Double($0[1]) ?? -1) })
            #expect(try winnow("language", files.path + "/missing").ending == .exited(1))
        }

        @Test func `check accepts a good configuration and names every fault of a bad one`() throws
        {
            let daemon = try TestDaemon(.init(.init("news", "feed", "http://news.example/f.xml")))
            let good = try daemon.command("check")
            #expect(good.ending == .exited(0))
            #expect(good.output.hasPrefix("\(daemon.mainFile): ok, 1 sources"))
            let path = try daemon.directory.write(
                "sources:\n  - name: a\n    feed: news.example\n    every: 5\n",
                to: "sources.d/bad.yaml"
            )
            let bad = try daemon.command("check")
            #expect(bad.ending == .exited(78))
            #expect(bad.output.contains("\(path):3:11: error: "), "\(bad.output)")
            #expect(bad.output.contains("\(path):4:12: error: "), "\(bad.output)")
            let missing = try winnow("check", "--config", files.path + "/missing.yaml")
            #expect(missing.ending == .exited(78))
            #expect(missing.output.contains("missing.yaml: error: "), "\(missing.output)")
        }

        @Test func `check accepts the documented options of modules`() throws {
            let daemon = try TestDaemon(.init())
            let root = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            let page = try String(
                contentsOf: root.appending(path: "docs/CONFIGURATION.md"),
                encoding: .utf8
            )
            let section = try #require(
                page.components(separatedBy: "\n## Options of modules\n").last
            )
            let example = section.components(separatedBy: "```yaml\n")[1]
                .components(separatedBy: "```")[0]
            #expect(example.hasPrefix("modules:"))
            let main = try String(contentsOfFile: daemon.mainFile, encoding: .utf8)
            try daemon.directory.write(main + example, to: "winnow.yaml")
            let good = try daemon.command("check")
            #expect(good.ending == .exited(0), "\(good.output)")
            let wrong = example.replacing("inside:", with: "beside:")
            try daemon.directory.write(main + wrong, to: "winnow.yaml")
            #expect(try daemon.command("check").ending == .exited(78))
        }

        @Test func `modules lists the installed modules and says why others are not used`() throws {
            let daemon = try TestDaemon(.init())
            let result = try daemon.command("modules")
            #expect(result.ending == .exited(0))
            for name in ["boilerplate", "html", "language", "text"] {
                #expect(result.output.contains("\(name) 1."))
                #expect(result.output.contains("/lib/winnow/modules/\(name).so\n"))
            }
            var configuration = TestConfiguration()
            configuration.moduleDirectories = [files.path]
            let bad = try files.write("no shared object", to: "bad.so")
            try daemon.configure(configuration)
            let failed = try daemon.command("modules")
            #expect(failed.ending == .exited(1))
            #expect(failed.errors.contains(bad))
            #expect(failed.output.contains("html 1."))
        }

        private func gzip(_ path: String) throws -> Data {
            let result = try CommandResult.of("/bin/gzip", ["-c", path])
            guard result.ending == .exited(0) else { throw TestFailure(result.errors) }
            return result.outputBytes
        }
    }
}

/// Root reads folders without permission; this program takes that right away.
private let setpriv = "/usr/bin/setpriv"
