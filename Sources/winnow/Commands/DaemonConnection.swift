import ArgumentParser
import FoundationEssentials
import WinnowConfig
import WinnowDaemon
import WinnowWorker

/// The options by which a command finds the daemon's control socket.
struct DaemonConnection: ParsableArguments {
    @Option(help: "The daemon's control socket; by default as its configuration says.")
    var socket: String?

    @OptionGroup var config: ConfigurationOption

    @Option(help: "The daemon's state directory, if it was started with --state.")
    var state: String?

    private struct Refusal: Decodable { var error: String }

    /// Sends a request and gives its answer, a line of JSON.
    func request(_ words: [String]) async throws -> [UInt8] {
        let path = try socketPath()
        do throws(ControlError) {
            return try ControlClient(path: path).request(words)
        } catch {
            Terminal.complain("\(error)")
            throw error.code == .noDaemon ? ExitStatus.noDaemon : ExitStatus.someFailed
        }
    }

    /// Reads an answer; an answer that is an error ends the command.
    func decode<Answer: Decodable>(_ type: Answer.Type, from bytes: [UInt8]) throws -> Answer {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        if let refusal = try? decoder.decode(Refusal.self, from: Data(bytes)) {
            Terminal.complain(refusal.error)
            throw ExitStatus.someFailed
        }
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            Terminal.complain("could not understand the daemon's answer: \(error)")
            throw ExitStatus.someFailed
        }
    }

    private func socketPath() throws -> String {
        if let socket { return socket }
        guard let tree = InstallTree.ofRunningProgram() else {
            Terminal.complain("could not find the installation of this program")
            throw ExitStatus.software
        }
        let file = config.path(in: tree)
        guard
            let configuration = ConfigurationLoader.mainSettings(of: file, stateDirectory: state)
        else {
            Terminal.complain("\(file): could not read where the daemon's socket is; give --socket")
            throw ExitStatus.configuration
        }
        return configuration.controlSocketPath
    }
}
