import Foundation
import Testing

/// The dynamic symbols of the built modules, as `nm -D` lists them.
@Suite struct ExportTests {
    private static let nm = ["/usr/bin/nm", "/usr/bin/llvm-nm"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private func exports(_ product: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.nm))
        process.arguments = ["-D", "--defined-only", "--extern-only", Products.path(product)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        return lines.compactMap { $0.split(separator: " ").last.map(String.init) }
    }

    // Skipped where binutils are missing: the symbols cannot be listed then.
    @Test(
        .enabled(if: nm != nil),
        arguments: ["ShoutExample", "WordCountExample", "TextModule", "LanguageModule", "Trouble"]
    )
    func `a module exports its entry and nothing else`(product: String) throws {
        #expect(try exports(product) == ["winnow_module_entry"])
    }
}
