// Measures the module ABI:
//
//   winnow-bench-abi libEmptyModule.so libCallCosts.so
//
// prints what a document costs in routes of one and of eleven empty modules,
// and what each document function costs.

import WinnowModel
import WinnowModuleHost

/// The best of several rounds: other programs only ever make it slower.
func nanosecondsPerDocument(_ route: Route, _ document: HostDocument) -> Double {
    let documents = 20_000
    var metadata = Metadata()
    metadata["url.base"] = "https://news.example/2026/11/21/council.html"
    metadata["language.http"] = "en"
    let raw = [UInt8](repeating: 0x20, count: 100_000)
    let options = ModuleOptionsTable()
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<5 {
        let elapsed = clock.measure {
            for _ in 0..<documents {
                raw.withUnsafeBytes {
                    document.begin(
                        raw: $0,
                        mediaType: "text/html",
                        metadata: metadata,
                        options: options
                    )
                }
                guard route.run(document) == .completed else { return }
            }
        }
        best = min(best, elapsed / .nanoseconds(documents))
    }
    return best
}

/// `value` with one decimal.
func rounded(_ value: Double) -> String {
    "\((value * 10).rounded() / 10)"
}

func measureEmptyModules(_ module: LoadedModule) throws {
    let instances = try (0..<11).map { _ in try module.makeInstance(dataDirectory: "") }
    let document = HostDocument()
    let one = nanosecondsPerDocument(Route(Array(instances.prefix(1))), document)
    let eleven = nanosecondsPerDocument(Route(instances), document)
    print("begin and 1 empty module      \(rounded(one)) ns")
    print("10 empty modules more         \(rounded(eleven - one)) ns")
    print("one process() call            \(rounded((eleven - one) / 10)) ns")
}

/// The best of several rounds on one document, as a worker uses it: its memory
/// is that of the documents before.
func measureCalls(_ module: LoadedModule) throws {
    let costs = Costs()
    let services = HostServices(metric: { _, name, cost in costs.note(name, cost) })
    let instance = try module.makeInstance(dataDirectory: "", services: services)
    let document = HostDocument()
    var metadata = Metadata()
    metadata["url.requested"] = "https://news.example/council"
    metadata["url.base"] = "https://news.example/2026/11/21/council.html"
    for _ in 0..<20 {
        document.begin(
            raw: UnsafeRawBufferPointer(start: nil, count: 0),
            mediaType: "text/html",
            metadata: metadata
        )
        _ = Route([instance]).run(document, milliseconds: 60_000)
    }
    for (name, cost) in costs.best {
        print(name + String(repeating: " ", count: max(0, 30 - name.count)) + rounded(cost) + " ns")
    }
}

/// The lowest cost of each call, in the order they were first noted.
final class Costs {
    private(set) var best: [(name: String, cost: Double)] = []

    func note(_ name: String, _ cost: Double) {
        if let index = best.firstIndex(where: { $0.name == name }) {
            best[index].cost = min(best[index].cost, cost)
        } else {
            best.append((name, cost))
        }
    }
}

let paths = CommandLine.arguments.dropFirst()
for path in paths {
    let module = try LoadedModule.load(path: path)
    if module.description.name == "call-costs" {
        try measureCalls(module)
    } else {
        try measureEmptyModules(module)
    }
}
