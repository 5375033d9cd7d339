import Crypto
import Glibc
import WinnowModel
import WinnowModuleHost

/// The modules of one worker, made ready: instances, routes and the report on
/// what could not be used.
struct ModuleSet {
    /// A route with what its documents' records say of it.
    struct Line {
        let route: Route
        let stamps: [ModuleStamp]
    }

    /// Nil for a route that lacks an instance.
    private(set) var routes: [Line?] = []
    private(set) var report = WorkerReport(modules: [], faults: [])
    /// Where the running module is noted: its place in the route plus one.
    let board: UnsafeMutablePointer<UInt32>

    init(_ configuration: WorkerConfiguration, board: UnsafeMutablePointer<UInt32>) {
        self.board = board
        let found = ModuleDirectory.scan(configuration.moduleDirectories)
        report.modules = found.modules.map(\.description)
        for error in found.errors {
            report.faults.append(
                WorkerReport.Fault(subject: error.subject, message: error.message, isFatal: false)
            )
        }
        let modules = Dictionary(
            found.modules.map { ($0.description.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var instances: [Ready?] = []
        for wanted in configuration.instances {
            instances.append(
                make(wanted, of: modules[wanted.module], in: configuration.dataDirectory)
            )
        }
        routes = configuration.routes.map { indices in Self.line(indices.map { instances[$0] }) }
    }

    private typealias Ready = (instance: ModuleInstance, stamp: ModuleStamp)

    /// Makes and tests an instance; what goes wrong is fatal, since a route
    /// needs it.
    private mutating func make(
        _ wanted: WorkerConfiguration.Instance,
        of module: LoadedModule?,
        in directory: String
    ) -> Ready? {
        guard let module else {
            fail(wanted.module, "no module of this name was found")
            return nil
        }
        let data = directory + "/" + wanted.module
        do throws(ModuleError) {
            let instance = try module.makeInstance(
                options: wanted.options,
                dataDirectory: data,
                services: services
            )
            try instance.selfTest()
            let digest = Self.digest(options: wanted.options, dataDirectory: data)
            let version = "\(module.description.version)+\(digest)"
            return (instance, ModuleStamp(name: wanted.module, version: version))
        } catch {
            fail(error.subject, error.message)
            return nil
        }
    }

    private mutating func fail(_ subject: String, _ message: String) {
        report.faults.append(
            WorkerReport.Fault(subject: subject, message: message, isFatal: true)
        )
    }

    private static func line(_ instances: [Ready?]) -> Line? {
        let ready = instances.compactMap { $0 }
        guard ready.count == instances.count else { return nil }
        return Line(route: Route(ready.map(\.instance)), stamps: ready.map(\.stamp))
    }

    /// Modules log to standard error, which the worker shares with the daemon.
    private let services = {
        let format = LogLine()
        return HostServices(
            version: WinnowVersion.current,
            log: { line in
                let priorities = [7, 7, 6, 4, 3]
                LogLine.write(
                    format.format(
                        priority: priorities[Int(line.level.rawValue)],
                        level: "\(line.level)",
                        message: line.message,
                        fields: [("module.name", line.module)] + line.fields
                    )
                )
            }
        )
    }()

    /// What besides its code decides what an instance does: 12 hexadecimal
    /// digits over its options and its data files.
    private static func digest(options: String, dataDirectory: String) -> String {
        var hash = SHA256()
        hash.update(data: Array(options.utf8))
        for name in files(in: dataDirectory) {
            hash.update(data: Array("\0\(name)\0".utf8))
            hashFile(dataDirectory + "/" + name, into: &hash)
        }
        return hash.finalize().prefix(6).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func files(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            guard entry.pointee.d_type != UInt8(DT_DIR) else { continue }
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
            )
        }
        return names.sorted()
    }

    private static func hashFile(_ path: String, into hash: inout SHA256) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }
}
