import Foundation

/// What a command came to.
public struct CommandResult {
    /// How it ended.
    public let ending: ChildProcess.Ending
    /// What it wrote to standard output.
    public let outputBytes: Data
    /// What it wrote to standard error.
    public let errors: String

    /// Standard output as text.
    public var output: String { String(decoding: outputBytes, as: UTF8.self) }

    /// Standard output as JSON objects, one a line.
    public func objects() throws -> [[String: Any]] {
        try outputBytes.split(separator: UInt8(ascii: "\n")).map { line in
            guard let object = try JSONSerialization.jsonObject(with: line) as? [String: Any] else {
                throw TestFailure("not an object: \(String(decoding: line, as: UTF8.self))")
            }
            return object
        }
    }

    /// Runs a program to its end.
    public static func of(
        _ program: String,
        _ arguments: [String],
        input: String = "/dev/null",
        limit: Duration = .seconds(120)
    ) throws -> CommandResult {
        let directory = try ScratchDirectory()
        let process = try ChildProcess(
            program,
            arguments,
            input: input,
            output: directory.path + "/output",
            errors: directory.path + "/errors"
        )
        let ending = try process.wait(atMost: limit)
        return CommandResult(
            ending: ending,
            outputBytes: try Data(contentsOf: URL(fileURLWithPath: directory.path + "/output")),
            errors: try String(contentsOfFile: directory.path + "/errors", encoding: .utf8)
        )
    }
}
