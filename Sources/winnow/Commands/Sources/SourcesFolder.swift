import ArgumentParser
import Glibc
import WinnowConfig
import WinnowDaemon

/// The configuration's sources directory, where commands put new files.
struct SourcesFolder {
    let path: String
    /// The configuration with the sources that are there.
    let configuration: Configuration

    /// Reads and checks the configuration; ends the command if it has errors.
    init(_ option: ConfigurationOption, _ tools: Toolbox) async throws {
        let file = option.path(in: tools.tree)
        configuration = try await tools.configuration(file)
        path = ConfigurationLoader.sourcesDirectory(of: file)
    }

    var names: Set<String> { Set(configuration.sources.map(\.name)) }
    var locations: Set<String> { Set(configuration.sources.map(\.kind.location)) }

    /// Writes a new file; one that is there stays as it is.
    func write(_ text: String, named name: String) throws {
        let file = path + "/" + name + ".yaml"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            Terminal.complain("\(file): \(String(cString: strerror(errno)))")
            throw ExitStatus.someFailed
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            Terminal.complain("\(file): \(String(cString: strerror(errno)))")
            unlink(file)
            throw ExitStatus.someFailed
        }
        Terminal.print("wrote \(file)")
    }
}
