import Foundation
import WinnowModel
import WinnowWorker

/// The install tree and the test modules that the build left.
enum TestTree {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What `make build` lays out; a test run that skipped it has none.
    static let tree = InstallTree(
        prefix: ProcessInfo.processInfo.environment["WINNOW_TREE"]
            ?? repository.appendingPathComponent("build").path
    )

    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: tree.workerPath) }

    /// Path of a dynamic product, which stands beside the test program.
    static func module(_ product: String) -> String {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return program.deletingLastPathComponent().appendingPathComponent("lib\(product).so").path
    }

    /// A pool of real workers that know one route.
    static func pool(
        _ products: [String],
        route: WorkerConfiguration.Route,
        deadline: Duration = .seconds(20),
        memory: UInt64 = 0,
        jobsPerWorker: Int = 20_000
    ) async throws -> (pool: WorkerPool, report: WorkerReport) {
        let configuration = Self.configuration(products, route: route, memory: memory)
        let pool = WorkerPool(program: WorkerProgram(path: tree.workerPath))
        let limits = WorkerLimits(count: 1, deadline: deadline, jobsPerWorker: jobsPerWorker)
        return (pool, try await pool.replace(configuration, limits: limits))
    }

    static func configuration(
        _ products: [String],
        route: WorkerConfiguration.Route,
        memory: UInt64 = 0
    ) -> WorkerConfiguration {
        var configuration = WorkerConfiguration(
            moduleDirectories: products.map(module),
            dataDirectory: tree.dataDirectory,
            memoryLimit: memory,
            cpuSecondsPerJob: 10
        )
        configuration.addRoute(route)
        return configuration
    }

    static func stage(_ module: String) -> WorkerConfiguration.Instance {
        WorkerConfiguration.Instance(module: module, options: "{}")
    }

    static func job(_ text: String, route: WorkerConfiguration.Route) -> DocumentJob {
        var metadata = Metadata()
        metadata[Metadata.Key.mediaType] = "text/plain"
        metadata[Metadata.Key.title] = "Pier"
        return DocumentJob(route: route, metadata: metadata, body: Array(text.utf8))
    }
}
