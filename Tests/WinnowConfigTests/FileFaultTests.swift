import Foundation
import Glibc
import Testing
import WinnowConfig
import WinnowModel

@Suite struct FileFaultTests {
    @Test func `a directory in place of the main file is named as one`() throws {
        let scratch = try Scratch()
        try scratch.makeFolder("winnow.yaml")
        let (configuration, diagnostics) = scratch.load()
        #expect(configuration == nil)
        #expect(
            scratch.report(diagnostics) == "winnow.yaml: error: is a directory, not a file\n"
        )
    }

    @Test func `a FIFO is refused without waiting for a writer`() throws {
        let scratch = try Scratch()
        try #require(mkfifo(scratch.path + "/winnow.yaml", 0o600) == 0)
        #expect(scratch.load().diagnostics.map(\.code) == [.wrongFileKind])
    }

    @Test func `a file of one gigabyte is refused before it is read`() throws {
        let scratch = try Scratch()
        try scratch.write([], to: "winnow.yaml")
        try #require(truncate(scratch.path + "/winnow.yaml", 1 << 30) == 0)
        let diagnostics = scratch.load().diagnostics
        #expect(diagnostics.map(\.code) == [.fileTooLarge])
    }

    // The superuser may read everything, so there is nothing to see.
    @Test(.enabled(if: geteuid() != 0))
    func `a file without permission is named with the reason`() throws {
        let scratch = try Scratch()
        try scratch.write(minimalMain.utf8, to: "winnow.yaml")
        try #require(chmod(scratch.path + "/winnow.yaml", 0) == 0)
        let report = scratch.report(scratch.load().diagnostics)
        #expect(report == "winnow.yaml: error: cannot read it: Permission denied\n")
    }

    @Test func `a file in place of the sources directory is named`() throws {
        let scratch = try Scratch()
        try scratch.write(minimalMain.utf8, to: "winnow.yaml")
        try scratch.write([], to: "sources.d")
        let report = scratch.report(scratch.load().diagnostics)
        #expect(report == "sources.d: error: sources directory: cannot list it: Not a directory\n")
    }

    @Test func `hidden files and backups in the sources directory are passed over`() throws {
        let scratch = try Scratch()
        try scratch.write(minimalMain.utf8, to: "winnow.yaml")
        try scratch.write(
            "sources: [{name: a, feed: 'https://a.example/'}]".utf8,
            to: "sources.d/a.yaml"
        )
        for name in [".b.yaml", "c.yaml~", "d.yaml.bak"] {
            try scratch.write("][".utf8, to: "sources.d/" + name)
        }
        let (configuration, diagnostics) = scratch.load()
        #expect(diagnostics.isEmpty)
        #expect(configuration?.sources.count == 1)
    }

    @Test func `a faulty option schema is reported with the module's file`() throws {
        let scratch = try Scratch()
        try scratch.write(
            (minimalMain + "routes: {default: [html]}\n").utf8,
            to: "winnow.yaml"
        )
        try scratch.makeFolder("sources.d")
        for (schema, severity) in [
            (#"{"type": "object""#, Diagnostic.Severity.error), (#"{"type": "table"}"#, .error),
            (#"{"properties": []}"#, .error), (#"{"a": "\ud800"}"#, .error), ("[1, 2", .error),
            (#"{"a": 1, "a": 2}"#, .error), (String(repeating: "[", count: 5000), .error),
            (#"{"properties": {"a": {"pattern": "x"}}}"#, .warning),
        ] {
            let module = ModuleDescription(
                name: "html",
                version: "1.0.0",
                role: .reader,
                optionsSchema: schema,
                path: "modules/html.so"
            )
            let (configuration, diagnostics) = ConfigurationLoader.load(
                mainFile: scratch.path + "/winnow.yaml",
                modules: [module]
            )
            let found = diagnostics.filter { $0.code == .invalidSchema }
            #expect(found.map(\.severity) == [severity], "\(schema)")
            #expect(found.map(\.file) == ["modules/html.so"])
            #expect((configuration == nil) == (severity == .error))
        }
    }

    @Test func `a thousand findings are enough`() throws {
        let scratch = try Scratch()
        let keys = (0..<5000).map { "key\($0): 1\n" }.joined()
        try scratch.write((minimalMain + keys).utf8, to: "winnow.yaml")
        try scratch.makeFolder("sources.d")
        let (configuration, diagnostics) = scratch.load()
        #expect(configuration == nil)
        #expect(diagnostics.count == 1001)
        #expect(diagnostics.last?.code == .tooManyFaults)
    }
}
