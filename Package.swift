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
    name: "ArgumentParser", package: "swift-argument-parser")

func systemLibrary(_ name: String, pkgConfig: String?, package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], linker: [LinkerSetting]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: linker)
}

func program(
    _ name: String, _ dependencies: [Target.Dependency], path: String? = nil,
    runtime: String = "../lib/winnow/swift"
) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: path, swiftSettings: strict,
        linkerSettings: runtimePath(runtime))
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

// Modules that are broken in one way each, for the tests of the host.
let testModules = [
    "BadName", "BadRole", "CallCosts", "DuplicateName", "EmptyModule", "FailingCreate",
    "FailingSelfTest", "MissingEntry", "MissingProcess", "MissingSymbol", "NewerMinor",
    "ReaderWithoutTypes", "ShortDescriptor", "Trouble", "WrongMagic", "WrongMajor",
]

let cTargets: [Target] = [
    systemLibrary("CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
    systemLibrary("CYAML", pkgConfig: "yaml-0.1", package: "libyaml-dev"),
    systemLibrary("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
    .target(name: "CSandbox"),
]

let libraries: [Target] = [
    library("WinnowModel"),
    library("WinnowEncoding"),
    library("WinnowHTML"),
    library("WinnowFetch", ["WinnowModel", "CCurl"]),
    library("WinnowConfig", ["WinnowModel", "CYAML"]),
    library(
        "WinnowStore", ["WinnowModel", crypto, .product(name: "GRDB", package: "GRDB.swift")]),
    library("WinnowModuleHost", ["WinnowModel", abi]),
    library("WinnowFeeds", ["WinnowModel", "WinnowEncoding"]),
    library(
        "WinnowWorker",
        ["WinnowModel", "WinnowFeeds", "WinnowModuleHost", "CSandbox", crypto]),
    library(
        "WinnowDaemon",
        [
            "WinnowModel", "WinnowFetch", "WinnowConfig", "WinnowStore", "WinnowWorker", logging,
            crypto, .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        ]),
]

let programs: [Target] = [
    program("winnow-worker", ["WinnowWorker"], runtime: "../../lib/winnow/swift"),
    program(
        "winnowd", ["WinnowModel", "WinnowDaemon", "WinnowWorker", logging, arguments]),
    program("winnow-conformance", ["WinnowModel", "WinnowEncoding"]),
    program("winnow-bench-abi", ["WinnowModel", "WinnowModuleHost"]),
]

let modules: [Target] = [
    .target(
        name: "ShoutExample", dependencies: [abi], path: "plugins/examples/shout-c",
        exclude: ["Makefile"], publicHeadersPath: ".", linkerSettings: moduleSymbols),
    .target(
        name: "WordCountExample", dependencies: [kit], path: "plugins/examples/word-count-swift",
        swiftSettings: strict, linkerSettings: moduleLinking),
]

let testTargets: [Target] = [
    tests("WinnowModelTests", ["WinnowModel"]),
    tests("WinnowEncodingTests", ["WinnowEncoding"]),
    tests("WinnowModuleHostTests", ["WinnowModuleHost"]),
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
    targets: cTargets + libraries + programs + modules + testTargets
        + testModules.map {
            .target(
                name: $0, dependencies: [abi], path: "Tests/Modules/\($0)", publicHeadersPath: ".",
                linkerSettings: moduleSymbols)
        },
    swiftLanguageModes: [.v6]
)
