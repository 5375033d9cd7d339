// swift-tools-version: 6.2

import PackageDescription

// Warnings are errors with the compilers this was written for; a newer one may
// warn about more, which must not keep anybody from building.
#if compiler(>=6.4)
    let strict: [SwiftSetting] = []
#else
    let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
#endif

// Programs and modules find the Swift runtime that is installed beside them.
func runtimePath(_ path: String) -> [LinkerSetting] {
    [.unsafeFlags(["-no-toolchain-stdlib-rpath", "-Xlinker", "-rpath=$ORIGIN/\(path)"])]
}

// A module exports one symbol, whatever is linked into it.
let moduleSymbols: [LinkerSetting] = [
    .unsafeFlags(["-Xlinker", "--version-script=\(Context.packageDirectory)/plugins/module.map"])
]
let moduleLinking = moduleSymbols + runtimePath("../swift")

let abi: Target.Dependency = .product(name: "CWinnowModule", package: "sdk")
let kit: Target.Dependency = .product(name: "WinnowModuleKit", package: "sdk")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)

func systemLibrary(_ name: String, pkgConfig: String?, package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func library(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    linker: [LinkerSetting]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: linker)
}

func program(
    _ name: String,
    _ dependencies: [Target.Dependency],
    path: String? = nil,
    runtime: String = "../lib/winnow/swift"
) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: path,
        swiftSettings: strict,
        linkerSettings: runtimePath(runtime)
    )
}

/// A library outside of Sources.
func part(_ name: String, _ dependencies: [Target.Dependency] = [], path: String) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func module(_ name: String, _ dependencies: [Target.Dependency], path: String) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        path: path,
        swiftSettings: strict,
        linkerSettings: moduleLinking
    )
}

/// A program that is built and not installed: benchmarks, tests, the demo.
func tool(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: path,
        swiftSettings: strict
    )
}

func benchmark(_ subject: String, _ dependencies: [Target.Dependency]) -> Target {
    let name = "winnow-bench-\(subject)"
    return tool(name, dependencies, path: "Benchmarks/\(name)")
}

/// An entry point of libFuzzer. They need its runtime, so they are there for
/// `make fuzz` alone.
func fuzzers(_ subject: String, _ dependencies: [Target.Dependency]) -> [Target] {
    guard Context.environment["WINNOW_FUZZ"] != nil else { return [] }
    return [
        .target(name: "CFuzz\(subject)", path: "Fuzz/CFuzz\(subject)"),
        .executableTarget(
            name: "Fuzz\(subject)",
            dependencies: dependencies + [.target(name: "CFuzz\(subject)")],
            path: "Fuzz/Fuzz\(subject)",
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]
        ),
    ]
}

func tests(
    _ name: String,
    _ dependencies: [Target.Dependency],
    exclude: [String] = []
) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies,
        exclude: exclude,
        swiftSettings: strict
    )
}

// Modules for the tests of the host; most are broken in one way.
let testModules = [
    "BadName", "BadRole", "CallCosts", "DuplicateName", "EmptyModule", "FailingCreate",
    "FailingSelfTest", "MissingEntry", "MissingProcess", "MissingSymbol", "NewerMinor",
    "ReaderWithoutTypes", "ShortDescriptor", "Trouble", "WrongMagic", "WrongMajor",
]

