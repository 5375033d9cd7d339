import FoundationEssentials
import Glibc

/// One input of `winnow clean`.
struct Input: Sendable {
    /// As the user gave it; printed verbatim.
    var path: String
    var url: String?
    var mediaType: String?
}

/// Turns the command's arguments into a list of inputs.
enum InputList {
    /// Files as they are, folders with all files below them in the order of
    /// their paths. A folder that cannot be read stands for itself: reading it
    /// fails like any other input, and the others are cleaned all the same.
    static func expand(_ paths: [String]) -> [Input] {
        var inputs: [Input] = []
        for path in paths {
            if path != "-", isDirectory(path) {
                appendFiles(below: path, to: &inputs)
            } else {
                inputs.append(Input(path: path))
            }
        }
        return inputs
    }

    /// The rows of a manifest: JSON lines with `path` and perhaps `url` and
    /// `media_type`.
    static func manifest(_ file: String) throws(InputError) -> [Input] {
        struct Row: Decodable {
            var path: String
            var url: String?
            var mediaType: String?
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        var inputs: [Input] = []
        let lines = try FileInput.read(file).split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        )
        for (number, line) in lines.enumerated() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do {
                let row = try decoder.decode(Row.self, from: Data(line))
                inputs.append(Input(path: row.path, url: row.url, mediaType: row.mediaType))
            } catch {
                throw InputError(
                    path: "\(file):\(number + 1)",
                    message: "expected a JSON object with a member \"path\""
                )
            }
        }
        return inputs
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func appendFiles(
        below directory: String,
        to inputs: inout [Input]
    ) {
        guard let stream = opendir(directory) else {
            inputs.append(Input(path: directory))
            return
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        for name in names.sorted() {
            let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: appendFiles(below: path, to: &inputs)
            case S_IFREG: inputs.append(Input(path: path))
            default: continue
            }
        }
    }
}
