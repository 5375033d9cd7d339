import Foundation
import Testing
import WinnowModuleKit

@Suite("A module's data files")
struct DataFileTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "winnow-data-\(UUID().uuidString)")

    /// Runs `body` with a folder that is removed afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func `names of a suffix come sorted`() throws {
        try withFolder { path in
            for name in ["b.txt", "a.txt", "c.md"] {
                try Data("x".utf8).write(to: folder.appending(path: name))
            }
            #expect(try DataFile.names(in: path, suffix: ".txt") == ["a.txt", "b.txt"])
        }
    }

    @Test(arguments: [(0, false), (1, true), (8, true), (9, false)])
    func `a file has one byte to the limit`(count: Int, isRead: Bool) throws {
        try withFolder { path in
            let bytes = [UInt8](repeating: 0xFF, count: count)
            try Data(bytes).write(to: folder.appending(path: "data"))
            if isRead {
                #expect(try DataFile.read(path + "/data", limit: 8) == bytes)
            } else {
                let found = count == 0 ? "none" : "more"
                #expect {
                    try DataFile.read(path + "/data", limit: 8)
                } throws: {
                    ($0 as? ModuleError)?.message == "expected 1 to 8 bytes, found \(found)"
                }
            }
        }
    }

    @Test(arguments: ["", "/missing", "/folder"])
    func `what cannot be read is named with the reason`(name: String) throws {
        try withFolder { path in
            try FileManager.default.createDirectory(
                at: folder.appending(path: "folder"),
                withIntermediateDirectories: true
            )
            #expect {
                try DataFile.read(path + name)
            } throws: { error in
                guard let error = error as? ModuleError else { return false }
                return error.code == .invalidData && error.subject == path + name
                    && error.message.hasPrefix("could not be read: ")
            }
        }
        #expect(throws: ModuleError.self) {
            try DataFile.names(in: folder.path, suffix: "")
        }
    }
}