let cTargets: [Target] = [
    systemLibrary("CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
    systemLibrary("CYAML", pkgConfig: "yaml-0.1", package: "libyaml-dev"),
    systemLibrary("CXML", pkgConfig: "libxml-2.0", package: "libxml2-dev"),
    systemLibrary("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
    systemLibrary("CDeflate", pkgConfig: "libdeflate", package: "libdeflate-dev"),
    .target(name: "CSandbox"),
]

let libraries: [Target] = [
    library("WinnowModel"),
    library("WinnowEncoding"),
    library("WinnowHTML", ["WinnowEncoding"]),
    library("WinnowFetch", ["WinnowModel", "CCurl"]),
    library("WinnowConfig", ["WinnowModel", "CYAML"]),
    library(
        "WinnowStore",
        ["WinnowModel", crypto, .product(name: "GRDB", package: "GRDB.swift")]
    ),
    library("LoopbackServer"),
    library("WinnowModuleHost", ["WinnowModel", abi]),
    library(
        "WinnowFeeds",
        ["WinnowModel", "WinnowEncoding", "WinnowHTML", "CZlib", "CDeflate"]
    ),
    library(
        "WinnowWorker",
        ["WinnowModel", "WinnowFeeds", "WinnowModuleHost", "CSandbox", crypto]
    ),
    library(
        "WinnowDaemon",
        [
            "WinnowModel", "WinnowFetch", "WinnowConfig", "WinnowStore", "WinnowFeeds",
            "WinnowHTML", "WinnowWorker", logging, crypto,
            .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        ]
    ),
]

let programs: [Target] = [
    program("winnowd", ["WinnowModel", "WinnowDaemon", "WinnowWorker", logging, arguments]),
    program(
        "winnow",
        [
            "WinnowModel", "WinnowConfig", "WinnowFetch", "WinnowFeeds", "WinnowHTML",
            "WinnowWorker", "WinnowDaemon", arguments,
        ]
    ),
    program("winnow-worker", ["WinnowWorker"], runtime: "../../lib/winnow/swift"),
    tool("winnow-conformance", ["WinnowModel", "WinnowEncoding"]),
    tool("winnow-demo-site", ["LoopbackServer"]),
    tool("winnow-reference", ["WinnowConfig"]),
    tool(
        "winnow-crash-store",
        ["WinnowStore", "WinnowModel", "CrashTesting"],
        path: "Tests/CrashStore"
    ),
    tool(
        "winnow-crash-daemon",
        ["CrashTesting", "DaemonTesting", "LoopbackServer"],
        path: "Tests/CrashDaemon"
    ),
    tool("winnow-content-features", ["HTMLReader"], path: "plugins/html/Training"),
    tool(
        "winnow-train-language",
        ["LanguageTagging"],
        path: "plugins/language/Training/Trainer"
    ),
    benchmark("worker", ["WinnowWorker", "WinnowModel"]),
    benchmark("abi", ["WinnowModel", "WinnowModuleHost"]),
    benchmark("feeds", ["WinnowFeeds", "WinnowModel", "CXML"]),
    benchmark("html", ["WinnowHTML"]),
    benchmark("language", ["LanguageTagging", "WinnowModel", "WinnowModuleHost"]),
    benchmark("store", ["WinnowStore", "WinnowModel"]),
    benchmark(
        "pipeline",
        ["WinnowWorker", "WinnowModel", "WinnowFeeds", "WinnowConfig", "WinnowDaemon"]
    ),
]

// The products that become lib/winnow/modules/NAME.so; see Makefile.
let modules: [Target] = [
    module("HTMLModule", ["HTMLReader", "WinnowModel", kit], path: "plugins/html/Module"),
    module(
        "BoilerplateModule",
        ["BoilerplateFilter", "WinnowModel", kit],
        path: "plugins/boilerplate/Module"
    ),
    module("TextModule", ["TextReader", "WinnowEncoding", kit], path: "plugins/text/Module"),
    module("LanguageModule", ["LanguageTagging", kit], path: "plugins/language/Module"),
    .target(
        name: "ShoutExample",
        dependencies: [abi],
        path: "plugins/examples/shout-c",
        exclude: ["Makefile"],
        publicHeadersPath: ".",
        linkerSettings: moduleSymbols
    ),
    module("WordCountExample", [kit], path: "plugins/examples/word-count-swift"),
    module("Editor", [kit], path: "Tests/Modules/Editor"),
]

let moduleParts: [Target] = [
    .target(name: "CTrees", path: "plugins/html/CTrees"),
    part(
        "HTMLReader",
        ["WinnowHTML", "WinnowModel", "WinnowEncoding", "CTrees"],
        path: "plugins/html/Reader"
    ),
    part("BoilerplateFilter", ["WinnowModel"], path: "plugins/boilerplate/Filter"),
    part("TextReader", path: "plugins/text/Reader"),
    .target(
        name: "CCLD2",
        path: "plugins/language/CCLD2",
        linkerSettings: [.linkedLibrary("cld2_full"), .linkedLibrary("cld2")]
    ),
    .target(name: "CNgrams", path: "plugins/language/CNgrams"),
    part("LanguageTagging", ["CCLD2", "CNgrams"], path: "plugins/language/Tagging"),
    part("CrashTesting", path: "Tests/CrashTesting"),
    part("DaemonTesting", ["LoopbackServer"], path: "Tests/DaemonTesting"),
]

let fuzzTargets: [Target] =
    fuzzers("HTML", ["WinnowHTML"])
    + fuzzers("Feeds", ["WinnowFeeds", "WinnowModel"])
    + fuzzers("Model", ["WinnowModel", "WinnowEncoding"])

let testTargets: [Target] = [
    tests("WinnowModelTests", ["WinnowModel"]),
    tests("WinnowEncodingTests", ["WinnowEncoding"]),
    tests("WinnowHTMLTests", ["WinnowHTML", "WinnowEncoding"], exclude: ["Fixtures"]),
    tests(
        "WinnowFeedsTests",
        ["WinnowFeeds", "WinnowHTML", "WinnowModel"],
        exclude: ["Fixtures"]
    ),
    tests("LoopbackServerTests", ["LoopbackServer", "WinnowFetch"]),
    tests("WinnowFetchTests", ["WinnowFetch", "LoopbackServer"], exclude: ["Fixtures"]),
    tests("WinnowConfigTests", ["WinnowConfig", "WinnowModel"], exclude: ["Fixtures"]),
    tests("WinnowModuleHostTests", ["WinnowModuleHost"]),
    tests("WinnowModuleKitTests", [kit]),
    tests(
        "WinnowStoreTests",
        ["WinnowStore", "WinnowModel", .product(name: "GRDB", package: "GRDB.swift")]
    ),
    tests("WinnowDaemonTests", ["WinnowDaemon"]),
    tests("EndToEndTests", ["DaemonTesting", "LoopbackServer", "winnow-crash-daemon"]),
    tests(
        "WinnowWorkerTests",
        ["WinnowWorker", "WinnowFeeds", "WinnowModel", "CSandbox"]
    ),
    tests(
        "HTMLReaderTests",
        ["HTMLReader", "CTrees", "WinnowModel", "CZlib"],
        exclude: ["Fixtures", "Pages"]
    ),
    tests(
        "BoilerplateFilterTests",
        ["BoilerplateFilter", "WinnowModel", "WinnowModuleHost"],
        exclude: ["Fixtures"]
    ),
    tests(
        "LanguageTaggingTests",
        ["CNgrams", "WinnowModel", "WinnowModuleHost"],
        exclude: ["Fixtures"]
    ),
    tests(
        "TextReaderTests",
        ["TextReader", "WinnowModel", "WinnowModuleHost"],
        exclude: ["Fixtures"]
    ),
]

let package = Package(
    name: "winnow",
    products: (modules.map(\.name) + testModules).map {
        .library(name: $0, type: .dynamic, targets: [$0])
    },
    dependencies: [
        .package(path: "sdk"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: cTargets + libraries + programs + moduleParts + modules + fuzzTargets + testTargets
        + testModules.map {
            .target(
                name: $0,
                dependencies: [abi],
                path: "Tests/Modules/\($0)",
                publicHeadersPath: ".",
                linkerSettings: moduleSymbols
            )
        },
    swiftLanguageModes: [.v6]
)
