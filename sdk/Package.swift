// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that authors of modules resolve none of the
// daemon's dependencies and meet none of its build flags.
let package = Package(
    name: "winnow-sdk",
    products: [
        .library(name: "CWinnowModule", targets: ["CWinnowModule"]),
        .library(name: "WinnowModuleKit", targets: ["WinnowModuleKit"]),
    ],
    targets: [
        .target(name: "CWinnowModule"),
        .target(name: "WinnowModuleKit", dependencies: ["CWinnowModule"]),
    ]
)
